import { readableText } from '../../audience/readable-text.ts';
import { GRACE } from '../../delivery/schedule/due.ts';
import { formatMoment, formatTimeAt, formatWait, wallText } from '../../delivery/schedule/format-moment.ts';
import { isTimeZone, type OffsetAt, readWall, wallAt, type WallReading, zoneClock } from '../../mail/time-zone.ts';
import { parseDate } from '../../publication/date.ts';
import { done, type Outcome, refuse } from '../refusal.ts';
import { asciiDigits } from './ascii-digits.ts';

/** The moment that `--at` names. */
export interface At {
  /** Milliseconds since 1970; up to the grace in the past, and then it goes at once. */
  readonly instant: number;
  /** What clocks are to show, as the instant at which those of UTC show it: what `--recipient-time` goes by. */
  readonly wall: number;
  /** The zone that was written, else the publication's, also where only an offset was written. */
  readonly timeZone: string;
  /** `written`: a zone or an offset stood there, which contradicts `--recipient-time`. */
  readonly zoneFrom: 'written' | 'publication';
  /** How a time was read that a change of clocks skips or brings twice, for the plan. */
  readonly note: string | null;
}

export interface AtContext {
  readonly now: number;
  /** The publication's. */
  readonly timeZone: string;
  /** In milliseconds; an hour where nothing else is said. */
  readonly grace?: number | undefined;
}

const LONGEST = 100;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** A date further off is rather a slip of the finger. */
const FURTHEST = 366 * DAY;
const FORM =
  /^(?:(?<day>today|tomorrow|\d{4}-\d{2}-\d{2})(?:t| (?:at )?))?(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}))? ?(?<offset>z(?![a-z])|[+-]\d{2}:\d{2})? ?(?:\[(?<bracket>[^[\]]+)\]|(?<zone>[a-z][\w+/-]*))?$/i;
const EXAMPLES = 'Such as --at 08:00, --at "2026-11-25 08:00", or --at "tomorrow 08:00 Asia/Tokyo".';

/**
 * Reads the moment of `--at`: `08:00` (the next), `today 08:00`, `tomorrow 08:00`, `2026-11-25 08:00` or
 * `2026-11-25T08:00`, each with seconds where they are wanted, and with `Z`, `+01:00`, `Asia/Tokyo` or `[Asia/Tokyo]`
 * behind it (RFC 9557). Refuses what is no moment, one that passed longer ago than the grace, and one that is more than a
 * year away.
 */
export function parseAt(text: string, context: AtContext): Outcome<At> {
  const written = text.trim();
  const parts = written.length > LONGEST ? undefined : FORM.exec(written)?.groups;
  if (parts === undefined) return unreadable(written);
  const zone = readZone(parts, context.timeZone);
  if (!zone.ok) return zone;
  const time = readTime(parts);
  if (!time.ok) return time;
  const day = parts['day']?.toLowerCase();
  const moment = { ...zone.value, time: time.value, precision: parts['second'] === undefined ? MINUTE : 1000 };
  return day === undefined ? nextTime(moment, context) : onDay(day, moment, context);
}

interface Zone {
  readonly timeZone: string;
  readonly zoneFrom: At['zoneFrom'];
  readonly offsetAt: OffsetAt;
}

interface Moment extends Zone {
  /** Milliseconds since midnight. */
  readonly time: number;
  /** How long clocks show what was written, in milliseconds. */
  readonly precision: number;
}

type Parts = Readonly<Record<string, string | undefined>>;

function readZone(parts: Parts, publicationZone: string): Outcome<Zone> {
  const name = parts['bracket'] ?? parts['zone'];
  const offset = parts['offset'];
  if (name !== undefined && !isTimeZone(name)) return noZone(name);
  if (offset === undefined) {
    const timeZone = name ?? publicationZone;
    return done({ timeZone, zoneFrom: name === undefined ? 'publication' : 'written', offsetAt: zoneClock(timeZone) });
  }
  if (name !== undefined)
    return refuse('usage', `--at names the offset ${offset} and the zone ${name}.`, 'Write only one of the two.');
  const epoch = parseDate(`1970-01-01T00:00${offset}`, 'UTC');
  if (epoch === null)
    return refuse('usage', `No clock is ${offset} from UTC.`, 'Write an offset such as +01:00, or a zone.');
  return done({ timeZone: publicationZone, zoneFrom: 'written', offsetAt: () => -epoch.instant });
}

