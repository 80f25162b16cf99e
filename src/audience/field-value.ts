import { isTimeZone } from '../mail/time-zone.ts';
import { languageTag } from '../publication/language.ts';
import { readableText } from './readable-text.ts';
import type { FieldValue } from './subscriber.ts';
import type { FieldType } from './subscriber-columns.ts';

/** `value` is null for a cell that says nothing. */
export type FieldResult =
  | { readonly ok: true; readonly value: FieldValue | null }
  | { readonly ok: false; readonly reason: string };

const TRUE = new Set(['true', 'yes', 'y', '1']);
const FALSE = new Set(['false', 'no', 'n', '0']);
const NUMBER = /^[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
/** Other systems write a time behind the day. */
const DAY_WITH_TIME = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}/;

/** libsql cuts a text at it when it is read: half a name would be kept without a word. */
export const NUL_REASON = 'it holds the character NUL, which no text has; was the file read in a wrong encoding?';

/** Reads a cell as a value of a declared field. A text is kept as typed; all else may have space around it. */
export function parseFieldValue(type: FieldType, cell: string): FieldResult {
  const text = cell.trim();
  if (text === '') return { ok: true, value: null };
  if (type === 'text') return cell.includes('\0') ? { ok: false, reason: NUL_REASON } : { ok: true, value: cell };
  if (type === 'number') return parseNumber(text);
  if (type === 'boolean') return parseBoolean(text);
  if (type === 'language') return parseLanguage(text);
  if (type === 'time-zone')
    return isTimeZone(text) ? { ok: true, value: text } : refuse(text, 'a time zone such as Europe/Lisbon');
  const day = text.length === 10 ? text : (DAY_WITH_TIME.exec(text)?.[1] ?? text);
  return isDay(day) ? { ok: true, value: day } : refuse(text, 'a day such as 2026-11-24');
}

function parseLanguage(text: string): FieldResult {
  const tag = languageTag(text.replaceAll('_', '-'));
  return tag === null ? refuse(text, 'a language tag such as en, pt-BR or zh-Hans') : { ok: true, value: tag };
}

function parseNumber(text: string): FieldResult {
  const value = Number(text);
  return NUMBER.test(text) && Number.isFinite(value) ? { ok: true, value } : refuse(text, 'a number such as 12 or 3.5');
}

function parseBoolean(text: string): FieldResult {
  const word = text.toLowerCase();
  if (TRUE.has(word)) return { ok: true, value: true };
  return FALSE.has(word) ? { ok: true, value: false } : refuse(text, 'true or false');
}

function isDay(text: string): boolean {
  const [, year, month, day] = DAY.exec(text) ?? [];
  if (day === undefined) return false;
  // Most are, whatever the month and the year.
  if (month !== undefined && month >= '01' && month <= '12' && day >= '01' && day <= '28') return true;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

function refuse(text: string, wanted: string): FieldResult {
  return { ok: false, reason: `${readableText(text)} isn’t ${wanted}` };
}
