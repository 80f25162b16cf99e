import type { Span } from '../diagnostic/source.ts';
import { type Origin, originSpan, type Range } from './origin.ts';
import type { WrittenValue } from './render-template.ts';

/** A rendered template without its origin marks, that still knows for every offset where it was written. */
export interface OriginMap {
  /** MJML in which values are marks, U+0001 number U+0002. */
  readonly text: string;
  /** What each block such as `{{#if}}` wrote of it, in the order of their beginnings. */
  readonly blocks: readonly WrittenBlock[];
  /** The place in the `.hbs` file of a range of `text`. */
  readonly spanOf: (start: number, end: number) => Span;
}

export interface WrittenBlock extends Range {
  /** The number of the block around it; -1 where there is none. */
  readonly parent: number;
}

interface Run {
  /** Where in `text` what the origin wrote begins. */
  readonly at: number;
  readonly origin: number;
}

const MARK = /\u0005(\d+)\u0006|\u0001(\d+)\u0002|[\u000e\u000f]/g;

export function mapOrigins(
  marked: string,
  values: readonly WrittenValue[],
  origins: readonly Origin[],
  fallback: Span,
): OriginMap {
  const runs: Run[] = [];
  const pieces: string[] = [];
  const blocks: { start: number; end: number; parent: number }[] = [];
  const open: number[] = [];
  let from = 0;
  let length = 0;
  const take = (piece: string): void => {
    if (piece !== '') pieces.push(piece);
    length += piece.length;
  };
  for (const match of marked.matchAll(MARK)) {
    take(marked.slice(from, match.index));
    from = match.index + match[0].length;
    if (match[0] === '\u000e') open.push(blocks.push({ start: length, end: length, parent: open.at(-1) ?? -1 }) - 1);
    const closed = match[0] === '\u000f' ? blocks[open.pop() ?? -1] : undefined;
    if (closed !== undefined) closed.end = length;
    if (match[1] === undefined && match[2] === undefined) continue;
    runs.push({ at: length, origin: Number(match[1] ?? values[Number(match[2])]?.origin ?? -1) });
    if (match[2] !== undefined) take(tagName(pieces.at(-1), values[Number(match[2])]) ?? match[0]);
  }
  take(marked.slice(from));
  return { text: pieces.join(''), blocks, spanOf: (start, end) => spanIn(runs, origins, start, end) ?? fallback };
}

/** `<{{level}}>`: a value that is the name of a tag has to be there before tags are read. */
function tagName(before: string | undefined, value: WrittenValue | undefined): string | null {
  if (value?.kind !== 'text' || before === undefined || !/<\/?$/.test(before.slice(-2))) return null;
  return /^[a-z][a-z0-9-]*$/i.test(value.text) ? value.text : null;
}

function spanIn(runs: readonly Run[], origins: readonly Origin[], start: number, end: number): Span | undefined {
  const run = runs[runIndex(runs, start)];
  const origin = run === undefined ? undefined : origins[run.origin];
  if (run === undefined || origin === undefined) return undefined;
  return originSpan(origin, origin.kind === 'text' ? { start: start - run.at, end: end - run.at } : undefined);
}

/** The last run that begins at or before the offset. */
function runIndex(runs: readonly Run[], offset: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.at ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
