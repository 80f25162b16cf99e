import type { PublicationDate } from '../../publication/date.ts';
import type { Expiry, Promo } from '../issue.ts';

/**
 * Says why an issue of this date doesn't show an item, or null when it does. Both ends of `from` and `until` are included.
 */
export function reasonsDated(
  date: PublicationDate,
): (promo: Pick<Promo, 'from' | 'until'>, expires: Expiry | null) => string | null {
  const readDay = dayReader();
  const issue = readDay(date);
  const dated = `the issue is dated ${inWords(issue)}`;
  return ({ from, until }, expires) => {
    const first = from && readDay(from);
    if (until) {
      const last = readDay(until);
      if (compareDays(last, issue) < 0) return `shown until ${inWords(last)} and ${dated}`;
    } else if (expires?.kind === 'date') {
      const last = readDay(expires.date);
      if (compareDays(last, issue) < 0) return `the list’s items expire on ${inWords(last)} and ${dated}`;
    } else if (expires && first) {
      const last = lastOf(first, expires.days);
      const days = `${expires.days} ${expires.days === 1 ? 'day' : 'days'}`;
      if (compareDays(last, issue) < 0) return `shown for ${days}, until ${inWords(last)}, and ${dated}`;
    }
    return first && compareDays(issue, first) < 0 ? `shown from ${inWords(first)} and ${dated}` : null;
  };
}

export type IsBefore = (a: PublicationDate, b: PublicationDate) => boolean;

/** Compares the many dates of one list. */
export function compareByDay(): IsBefore {
  const readDay = dayReader();
  return (a, b) => compareDays(readDay(a), readDay(b)) < 0;
}

/** The last of so many days, of which the given one is the first. */
function lastOf({ year, month, day }: Day, days: number): Day {
  const last = new Date(Date.UTC(year, month - 1, day + days - 1));
  return { time: null, year: last.getUTCFullYear(), month: last.getUTCMonth() + 1, day: last.getUTCDate() };
}

interface Day {
  /** The instant, where a time of day was written. */
  readonly time: number | null;
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** By calendar days, each read in its own zone; only two dates that both have a time of day are compared to the minute. */
function compareDays(a: Day, b: Day): number {
  if (a.time !== null && b.time !== null) return a.time - b.time;
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

/**
 * A plain day says itself which one it is; asking the calendar for it would cost a thousand times as much. The calendar of
 * a zone is dear to make (50 µs), so it is made once.
 */
function dayReader(): (date: PublicationDate) => Day {
  const calendars = new Map<string, Intl.DateTimeFormat>();
  return ({ kind, text, instant, timeZone }) => {
    const time = kind === 'time' ? instant : null;
    const written = kind === 'day' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim()) : null;
    if (written) return { time, year: Number(written[1]), month: Number(written[2]), day: Number(written[3]) };
    const calendar = calendars.get(timeZone) ?? calendarOf(timeZone);
    calendars.set(timeZone, calendar);
    const parts = new Map(calendar.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
    return { time, year: parts.get('year') ?? 0, month: parts.get('month') ?? 0, day: parts.get('day') ?? 0 };
  };
}

function calendarOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
}

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

function inWords({ year, month, day }: Day): string {
  return `${day} ${MONTHS[month - 1] ?? ''} ${year}`;
}
