import { wallAt, zoneClock } from '../../mail/time-zone.ts';

const SECOND = 1000;
const DAY = 86_400_000;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `08:00 tomorrow in Europe/Lisbon`: a moment in words, by the clocks of a zone. */
export function formatMoment(instant: number, timeZone: string, now: number): string {
  return `${formatTimeAt(instant, timeZone, now)} in ${timeZone}`;
}

/**
 * The same where the zone is said already: `08:00 today`, `08:00 on Wednesday 25 November`, with the year where it is
 * another. Words of our own: what Intl writes changes with Node's version.
 */
export function formatTimeAt(instant: number, timeZone: string, now: number): string {
  const offsetAt = zoneClock(timeZone);
  return formatWall(wallAt(instant, offsetAt), wallAt(now, offsetAt));
}

function formatWall(wall: number, now: number): string {
  const { time } = wallText(wall);
  const days = Math.floor(wall / DAY) - Math.floor(now / DAY);
  const near = NEAR.get(days);
  if (near !== undefined) return `${time} ${near}`;
  const date = new Date(wall);
  const year = date.getUTCFullYear() === new Date(now).getUTCFullYear() ? '' : ` ${date.getUTCFullYear()}`;
  return `${time} on ${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}${year}`;
}

const NEAR: ReadonlyMap<number, string> = new Map([
  [-1, 'yesterday'],
  [0, 'today'],
  [1, 'tomorrow'],
]);

/** What clocks show as `--at` reads it: `2026-11-25`, and `08:00` or `08:00:30`. */
export function wallText(wall: number): { readonly date: string; readonly time: string } {
  const iso = new Date(wall).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, wall % (60 * SECOND) < SECOND ? 16 : 19) };
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A length of time in its two largest units, rounded up: `3 hours 20 minutes`, `45 seconds`. */
export function formatWait(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / SECOND));
  const largest = UNITS.findIndex(([, length]) => seconds >= length);
  if (largest === -1) return 'no time';
  const [first, second = first] = UNITS.slice(largest, largest + 2);
  if (first === undefined || second === undefined) return 'no time';
  const rounded = Math.ceil(seconds / second[1]) * second[1];
  // Rounding up can fill the larger unit: 23 h 59 min 30 s is a day.
  if (rounded !== seconds) return formatWait(rounded * SECOND);
  const whole = Math.floor(rounded / first[1]);
  const rest = first === second ? 0 : (rounded % first[1]) / second[1];
  return rest === 0 ? unit(whole, first[0]) : `${unit(whole, first[0])} ${unit(rest, second[0])}`;
}

function unit(count: number, name: string): string {
  return `${count} ${count === 1 ? name : `${name}s`}`;
}
