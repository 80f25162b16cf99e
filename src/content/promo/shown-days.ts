import type { PublicationDate } from '../../publication/date.ts';
import type { Promo } from '../issue.ts';

/**
 * Says why an issue of this date doesn't show an item, or null when it does. Both ends of `from` and `until` are included.
 */
export function reasonsDated(date: PublicationDate): (promo: Pick<Promo, 'from' | 'until'>) => string | null {
  const issue = readDay(date);
  const dated = `the issue is dated ${inWords(issue)}`;
  return ({ from, until }) => {
    const [first, last] = [from && readDay(from), until && readDay(until)];
    if (last && compareDays(last, issue) < 0) return `left out: shown until ${inWords(last)} and ${dated}`;
    if (first && compareDays(issue, first) < 0) return `left out: shown from ${inWords(first)} and ${dated}`;
    return null;
  };
}

export function isBefore(a: PublicationDate, b: PublicationDate): boolean {
  return compareDays(readDay(a), readDay(b)) < 0;
}

interface Day {
  readonly date: PublicationDate;
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** By calendar days, each read in its own zone; only two dates that both have a time of day are compared to the minute. */
function compareDays(a: Day, b: Day): number {
  if (a.date.kind === 'time' && b.date.kind === 'time') return a.date.instant - b.date.instant;
  return a.year - b.year || a.month - b.month || a.day - b.day;
}

/** A plain day says itself which one it is; asking the calendar for it would cost a thousand times as much. */
function readDay(date: PublicationDate): Day {
  const written = date.kind === 'day' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(date.text.trim()) : null;
  if (written) return { date, year: Number(written[1]), month: Number(written[2]), day: Number(written[3]) };
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: date.timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const parts = new Map(format.formatToParts(date.instant).map((part) => [part.type, Number(part.value)]));
  return { date, year: parts.get('year') ?? 0, month: parts.get('month') ?? 0, day: parts.get('day') ?? 0 };
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
