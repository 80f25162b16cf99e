import { lineText, type Source, type Span } from '../source.ts';
import { columnsOf, visible } from './visible.ts';

/** A line of a file as it is shown, and where the underline stands below it, in columns of the terminal. */
export interface Excerpt {
  readonly line: number;
  readonly text: string;
  readonly indent: number;
  readonly width: number;
}

/** How much of a long line is shown before and after the beginning of the span, in UTF-16 code units. */
const BEFORE = 60;
const AFTER = 80;

/** The first line of a span. Of a long line the part around the span. */
export function excerptOf(source: Source, span: Span): Excerpt {
  const text = lineText(source, span.line);
  const start = Math.min(span.column - 1, text.length);
  const end = span.endLine === span.line ? Math.min(span.endColumn - 1, text.length) : text.length;
  const from = cut(text, start > BEFORE + 20 ? start - BEFORE : 0);
  const to = cut(text, start + AFTER + 20 < text.length ? start + AFTER : text.length);
  const lead = visible(text.slice(from, start));
  const marked = visible(text.slice(start, Math.min(end, to)));
  const rest = visible(text.slice(Math.max(start, Math.min(end, to)), to));
  const open = from > 0 ? '…' : '';
  return {
    line: span.line,
    text: `${open}${lead}${marked}${rest}${to < text.length ? '…' : ''}`.trimEnd(),
    indent: columnsOf(open + lead),
    width: Math.max(1, columnsOf(marked.trimEnd())),
  };
}

/** Not between the two halves of a character. */
function cut(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff ? offset - 1 : offset;
}
