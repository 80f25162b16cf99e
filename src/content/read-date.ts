import { type Checked, diagnose } from '../diagnostic/diagnostic.ts';
import type { Located, Span } from '../diagnostic/source.ts';
import { dateReader, type PublicationDate } from '../publication/date.ts';
import type { Publication } from '../publication/publication.ts';

export type ReadDate = (written: Located<string>) => Checked<PublicationDate>;

/** A date as an author wrote it, in the publication's zone; one that cannot be read is a diagnostic at its place. */
export function readDate(written: Located<string>, publication: Publication): Checked<PublicationDate> {
  return datesOf(publication)(written);
}

/** The same for the many dates of one file. */
export function datesOf(publication: Publication): ReadDate {
  const read = dateReader(publication.timeZone);
  return (written) => {
    const date = read(written.value);
    if (date) return { value: date, diagnostics: [] };
    return { value: undefined, diagnostics: [unreadable(written.value, written.span)] };
  };
}

function unreadable(text: string, span: Span): ReturnType<typeof diagnose> {
  const day = /^(\d{4})-(\d{2})-(\d{2})/.exec(text);
  if (day && isNoDay(Number(day[1]), Number(day[2]), Number(day[3])))
    return diagnose('date/invalid', span, {
      message: `there is no day ${day[0]}`,
      hint: 'look at a calendar: year, month and day are written in this order',
    });
  return diagnose('date/invalid', span, {
    message: 'this is not a date that Courant can read',
    hint: `write ${literal(rewritten(text)) ?? '`2026-11-24`, or `2026-11-24 08:00` with a time'}`,
  });
}

function literal(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `\`${text}\``;
}

function isNoDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day;
}

/** The same day year first, where the order of the numbers leaves no doubt. */
function rewritten(text: string): string | undefined {
  const yearFirst = /^(\d{4})[./年-](\d{1,2})[./月-](\d{1,2})日?$/.exec(text);
  if (yearFirst) return iso(yearFirst[1], yearFirst[2], yearFirst[3]);
  const dayFirst =
    /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? /^(1[3-9]|2\d|3[01])[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  if (dayFirst) return iso(dayFirst[3], dayFirst[2], dayFirst[1]);
  const monthFirst = /^(\d{1,2})[/-](1[3-9]|2\d|3[01])[/-](\d{4})$/.exec(text);
  return monthFirst ? iso(monthFirst[3], monthFirst[1], monthFirst[2]) : undefined;
}

function iso(year = '', month = '', day = ''): string | undefined {
  if (isNoDay(Number(year), Number(month), Number(day))) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
