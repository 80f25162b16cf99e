import type { FieldValue } from '../audience/subscriber.ts';
import { localeOf } from '../compile/view-date.ts';

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const LONG = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC', calendar: 'gregory' } as const;
const SHORT = { day: 'numeric', month: 'short', timeZone: 'UTC', calendar: 'gregory' } as const;

/** A field's value as readers see it. Dates are written out; numbers stay as they are: most are no quantities. */
export type FormatValue = (value: FieldValue) => string;

export function createFormat(type: string | undefined, format: string | null, language: string): FormatValue {
  if (type !== 'date') return String;
  const date = new Intl.DateTimeFormat(localeOf(language), format === 'short' ? SHORT : LONG);
  return (value) => {
    const instant = ISO_DAY.test(String(value)) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
    return Number.isNaN(instant) ? String(value) : date.format(instant);
  };
}
