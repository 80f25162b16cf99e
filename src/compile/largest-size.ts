import { type EditionSlot, type Pieces, SLOT_CAP } from './edition.ts';

/** `&quot;` is the longest way in which one character of a value is written in HTML. */
const HTML_BYTES = 6;
/** `%E4%B8%AD`: three bytes of UTF-8 for one UTF-16 unit, each percent-encoded. */
const URL_BYTES = 9;
/** `/u/` and a reader's token, which is shorter. */
const TOKEN_BYTES = 256;

/**
 * The most bytes that the HTML of one reader's message can have, in UTF-8: every slot filled with the longest value that
 * it takes. `linkBase` is the publication's.
 */
export function largestHtml(html: Pieces, linkBase: string): number {
  const fixed = html.pieces.reduce((bytes, piece) => bytes + Buffer.byteLength(piece), 0);
  return html.slots.reduce((bytes, slot) => bytes + largestValue(slot, linkBase), fixed);
}

function largestValue(slot: EditionSlot, linkBase: string): number {
  if (slot.kind === 'system') return linkBase.length + TOKEN_BYTES;
  const perUnit = slot.place === 'html-url' ? URL_BYTES : HTML_BYTES;
  return Math.max(SLOT_CAP, slot.fallback.length) * perUnit;
}
