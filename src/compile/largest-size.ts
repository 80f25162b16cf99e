import { type Edition, type EditionSlot, SLOT_CAP } from './edition.ts';

/** Bytes that one UTF-16 unit can come to: `"` as `&quot;` in text, and a Chinese character as %E4%B8%AD in a link. */
const WORST_TEXT = 6;
const WORST_URL = 9;
/** A signed link of ours: at most 200 characters of address before its token, which is shorter than that. */
const WORST_LINK = 400;

/** Bytes of the HTML for the reader whose every field is as long and as unfavourable as can be. */
export function largestHtml(edition: Pick<Edition, 'html'>): number {
  const fixed = edition.html.pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  return edition.html.slots.reduce((sum, slot) => sum + largestSlot(slot), fixed);
}

function largestSlot(slot: EditionSlot): number {
  if (slot.kind === 'system') return WORST_LINK;
  const units = Math.max(SLOT_CAP, slot.fallback.length);
  return units * (slot.place === 'html-url' ? WORST_URL : WORST_TEXT);
}
