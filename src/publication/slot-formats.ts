import type { Publication } from './publication.ts';

type FieldType = Publication['fields'][string]['type'];

/** The formats that a slot may ask for, by its field’s type, as `personalise/format-value.ts` writes them; the first is what stands without one. */
export const SLOT_FORMATS: Readonly<Record<FieldType, readonly string[]>> = {
  text: [],
  number: ['plain', 'integer', 'decimal', 'amount', 'percent'],
  date: ['long', 'short', 'full', 'weekday', 'month', 'year'],
  boolean: [],
};
