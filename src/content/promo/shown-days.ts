import type { PublicationDate } from '../../publication/date.ts';
import type { Promo } from '../issue.ts';

/** Why an issue of this date doesn't show the item, or null when it does. Both ends of `from` and `until` are included. */
export function reasonDated(promo: Pick<Promo, 'from' | 'until'>, date: PublicationDate): string | null {
  const issue = `the issue is dated ${dayInWords(date)}`;
  if (promo.until && isBefore(promo.until, date))
    return `left out: shown until ${dayInWords(promo.until)} and ${issue}`;
  if (promo.from && isBefore(date, promo.from)) return `left out: shown from ${dayInWords(promo.from)} and ${issue}`;
  return null;
}

/** By calendar days, each read in its own zone; only two dates that both have a time of day are compared to the minute. */
export function isBefore(a: PublicationDate, b: PublicationDate): boolean {
  if (a.kind === 'time' && b.kind === 'time') return a.instant < b.instant;
  return dayOf(a) < dayOf(b);
}

/** A number that grows with the calendar day. */
function dayOf(date: PublicationDate): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: date.timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const parts = new Map(format.formatToParts(date.instant).map((part) => [part.type, Number(part.value)]));
  return (parts.get('year') ?? 0) * 10_000 + (parts.get('month') ?? 0) * 100 + (parts.get('day') ?? 0);
}

function dayInWords(date: PublicationDate): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: date.timeZone,
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  });
  return format.format(date.instant);
}
