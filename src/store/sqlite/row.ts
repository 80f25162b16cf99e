import type { FieldValue } from '../../audience/subscriber.ts';
import type { Row } from './driver.ts';

/** Reads a column as what the schema says it is; anything else is our own bug. */
export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new Error(`column ${column} is no text`);
  return value;
}

export function textOrNull(row: Row, column: string): string | null {
  return row[column] === null ? null : textOf(row, column);
}

export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new Error(`column ${column} is no number`);
  return value;
}

export function numberOrNull(row: Row, column: string): number | null {
  return row[column] === null ? null : numberOf(row, column);
}

/** A column that holds one of a few words. */
export function wordOf<Word extends string>(row: Row, column: string, words: readonly Word[]): Word {
  const text = textOf(row, column);
  const word = words.find((one) => one === text);
  if (word === undefined) throw new Error(`column ${column} holds the unknown word ${text}`);
  return word;
}

/** Fields of a subscriber, kept as a JSON object. */
export function fieldsOf(row: Row, column: string): Readonly<Record<string, FieldValue>> {
  return parseFields(textOf(row, column));
}

export function parseFields(json: string): Readonly<Record<string, FieldValue>> {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null) throw new Error('the fields of a subscriber are no object');
  return Object.fromEntries(Object.entries(value).filter(isField));
}

function isField(entry: [string, unknown]): entry is [string, FieldValue] {
  return ['string', 'number', 'boolean'].includes(typeof entry[1]);
}
