import type { Segment } from './positions.ts';
import type { Range } from './vendor-shapes.ts';

interface Cell {
  readonly range: Range;
  readonly segments: readonly Segment[];
}

/**
 * Cuts a table's row into cells as the parser does (GFM: `|` separates, `\|` is a bar and loses its backslash), and keeps
 * where each cell's trimmed content stands.
 */
export function splitRow(
  text: string,
  from: number,
  to: number,
): { readonly cells: readonly Cell[]; readonly end: number } {
  const raw = text.slice(from, to);
  const row = raw.trim();
  const start = from + raw.length - raw.trimStart().length;
  const cells = cutCells(row);
  if (cells[0]?.text === '') cells.shift();
  if (cells.at(-1)?.text === '') cells.pop();
  return { cells: cells.map((cell) => trimCell(cell, start)), end: start + row.length };
}

interface RawCell {
  text: string;
  readonly segments: Segment[];
  readonly start: number;
  readonly end: number;
}

function cutCells(row: string): RawCell[] {
  const cells: RawCell[] = [];
  let cell = openCell(0);
  let from = 0;
  let escaped = false;
  for (let offset = 0; offset < row.length; offset += 1) {
    const char = row[offset];
    if (char === '|' && escaped) {
      cell.text += row.slice(from, offset - 1);
      from = offset;
      cell.segments.push({ at: cell.text.length, source: offset });
    } else if (char === '|') {
      cells.push({ ...cell, text: cell.text + row.slice(from, offset), end: offset });
      from = offset + 1;
      cell = openCell(from);
    }
    escaped = char === '\\';
  }
  return [...cells, { ...cell, text: cell.text + row.slice(from), end: row.length }];
}

function openCell(start: number): RawCell {
  return { text: '', segments: [{ at: 0, source: start }], start, end: start };
}

function trimCell(cell: RawCell, base: number): Cell {
  const lead = cell.text.length - cell.text.trimStart().length;
  const tail = cell.text.trim() === '' ? 0 : cell.text.length - cell.text.trimEnd().length;
  const start = base + cell.start + Math.min(lead, cell.end - cell.start);
  return {
    range: { start, end: Math.max(start, base + cell.end - tail) },
    segments: cell.segments.map(({ at, source }) => ({ at: at - lead, source: base + source })),
  };
}
