import type { Positions, Segment } from './positions.ts';
import { splitRow } from './split-row.ts';
import type { BlockState, MarkdownToken } from './vendor-shapes.ts';

/** The parser leaves out, without a word, what lies in more containers than this. */
export const MAX_NESTING = 100;

/** How many levels a container takes. */
const DEPTH: Readonly<Record<string, number>> = { blockquote: 1, note: 1, list: 2 };

export interface BlockStart {
  readonly rule: string;
  readonly startLine: number;
  /** Where the block's first character stands. */
  readonly offset: number;
  /** How many tokens there were before it. */
  readonly tokens: number;
}

export function blockStart(rule: string, state: BlockState, startLine: number): BlockStart {
  return { rule, startLine, offset: lineStart(state, startLine), tokens: state.tokens.length };
}

/**
 * Called right after a block rule has matched, while the line tables are still those of the container it stands in:
 * afterwards nobody could tell where in its line a quoted or listed block begins.
 */
export function recordBlock(state: BlockState, from: BlockStart, positions: Positions): void {
  const opening = state.tokens[from.tokens];
  if (opening === undefined) return;
  const range = { start: from.offset, end: endBefore(state, state.line, from.startLine) };
  positions.blocks.set(opening, range);
  const content = state.tokens[from.tokens + 1];
  if ((from.rule === 'paragraph' || from.rule === 'lheading') && content !== undefined) {
    positions.segments.set(content, lineSegments(state, content.content, from.startLine));
  }
  if (from.rule === 'heading' && content !== undefined)
    positions.segments.set(content, headingSegments(state, from, opening));
  if (from.rule === 'table') recordCells(state, from.tokens, positions);
  if (from.rule === 'list') recordItems(state, from.tokens, positions);
  const depth = DEPTH[from.rule] ?? 0;
  if (depth > 0 && state.level + depth >= MAX_NESTING) positions.lost.push(range);
}

/** Each line of a paragraph's content is a suffix of its line in the text: what is cut off is always the beginning. */
function lineSegments(state: BlockState, content: string, startLine: number): readonly Segment[] {
  const lines = content.split('\n');
  let at = 0;
  return lines.map((line, index) => {
    const number = startLine + index;
    const isLast = index === lines.length - 1;
    const end = isLast ? endBefore(state, number + 1, number) : (state.eMarks[number] ?? 0);
    const segment = { at, source: end - line.length };
    at += line.length + 1;
    return segment;
  });
}

function headingSegments(state: BlockState, from: BlockStart, opening: MarkdownToken): readonly Segment[] {
  let source = from.offset + opening.markup.length;
  while (isBlank(state.src, source)) source += 1;
  return [{ at: 0, source }];
}

function recordCells(state: BlockState, first: number, positions: Positions): void {
  let cells = splitRow('', 0, 0);
  let column = 0;
  for (const token of state.tokens.slice(first)) {
    if (token.type === 'tr_open') {
      const line = token.map?.[0] ?? 0;
      cells = splitRow(state.src, lineStart(state, line), state.eMarks[line] ?? 0);
      column = 0;
    }
    if (token.type !== 'inline') continue;
    const cell = cells.cells[column] ?? {
      range: { start: cells.end, end: cells.end },
      segments: [{ at: 0, source: cells.end }],
    };
    positions.blocks.set(token, cell.range);
    positions.segments.set(token, cell.segments);
    column += 1;
  }
}

/** After the list rule the tables are its container's again, and a line's content begins with the item's marker. */
function recordItems(state: BlockState, first: number, positions: Positions): void {
  const level = (state.tokens[first]?.level ?? 0) + 1;
  for (let index = first + 1; index < state.tokens.length; index += 1) {
    const token = state.tokens[index];
    if (token?.type !== 'list_item_open' || token.level !== level || token.map === null) continue;
    const [from, to] = token.map;
    positions.blocks.set(token, { start: lineStart(state, from), end: endBefore(state, to, from) });
  }
}

function lineStart(state: BlockState, line: number): number {
  return (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
}

/** Where the text of the last line before `line` that isn't empty ends. */
function endBefore(state: BlockState, line: number, startLine: number): number {
  let last = line - 1;
  while (last > startLine && lineStart(state, last) >= (state.eMarks[last] ?? 0)) last -= 1;
  let end = state.eMarks[last] ?? 0;
  while (end > lineStart(state, last) && isBlank(state.src, end - 1)) end -= 1;
  return end;
}

function isBlank(text: string, offset: number): boolean {
  return text[offset] === ' ' || text[offset] === '\t';
}
