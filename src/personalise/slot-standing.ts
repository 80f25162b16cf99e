import type { EditionSlot, Pieces } from '../compile/edition.ts';

/** Where exactly a slot stands: a place, and for addresses whether the slot begins the address or lies inside it. */
export type Standing = 'html' | 'url-start' | 'in-url' | 'plain' | 'header';

const ATTRIBUTE_START = /=\s*["']\s*$/;
/** A written-out address that has not ended; it is ASCII, so that `网址：https://example.org，` has ended. */
const OPEN_ADDRESS = /(?:https?:\/\/|mailto:)[\x21-\x3b\x3d\x3f-\x7e]*$/i;
const ADDRESS_CHARACTERS = /^[\x21-\x3b\x3d\x3f-\x7e]*$/;
const TAIL = 2_000;

/** The standing of each slot. In the plain part an address has no marks around it: what stands before the slot tells. */
export function standingsOf(text: Pieces): readonly Standing[] {
  const standings: Standing[] = [];
  for (const [index, slot] of text.slots.entries()) {
    standings.push(standingOf(slot, text.pieces[index] ?? '', standings[index - 1]));
  }
  return standings;
}

function standingOf(slot: EditionSlot, before: string, previous: Standing | undefined): Standing {
  const tail = before.slice(-TAIL);
  if (slot.place === 'header') return 'header';
  if (slot.place === 'html-url') return ATTRIBUTE_START.test(tail) ? 'url-start' : 'in-url';
  if (slot.place !== 'plain') return 'html';
  const goesOn = previous === 'in-url' && ADDRESS_CHARACTERS.test(tail);
  return goesOn || OPEN_ADDRESS.test(tail) ? 'in-url' : 'plain';
}
