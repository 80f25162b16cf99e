import type { FieldValue } from '../audience/subscriber.ts';
import { localeOf } from '../compile/view-date.ts';

/** A field's value as readers see it, in the way of writing of a language. */
export type FormatValue = (value: FieldValue, language: string) => string;

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Dates: the first is what stands without a format. */
const DATES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  long: { day: 'numeric', month: 'long', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  full: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  weekday: { weekday: 'long' },
  month: { month: 'long' },
  year: { year: 'numeric' },
};

/** Numbers; `plain`, what stands without a format, leaves them as they are: most are no quantities. */
const NUMBERS: Readonly<Record<string, Intl.NumberFormatOptions>> = {
  integer: { maximumFractionDigits: 0 },
  decimal: { maximumFractionDigits: 2 },
  amount: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  percent: { style: 'percent', maximumFractionDigits: 1 },
};

/** How many writers and results are kept. Formatting a date costs 1 µs and making its format 50, and days repeat. */
const KEPT_LANGUAGES = 50;
const KEPT_VALUES = 5_000;

export function createFormat(type: string | undefined, format: string | null): FormatValue {
  if (type === 'date')
    return remembered((language) => dateWriter(DATES[format ?? ''] ?? DATES['long'] ?? {}, language));
  const options = type === 'number' && format !== null ? NUMBERS[format] : undefined;
  return options === undefined ? String : remembered((language) => numberWriter(options, language));
}

type Write = (value: FieldValue) => string;

function remembered(writerFor: (language: string) => Write): FormatValue {
  const writers = new Map<string, Write>();
  const results = new Map<string, string>();
  return (value, language) => {
    const key = `${language} ${value}`;
    const known = results.get(key);
    if (known !== undefined) return known;
    const write = writers.get(language) ?? writerFor(language);
    keep(writers, KEPT_LANGUAGES, language, write);
    const written = write(value);
    keep(results, KEPT_VALUES, key, written);
    return written;
  };
}

/** What is full is emptied: simpler than to say what is oldest, and as good where values repeat. */
function keep<T>(map: Map<string, T>, most: number, key: string, value: T): void {
  if (map.size >= most && !map.has(key)) map.clear();
  map.set(key, value);
}

function dateWriter(options: Intl.DateTimeFormatOptions, language: string): Write {
  // The civil calendar everywhere, as for the issue's own date.
  const date = new Intl.DateTimeFormat(localeOf(language), { ...options, timeZone: 'UTC', calendar: 'gregory' });
  return (value) => {
    const instant = ISO_DAY.test(String(value)) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
    return Number.isNaN(instant) ? String(value) : date.format(instant);
  };
}

function numberWriter(options: Intl.NumberFormatOptions, language: string): Write {
  const number = new Intl.NumberFormat(localeOf(language), options);
  return (value) => (typeof value === 'number' && Number.isFinite(value) ? number.format(value) : String(value));
}
