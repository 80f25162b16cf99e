const QUARTER = 15 * 60_000;
const DAY = 86_400_000;
const STEP = DAY / 4;

/** How many milliseconds a zone's clocks are ahead of UTC at an instant. */
export type OffsetAt = (instant: number) => number;

/** Whether a name is that of a time zone, such as `Europe/Lisbon` or `UTC`. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][\w+/-]{0,63}$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * The clocks of a zone, which must exist, for many instants. A format is dear to make (50 µs), so it is made once; and
 * zones change their clocks on a quarter of an hour, so that one answer serves the rest of its quarter.
 */
export function zoneClock(timeZone: string): OffsetAt {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  let known = { quarter: Number.NaN, offset: 0 };
  return (instant) => {
    const quarter = Math.floor(instant / QUARTER);
    if (quarter !== known.quarter) known = { quarter, offset: readOffset(format.formatToParts(instant)) };
    return known.offset;
  };
}

/** Before zones were agreed on, clocks were off by seconds too: `GMT-00:36:45` is Lisbon's until 1912. */
function readOffset(parts: readonly Intl.DateTimeFormatPart[]): number {
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  const found = /^GMT(?<sign>[+-])(?<hours>\d{2}):(?<minutes>\d{2})(?::(?<seconds>\d{2}))?/.exec(name)?.groups;
  if (!found) return 0;
  const minutes = Number(found['hours']) * 60 + Number(found['minutes']);
  const offset = (minutes * 60 + Number(found['seconds'] ?? 0)) * 1000;
  return found['sign'] === '-' ? -offset : offset;
}

/** What the clocks show at an instant, as the instant at which those of UTC show it. */
export function wallAt(instant: number, offsetAt: OffsetAt): number {
  return instant + offsetAt(instant);
}

/** An instant at which clocks show a time, and how often they show it. */
export interface WallReading {
  readonly instant: number;
  readonly shown: 'once' | 'twice' | 'never';
}

/**
 * When the clocks show a time. When they are changed, one that comes twice is the first of the two, and one that is
 * skipped is moved on by what was skipped, as calendars do (RFC 5545 section 3.3.5): a mail planned for 02:30 goes at
 * 03:30.
 */
export function readWall(wall: number, offsetAt: OffsetAt): WallReading {
  const before = offsetAt(wall - DAY);
  const after = offsetAt(wall + DAY);
  if (before === after) return { instant: wall - before, shown: 'once' };
  const possible = [wall - before, wall - after].filter((instant) => wallAt(instant, offsetAt) === wall);
  if (possible.length === 0) return { instant: wall - before, shown: 'never' };
  return { instant: Math.min(...possible), shown: possible.length === 1 ? 'once' : 'twice' };
}

/** A time in which nobody changes the clocks; its end is not in it. */
export interface SteadySpan {
  readonly from: number;
  readonly to: number;
  readonly offset: number;
}

/** A time, cut where the clocks are changed. Two changes within six hours that undo each other would be missed. */
export function steadySpans(from: number, to: number, offsetAt: OffsetAt): readonly SteadySpan[] {
  const spans: SteadySpan[] = [];
  for (let start = from; start < to; ) {
    const offset = offsetAt(start);
    const end = endOfSteady(start, to, offsetAt);
    spans.push({ from: start, to: end, offset });
    start = end;
  }
  return spans;
}

function endOfSteady(start: number, to: number, offsetAt: OffsetAt): number {
  const offset = offsetAt(start);
  for (let same = start; same < to; same += STEP) {
    if (offsetAt(same + STEP) === offset) continue;
    return Math.min(to, changeBetween(same, same + STEP, offsetAt));
  }
  return to;
}

/** The first quarter of an hour with other clocks than at `same`; at `other` they are changed already. */
function changeBetween(same: number, other: number, offsetAt: OffsetAt): number {
  const offset = offsetAt(same);
  let low = Math.floor(same / QUARTER);
  let high = Math.floor(other / QUARTER);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * QUARTER) === offset) low = middle;
    else high = middle;
  }
  return high * QUARTER;
}
