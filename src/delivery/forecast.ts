import { paceOf } from './pace.ts';
import type { SendingLimits } from './transport.ts';

/** What an account's limits mean for a send that is to be made. */
export interface Forecast {
  readonly messages: number;
  /** What may still be sent in the 24 hours that end now; `Infinity` for any number. */
  readonly left: number;
  /** Messages a second; `Infinity` for as fast as it goes. */
  readonly rate: number;
  /** How long all of them take at that rate; 0 where nothing limits it. */
  readonly seconds: number;
  /** How many can't leave before the day's quota is renewed. */
  readonly overQuota: number;
}

export function forecast(messages: number, limits: SendingLimits, asked: number | undefined): Forecast {
  const left = Math.max(0, limits.perDay - limits.sentToday);
  const { rate } = paceOf(limits.perSecond, asked, 0);
  const seconds = rate === Number.POSITIVE_INFINITY ? 0 : messages / rate;
  return { messages, left, rate, seconds, overQuota: Math.max(0, messages - left) };
}