function readTime(parts: Parts): Outcome<number> {
  const [hour, minute, second] = [parts['hour'], parts['minute'], parts['second']].map((digits) => Number(digits ?? 0));
  if (hour === undefined || minute === undefined || second === undefined || hour > 23 || minute > 59 || second > 59)
    return refuse('usage', `No clock shows ${timeWritten(parts)}.`, 'Write a time from 00:00 to 23:59.');
  return done(((hour * 60 + minute) * 60 + second) * 1000);
}

function timeWritten(parts: Parts): string {
  return [parts['hour'], parts['minute'], parts['second']].filter((digits) => digits !== undefined).join(':');
}

/** The next time that clocks show it. Just after it, that could mean at once or tomorrow: then somebody has to say. */
function nextTime(moment: Moment, context: AtContext): Outcome<At> {
  const { now, grace = GRACE } = context;
  const today = midnightOf(now, moment);
  const first = readWall(today + moment.time, moment.offsetAt).instant;
  if (now < first + moment.precision) return settle(today + moment.time, moment, context);
  if (now - first > grace) return settle(today + DAY + moment.time, moment, context);
  const { time } = wallText(today + moment.time);
  return refuse(
    'at-ambiguous',
    `${formatMoment(first, moment.timeZone, now)} was ${formatWait(now - first)} ago: --at ${time} could mean at once, or tomorrow.`,
    `Write --at "today ${time}" to send at once, or --at "tomorrow ${time}".`,
  );
}

function onDay(day: string, moment: Moment, context: AtContext): Outcome<At> {
  const midnight = dayWall(day, midnightOf(context.now, moment));
  if (midnight === null) return refuse('usage', `There is no ${day} in the calendar.`, EXAMPLES);
  return settle(midnight + moment.time, moment, context);
}

function midnightOf(now: number, { offsetAt }: Zone): number {
  return Math.floor(wallAt(now, offsetAt) / DAY) * DAY;
}

function dayWall(day: string, today: number): number | null {
  if (day === 'today') return today;
  if (day === 'tomorrow') return today + DAY;
  return parseDate(day, 'UTC')?.instant ?? null;
}

function settle(wall: number, { timeZone, zoneFrom, offsetAt, precision }: Moment, context: AtContext): Outcome<At> {
  const { now, grace = GRACE } = context;
  const reading = readWall(wall, offsetAt);
  const { instant } = reading;
  if (now - instant > grace && now >= instant + precision) return pastDue(instant, timeZone, now);
  if (instant - now > FURTHEST) {
    const message = `${formatMoment(instant, timeZone, now)} is more than a year away.`;
    return refuse('at-too-far', message, 'Look at the year of --at.');
  }
  return done({ instant, wall, timeZone, zoneFrom, note: noteOf(wall, reading, timeZone, now) });
}

function pastDue(instant: number, timeZone: string, now: number): Outcome<At> {
  const late = formatWait(now - instant);
  return refuse(
    'past-due',
    `${formatMoment(instant, timeZone, now)} was ${late} ago, and readers expected the mail then.`,
    'Leave --at out to send at once, or name another time.',
  );
}

function noteOf(wall: number, { instant, shown }: WallReading, timeZone: string, now: number): string | null {
  if (shown === 'once') return null;
  const { date, time } = wallText(wall);
  return shown === 'never'
    ? `Clocks in ${timeZone} skip ${time} on ${date}, so it goes at ${formatTimeAt(instant, timeZone, now)}.`
    : `Clocks in ${timeZone} show ${time} twice on ${date}; it goes at the first of the two.`;
}

function noZone(name: string): Outcome<never> {
  if (/^[ap]m$/i.test(name))
    return refuse('usage', `--at goes by the 24-hour clock, without “${name}”.`, 'Write 8 pm as 20:00.');
  const hint = 'Write region and city, such as Europe/Lisbon or Asia/Tokyo.';
  return refuse('usage', `There is no time zone ${readableText(name)}.`, hint);
}

function unreadable(written: string): Outcome<never> {
  const message = `--at wants a moment, not ${readableText(written)}.`;
  const meant = written.length > LONGEST ? written : asciiDigits(written);
  if (meant !== written && FORM.test(meant))
    return refuse('usage', message, `Write it with the digits 0 to 9: --at "${meant}".`);
  return refuse('usage', message, EXAMPLES);
}
