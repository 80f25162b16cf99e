import type { Inline } from '../../content/markdown/tree.ts';
import { isWide } from './columns.ts';

/** Hangul is written with spaces between words, as Latin is. */
const HANGUL = /\p{Script=Hangul}/u;

/** Whether two neighbours are written without a space between them, so that a line may begin with the second. */
export function joinsWithoutSpace(before: string, after: string): boolean {
  return before !== '' && after !== '' && isIdeographic(before) && isIdeographic(after);
}

export function isIdeographic(char: string): boolean {
  const codePoint = char.codePointAt(0) ?? 0;
  const isEmoji = codePoint >= 0x1f000 && codePoint < 0x20000;
  return isWide(codePoint) && !isEmoji && !HANGUL.test(char);
}

/** The first or last character that a reader sees of a node; '' where it isn't known before sending. */
export function visibleEdge(node: Inline | undefined, side: 'start' | 'end'): string {
  if (node === undefined) return '';
  if (node.kind === 'text' || node.kind === 'code') {
    const chars = node.text.trim();
    return side === 'start'
      ? String.fromCodePoint(chars.codePointAt(0) ?? 32)
      : (Array.from(chars.slice(-2)).at(-1) ?? '');
  }
  if (!('children' in node)) return '';
  return visibleEdge(side === 'start' ? node.children[0] : node.children.at(-1), side);
}
