import { offsetAt, type Source, type Span, spanAt } from '../diagnostic/source.ts';
import type { Loc, LocPoint } from './template-ast.ts';

/** The span of a tree's node: Handlebars counts columns from 0. */
export function spanOf(source: Source, loc: Loc): Span {
  return spanAt(source, offsetOf(source, loc.start), offsetOf(source, loc.end));
}

export function offsetOf(source: Source, point: LocPoint): number {
  return offsetAt(source, point.line, point.column + 1);
}
