import type { FoundSlot } from '../scan-slots.ts';

/**
 * A slot is taken out before Markdown is parsed: a run of noncharacters of the same length stands in its place, so that
 * offsets stay true, and nothing inside a slot (`|`, `*`, `_`) means anything to Markdown. U+FDD0 begins a run, the rest
 * is the slot's number in base 31. The shortest slot, `{{a}}`, leaves room for 923,521 numbers.
 */
const FIRST = 0xfdd0;
const ZERO = FIRST + 1;
const BASE = 31;
const MARK = /\ufdd0[\ufdd1-\ufdef]+/g;

export function markSlots(text: string, slots: readonly FoundSlot[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const [number, slot] of slots.entries()) {
    parts.push(text.slice(from, slot.index), encode(number, slot.raw.length));
    from = slot.index + slot.raw.length;
  }
  return parts.join('') + text.slice(from);
}

/** A text cut at its marks: strings as they are, slots by their number, with the offset at which each begins. */
export function splitMarks(text: string): readonly { readonly part: string | number; readonly offset: number }[] {
  const parts: { part: string | number; offset: number }[] = [];
  let from = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > from) parts.push({ part: text.slice(from, match.index), offset: from });
    parts.push({ part: decode(match[0]), offset: match.index });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ part: text.slice(from), offset: from });
  return parts;
}

/** The text as its author wrote it, for places where slots are literal. */
export function unmark(text: string, slots: readonly FoundSlot[]): string {
  return text.replace(MARK, (mark) => slots[decode(mark)]?.raw ?? '');
}

function encode(number: number, length: number): string {
  let rest = number;
  let digits = '';
  for (let place = 1; place < length; place += 1) {
    digits = String.fromCharCode(ZERO + (rest % BASE)) + digits;
    rest = Math.floor(rest / BASE);
  }
  return String.fromCharCode(FIRST) + digits;
}

function decode(mark: string): number {
  let number = 0;
  for (let place = 1; place < mark.length; place += 1) number = number * BASE + mark.charCodeAt(place) - ZERO;
  return number;
}
