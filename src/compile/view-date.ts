import type { PublicationDate } from '../publication/date.ts';
import { languageTag } from '../publication/language.ts';
import type { DateView } from './view.ts';

/** The same for one language, each date once: it takes Intl half a millisecond. */
export function createDateViewer(language: string): (date: PublicationDate) => DateView {
  const known = new Map<string, DateView>();
  return (date) => {
    const key = JSON.stringify([date.instant, date.timeZone]);
    const view = known.get(key) ?? viewDate(date, language);
    known.set(key, view);
    return view;
  };
}

/** A date as the readers of a language write it, by the publication's calendar and clock and no machine's. */
function viewDate(date: PublicationDate, language: string): DateView {
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(localeOf(language), {
      ...options,
      timeZone: date.timeZone,
      // The civil calendar everywhere: Persian and Arabic locales would otherwise each choose another.
      calendar: 'gregory',
    }).format(date.instant);
  return {
    iso: isoDay(date),
    full: format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    long: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    short: format({ day: 'numeric', month: 'short' }),
  };
}

/** English of no country is written the way most of the world writes it: day, month, year. */
export function localeOf(language: string): string {
  const tag = languageTag(language) ?? 'en';
  return tag === 'en' ? 'en-GB' : tag;
}

function isoDay(date: PublicationDate): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: date.timeZone,
  }).formatToParts(date.instant);
  const part = (type: string): string => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
