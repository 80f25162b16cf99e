/**
 * One text file as it was read. `path` is relative to the publication's root, with `/`.
 * `lineStarts[i]` is the UTF-16 offset at which line i + 1 begins; CRLF, LF and a lone CR each end a line.
 */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
}

/** A place in a file. Lines and columns count from 1, columns in UTF-16 code units; the end is exclusive. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A value together with the place where its author wrote it. */
export interface Located<T> {
  readonly value: T;
  readonly span: Span;
}

const LINE_END = /\r\n|\n|\r/g;

export function createSource(path: string, text: string): Source {
  const lineStarts = [0];
  for (const match of text.matchAll(LINE_END)) lineStarts.push(match.index + match[0].length);
  return { path, text, lineStarts };
}

/** Line and column of a UTF-16 offset; offsets outside the text are moved to its nearest end. */
export function positionAt(source: Source, offset: number): { readonly line: number; readonly column: number } {
  const inside = Math.min(Math.max(offset, 0), source.text.length);
  const line = lineIndexAt(source.lineStarts, inside);
  return { line: line + 1, column: inside - (source.lineStarts[line] ?? 0) + 1 };
}

/** The span from one offset up to (not including) another. */
export function spanAt(source: Source, start: number, end: number): Span {
  const from = positionAt(source, start);
  const to = positionAt(source, Math.max(start, end));
  return { file: source.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** An empty span at the very beginning of a file, for problems of a file as a whole. */
export function startOf(file: string): Span {
  return { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
}

/** The UTF-16 offset of a line and column that both count from 1. */
export function offsetAt(source: Source, line: number, column: number): number {
  const start = source.lineStarts[line - 1] ?? source.text.length;
  return Math.min(start + column - 1, source.text.length);
}

/** The text of a line (counting from 1) without its line end. */
export function lineText(source: Source, line: number): string {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return '';
  const end = source.lineStarts[line] ?? source.text.length;
  return source.text.slice(start, end).replace(/[\r\n]+$/, '');
}

function lineIndexAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
