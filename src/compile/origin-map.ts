import { type Span, spanAt } from '../diagnostic/source.ts';
import type { Origin } from './instrument.ts';
import type { WrittenValue } from './render-template.ts';

/** A rendered template without its origin marks, that still knows for every offset where it was written. */
export interface OriginMap {
  /** MJML in which values are marks, U+0001 number U+0002. */
  readonly text: string;
  /** The place in the `.hbs` file of a range of `text`. */
  readonly spanOf: (start: number, end: number) => Span;
}

interface Run {
  /** Where in `text` what the origin wrote begins. */
  readonly at: number;
  readonly origin: number;
}

const MARK = /\u0005(\d+)\u0006|\u0001(\d+)\u0002/g;

export function mapOrigins(
  marked: string,
  values: readonly WrittenValue[],
  origins: readonly Origin[],
  fallback: Span,
): OriginMap {
  const runs: Run[] = [];
  const pieces: string[] = [];
  let from = 0;
  let length = 0;
  const take = (piece: string): void => {
    pieces.push(piece);
    length += piece.length;
  };
  for (const match of marked.matchAll(MARK)) {
    take(marked.slice(from, match.index));
    from = match.index + match[0].length;
    runs.push({ at: length, origin: Number(match[1] ?? values[Number(match[2])]?.origin ?? -1) });
    if (match[2] !== undefined) take(tagName(pieces.at(-1), values[Number(match[2])]) ?? match[0]);
  }
  take(marked.slice(from));
  return { text: pieces.join(''), spanOf: (start, end) => spanIn(runs, origins, start, end) ?? fallback };
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
  if (origin.kind === 'expression') return origin.span;
  const from = origin.offset + Math.min(start - run.at, origin.length);
  const to = origin.offset + Math.min(end - run.at, origin.length);
  return spanAt(origin.source, from, to);
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
