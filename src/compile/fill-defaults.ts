import type { EditionSlot, Pieces } from './edition.ts';
import { escapeHtml } from './escape-html.ts';

/** A text as somebody of whom nothing is known reads it: every slot is its author's default. */
export function fillDefaults({ pieces, slots }: Pieces): string {
  return pieces.map((piece, index) => piece + defaultOf(slots[index], piece)).join('');
}

function defaultOf(slot: EditionSlot | undefined, before: string): string {
  if (slot?.kind !== 'field') return '';
  if (slot.place === 'html-url') return inUrl(slot.fallback, before);
  return slot.place === 'html-text' || slot.place === 'html-attribute' ? escapeHtml(slot.fallback) : slot.fallback;
}

/** A default that is a whole address stays one; inside an address it is one word of it. */
function inUrl(text: string, before: string): string {
  if (/=["']$/.test(before)) return /^(?:https?:|mailto:)/i.test(text) ? escapeHtml(text) : '';
  return encodeURIComponent(text).replaceAll("'", '%27');
}
