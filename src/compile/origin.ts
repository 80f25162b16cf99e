import { type Source, type Span, spanAt } from '../diagnostic/source.ts';

/** Where a piece of a template stands in its file: what marks in the rendered text lead back to. */
export interface Origin {
  readonly kind: 'text' | 'expression';
  readonly source: Source;
  readonly offset: number;
  readonly length: number;
}

/** A part of a text, by its offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The whole of an origin, or a part of it counted from its beginning. */
export function originSpan(origin: Origin, part: Range = { start: 0, end: origin.length }): Span {
  const { source, offset, length } = origin;
  return spanAt(source, offset + Math.min(part.start, length), offset + Math.min(part.end, length));
}
