import { type OffsetAt, readWall, zoneClock } from '../mail/time-zone.ts';

/**
 * A date of a front matter, read in the publication's time zone. A plain day (`2026-11-24`) is midnight of that
 * day in the zone; a date with a time and no offset is local time in the zone.
 */
export interface PublicationDate {
  /** As written. */
  readonly text: string;
  readonly kind: 'day' | 'time';
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly instant: number;
  /** IANA zone in which it was read and is shown. */
  readonly timeZone: string;
}

const DATE =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[Tt ](?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d{1,9})?)?)?(?: ?(?<offset>[Zz]|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads `2026-11-24`, `2026-11-24 08:00`, `2026-11-24T08:00:30`, the latter two also with `Z` or `+01:00` behind.
 * Null where the text is anything else, or a day or a time that doesn't exist. `timeZone` must be a valid zone.
 * How a local time is read on a day on which clocks change stands at `readWall`.
 */
export function parseDate(text: string, timeZone: string): PublicationDate | null {
  return dateReader(timeZone)(text);
}

/**
 * The same for many dates of one zone: what the zone costs (100 µs) is paid once, and a text that comes again (most
 * items of a list end on the same few days) costs nothing.
 */
export function dateReader(timeZone: string): (text: string) => PublicationDate | null {
  let offsetAt: OffsetAt | undefined;
  const known = new Map<string, PublicationDate | null>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    offsetAt ??= zoneClock(timeZone);
    const date = readText(text, timeZone, offsetAt);
    known.set(text, date);
    return date;
  };
}

function readText(text: string, timeZone: string, offsetAt: OffsetAt): PublicationDate | null {
  const parts = DATE.exec(text.trim())?.groups;
  if (!parts) return null;
  const wall = wallTime(parts);
  if (wall === null) return null;
  const offset = parts['offset'];
  if (offset === undefined) {
    const kind = parts['hour'] === undefined ? 'day' : 'time';
    return { text, kind, instant: readWall(wall, offsetAt).instant, timeZone };
  }
  const minutes = offsetMinutes(offset);
  if (minutes === null || parts['hour'] === undefined) return null;
  return { text, kind: 'time', instant: wall - minutes * 60_000, timeZone };
}

type Parts = Readonly<Record<string, string | undefined>>;

/** The fields as if they were UTC; null where one of them is out of its range, such as 30 February or 25:00. */
function wallTime(parts: Parts): number | null {
  const [year, month, day] = [number(parts['year']), number(parts['month']), number(parts['day'])];
  const [hour, minute, second] = [number(parts['hour']), number(parts['minute']), number(parts['second'])];
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const exists =
    wall.getUTCFullYear() === year &&
    wall.getUTCMonth() === month - 1 &&
    wall.getUTCDate() === day &&
    wall.getUTCHours() === hour &&
    wall.getUTCMinutes() === minute &&
    wall.getUTCSeconds() === second;
  return exists ? wall.getTime() : null;
}

function number(digits: string | undefined): number {
  return Number(digits ?? 0);
}

function offsetMinutes(offset: string): number | null {
  if (/^z$/i.test(offset)) return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4));
  if (hours > 15 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
