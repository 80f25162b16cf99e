import type { Forecast } from '../delivery/forecast.ts';
import type { SendingLimits } from '../delivery/transport.ts';
import { formatMoment } from '../delivery/schedule/format-moment.ts';
import { clockTime } from './clock-time.ts';
import { count } from './count.ts';

/** What the account allows, and when a send would be done; nothing where nobody limits it. */
export function forecastLines(
  { messages, left, rate, seconds, overQuota }: Forecast,
  { perDay }: SendingLimits,
  timeZone: string,
  now: number,
): readonly string[] {
  const lines: string[] = [];
  if (Number.isFinite(rate)) {
    const done = formatMoment(now + seconds * 1000, timeZone, now);
    const pace = rate < 10 ? Math.round(rate * 100) / 100 : Math.round(rate).toLocaleString('en');
    lines.push(
      `${count(messages, 'message')} at ${pace} a second: that takes ${clockTime(seconds)}. Begun now, it ends at about ${done}.`,
    );
  }
  if (Number.isFinite(perDay))
    lines.push(`${left.toLocaleString('en')} of ${perDay.toLocaleString('en')} messages are left in these 24 hours.`);
  if (overQuota > 0) lines.push(`${overQuota.toLocaleString('en')} of them can’t go before more of the quota is free.`);
  return lines;
}
