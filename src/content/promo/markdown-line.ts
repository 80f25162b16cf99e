import type { Source, Span } from '../../diagnostic/source.ts';

/** What a line of a Markdown promo list is. Offsets count UTF-16 code units from the line's beginning. */
export type PromoLine =
  | { readonly kind: 'blank' }
  | { readonly kind: 'item'; readonly marker: LinePart; readonly number: string; readonly content: LinePart }
  | { readonly kind: 'other'; readonly content: LinePart; readonly fault: LineFault };

export interface LinePart {
  readonly start: number;
  readonly end: number;
}

/** A line of the file; parts of it are offsets from its beginning. */
export interface LinePlace {
  readonly source: Source;
  readonly number: number;
  readonly text: string;
}

export function spanOf(place: LinePlace, part: LinePart): Span {
  const { number } = place;
  return { file: place.source.path, line: number, column: part.start + 1, endLine: number, endColumn: part.end + 1 };
}

export type LineFault = 'bullet' | 'indented' | 'glued' | 'text';

/** CommonMark 5.2: up to nine digits, `.` or `)`, then space or the line's end; up to three spaces before it. */
const ITEM = /^( {0,3})(\d{1,9})[.)](?=[ \t]|$)[ \t]*/;
const BULLET = /^\s*[-*+•](?:\s|$)/;
const INDENTED = /^(?:\t| {4,}| {1,3}\t)/;
const GLUED = /^\s*\d+[.)]?\S/;

/** Tells what one line (without its line end) is, without a look at its neighbours: every item stands on one line. */
export function readPromoLine(line: string): PromoLine {
  const content = { start: line.length - line.trimStart().length, end: line.trimEnd().length };
  if (content.end === 0) return { kind: 'blank' };
  const item = ITEM.exec(line);
  if (!item) return { kind: 'other', content, fault: faultOf(line) };
  const [whole, indent = '', number = ''] = item;
  const start = indent.length;
  const marker = { start, end: start + number.length + 1 };
  return { kind: 'item', marker, number, content: { start: Math.min(whole.length, content.end), end: content.end } };
}

function faultOf(line: string): LineFault {
  if (BULLET.test(line)) return 'bullet';
  if (INDENTED.test(line)) return 'indented';
  return GLUED.test(line) ? 'glued' : 'text';
}
