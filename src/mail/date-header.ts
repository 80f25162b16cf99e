import { headerField } from './header.ts';
import { zoneClock } from './time-zone.ts';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MINUTE = 60_000;

/** A moment and the zone it is told in: milliseconds since 1970-01-01T00:00Z, minutes east of UTC. */
export interface MailDate {
  readonly instant: number;
  readonly offsetMinutes: number;
}

/** `Tue, 24 Nov 2026 06:30:00 +0100`: RFC 5322 section 3.3. */
export function renderMailDate({ instant, offsetMinutes }: MailDate): string {
  // The local wall clock is read through the UTC getters of a moved date, so the machine's zone never matters.
  const local = new Date(instant + offsetMinutes * MINUTE);
  const day = `${DAYS[local.getUTCDay()]}, ${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(twoDigits).join(':');
  const offset = Math.abs(offsetMinutes);
  const sign = offsetMinutes < 0 ? '-' : '+';
  return `${day} ${time} ${sign}${twoDigits(Math.trunc(offset / 60))}${twoDigits(offset % 60)}`;
}

/** The Date field for many messages: those of one second have the same. */
export function createDateField(): (date: MailDate) => string {
  let known = { second: Number.NaN, offsetMinutes: 0, field: '' };
  return ({ instant, offsetMinutes }) => {
    const second = Math.floor(instant / 1000);
    if (second !== known.second || offsetMinutes !== known.offsetMinutes) {
      const field = headerField('Date', [renderMailDate({ instant, offsetMinutes })]);
      known = { second, offsetMinutes, field };
    }
    return known.field;
  };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** How far the clocks of an IANA zone are ahead of UTC at an instant, in minutes. */
export function zoneOffsetMinutes(instant: number, timeZone: string): number {
  return zoneOffsets(timeZone)(instant);
}

/** The same for many instants of one zone. */
export function zoneOffsets(timeZone: string): (instant: number) => number {
  const offsetAt = zoneClock(timeZone);
  return (instant) => Math.trunc(offsetAt(instant) / MINUTE);
}
