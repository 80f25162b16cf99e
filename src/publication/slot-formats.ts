import { nearest } from './nearest.ts';
import type { Publication } from './publication.ts';

type FieldType = Publication['fields'][string]['type'];

/** The formats that a slot may ask for, by its field’s type, as `personalise/format-value.ts` writes them; the first is what stands without one. */
export const SLOT_FORMATS: Readonly<Record<FieldType, readonly string[]>> = {
  text: [],
  number: ['plain', 'integer', 'decimal', 'amount', 'percent'],
  date: ['long', 'short', 'full', 'weekday', 'month', 'year'],
  boolean: [],
};

/** What is wrong with a format for a declared field, in the words of a diagnostic; null for one that the field has. */
export function formatTrouble(
  { field, format }: { readonly field: string; readonly format: string },
  fields: Publication['fields'],
): { readonly message: string; readonly hint: string } | null {
  const type = Object.hasOwn(fields, field) ? fields[field]?.type : undefined;
  if (type === undefined || SLOT_FORMATS[type].includes(format)) return null;
  const known = SLOT_FORMATS[type];
  const near = nearest(format, known);
  const hint = near === undefined ? `write one of these: ${known.join(', ')}` : `did you mean \`${near}\`?`;
  const written = format.slice(0, 60);
  return {
    message: `\`${field}\` is a ${type} field, which has no format \`${written}\``,
    hint: known.length === 0 ? `take the format \`${written}\` out: only dates and numbers have formats` : hint,
  };
}
