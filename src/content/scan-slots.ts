import { nearest } from '../publication/nearest.ts';
import type { Publication } from '../publication/publication.ts';

/** A `{{…}}` that has the form of a slot, at an offset of the scanned text. */
export interface FoundSlot {
  readonly index: number;
  readonly raw: string;
  readonly field: string;
  readonly format: string | null;
  readonly fallback: string;
}

/** A `{{` that begins no slot. */
export interface BrokenSlot {
  readonly index: number;
  readonly length: number;
  readonly reason: 'unclosed' | 'empty' | 'name';
}

export interface ScannedSlots {
  readonly slots: readonly FoundSlot[];
  readonly broken: readonly BrokenSlot[];
  /** Offsets of the backslash in each `\{{`. */
  readonly escapes: readonly number[];
}

const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const FORMAT = /^[a-z][a-z0-9-]*$/i;

/** Finds every slot of a text in one pass; a slot stays on its line. */
export function scanSlots(text: string, publication: Publication): ScannedSlots {
  const found: { slots: FoundSlot[]; broken: BrokenSlot[]; escapes: number[] } = { slots: [], broken: [], escapes: [] };
  const nextClose = lookAhead(text, '}}');
  const nextLine = lookAhead(text, '\n');
  let index = text.indexOf('{{');
  while (index !== -1) {
    const end = nextClose(index + 2);
    const open = text.indexOf('{{', index + 2);
    let resume = index + 2;
    if (isEscaped(text, index)) found.escapes.push(index - 1);
    else if (end === -1 || (open !== -1 && open < end) || isBefore(nextLine(index), end)) {
      found.broken.push({ index, length: 2, reason: 'unclosed' });
    } else {
      resume = end + 2;
      const slot = readSlot(text.slice(index, resume), index, publication);
      if ('reason' in slot) found.broken.push(slot);
      else found.slots.push(slot);
    }
    index = open !== -1 && open >= resume ? open : text.indexOf('{{', resume);
  }
  return found;
}

/** What to do about a field that isn't declared. */
export function fieldHint(field: string, publication: Publication): string {
  if (field === 'email') return 'the address itself can’t stand in a mail; remove this slot';
  const known = Object.keys(publication.fields);
  const near = nearest(field, known);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (known.length === 0) return `declare it below \`fields:\` in courant.yaml`;
  return `declare it below \`fields:\` in courant.yaml, or use one of these: ${known.slice(0, 8).join(', ')}`;
}

function readSlot(raw: string, index: number, publication: Publication): FoundSlot | BrokenSlot {
  const inside = raw.slice(2, -2);
  const bar = inside.indexOf('|');
  const head = (bar === -1 ? inside : inside.slice(0, bar)).trim();
  const fallback = bar === -1 ? '' : inside.slice(bar + 1).trim();
  const colon = head.indexOf(':');
  const field = (colon === -1 ? head : head.slice(0, colon)).trim();
  const format = colon === -1 ? null : head.slice(colon + 1).trim();
  if (field === '') return { index, length: raw.length, reason: 'empty' };
  const named = NAME.test(field) || Object.hasOwn(publication.fields, field);
  if (!named || (format !== null && !FORMAT.test(format))) return { index, length: raw.length, reason: 'name' };
  return { index, raw, field, format, fallback };
}

/** A backslash makes the braces literal, unless it is itself escaped. */
function isEscaped(text: string, index: number): boolean {
  let count = 0;
  while (text[index - 1 - count] === '\\') count += 1;
  return count % 2 === 1;
}

function isBefore(line: number, end: number): boolean {
  return line !== -1 && line < end;
}

/** `indexOf` for offsets that only grow: looks at each character once, however often it is asked. */
function lookAhead(text: string, wanted: string): (from: number) => number {
  let last = -2;
  return (from) => {
    if (last === -2 || (last !== -1 && last < from)) last = text.indexOf(wanted, from);
    return last;
  };
}
