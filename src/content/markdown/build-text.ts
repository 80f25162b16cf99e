import { type BareLink, findBareLinks } from './bare-address.ts';
import { buildBareLink } from './build-link.ts';
import type { Content } from './building.ts';
import { splitMarks } from './slot-marks.ts';
import type { Inline } from './tree.ts';
import type { Range } from './vendor-shapes.ts';

/** Words as the parser gave them, and where they stand. They may be shorter than what was typed (`&amp;`, `\*`). */
export interface Piece extends Range {
  readonly kind: 'piece';
  readonly text: string;
}

/** Pieces that follow each other, and where each begins in the text that they make. */
interface Run {
  readonly text: string;
  readonly pieces: readonly Piece[];
  readonly starts: readonly number[];
}

/** Puts runs of pieces together: text, the slots in it, and, where `links` are looked for, addresses without brackets. */
export function buildTexts(
  nodes: readonly (Inline | Piece)[],
  links: 'find' | 'leave',
  content: Content,
): readonly Inline[] {
  const built: Inline[] = [];
  let index = 0;
  while (index < nodes.length) {
    const node = nodes[index];
    const pieces = takePieces(nodes, index);
    if (pieces.length > 0) built.push(...buildRun(runOf(pieces), links, content));
    else if (node !== undefined && node.kind !== 'piece') built.push(node);
    index += Math.max(1, pieces.length);
  }
  return built;
}

function takePieces(nodes: readonly (Inline | Piece)[], from: number): readonly Piece[] {
  const pieces: Piece[] = [];
  for (let index = from; index < nodes.length; index += 1) {
    const node = nodes[index];
    if (node?.kind !== 'piece') break;
    pieces.push(node);
  }
  return pieces;
}

function runOf(pieces: readonly Piece[]): Run {
  let length = 0;
  const starts = pieces.map(({ text }) => {
    length += text.length;
    return length - text.length;
  });
  return { text: pieces.map(({ text }) => text).join(''), pieces, starts };
}

function buildRun(run: Run, links: 'find' | 'leave', content: Content): readonly Inline[] {
  const found = links === 'find' ? findBareLinks(run.text).filter((link) => isVerbatim(run, link)) : [];
  const built: Inline[] = [];
  let from = 0;
  for (const link of found) {
    built.push(...wordsOf(run, from, link.start, content));
    const children = wordsOf(run, link.start, link.end, content);
    built.push(buildBareLink(link.url, children, spanOf(run, link.start, link.end, content), content));
    from = link.end;
  }
  return [...built, ...wordsOf(run, from, run.text.length, content)];
}

/** Slots as nodes of their own, and the words between them. */
function wordsOf(run: Run, from: number, to: number, content: Content): readonly Inline[] {
  return splitMarks(run.text.slice(from, to)).flatMap(({ part, offset }): readonly Inline[] => {
    const start = from + offset;
    if (typeof part === 'string')
      return [{ kind: 'text', text: part, span: spanOf(run, start, start + part.length, content) }];
    const slot = content.building.slots[part];
    return slot === undefined ? [] : [{ kind: 'slot', slot, span: slot.span }];
  });
}

function spanOf(run: Run, from: number, to: number, content: Content): Inline['span'] {
  const first = placeOf(run, from);
  const last = placeOf(run, Math.max(from, to - 1));
  return content.locate(first.start, last.end);
}

/** A character's place in the content; of a piece that was typed otherwise, the whole piece's. */
function placeOf(run: Run, offset: number): Range {
  const index = pieceAt(run, offset);
  const piece = run.pieces[index];
  if (piece === undefined) return { start: 0, end: 0 };
  if (!isTyped(piece)) return piece;
  const start = piece.start + offset - (run.starts[index] ?? 0);
  return { start, end: start + 1 };
}

/** A backslash or an entity anywhere in it says that it is meant as it stands. */
function isVerbatim(run: Run, link: BareLink): boolean {
  const last = pieceAt(run, link.end - 1);
  for (let index = pieceAt(run, link.start); index <= last; index += 1) {
    const piece = run.pieces[index];
    if (piece !== undefined && !isTyped(piece)) return false;
  }
  return true;
}

function isTyped(piece: Piece): boolean {
  return piece.text.length === piece.end - piece.start;
}

function pieceAt({ starts }: Run, offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
