import { CSV_FAULTS, type CsvRow, parseCsvBlock } from '../publication/csv.ts';

/** A row with the line of the file that it begins on; `fault` for one that isn't CSV. */
export type NumberedRow =
  | { readonly kind: 'row'; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: 'fault'; readonly line: number; readonly reason: string };

/** In UTF-16 code units: large enough to make the cost of a block small, small enough to hold many imports in memory. */
const BLOCK = 262_144;

/** Rows of a CSV text that comes in pieces of any size. Holds one block in memory, and one row that a block cut. */
export async function* readCsvRows(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<NumberedRow> {
  let pending = '';
  let line = 1;
  for await (const piece of withoutMark(chunks)) {
    pending += piece;
    if (pending.length < BLOCK) continue;
    const block = parseCsvBlock(pending, { end: 'more', cells: 'plain' });
    yield* numbered(pending, line, block.rows);
    line += countLineEnds(pending.slice(0, block.rest));
    pending = pending.slice(block.rest);
  }
  yield* numbered(pending, line, parseCsvBlock(pending, { end: 'last', cells: 'plain' }).rows);
}

/** The chunks without a byte-order mark, none longer than a block. */
async function* withoutMark(chunks: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  let first = true;
  for await (const chunk of chunks) {
    const text = first && chunk.startsWith('\uFEFF') ? chunk.slice(1) : chunk;
    first &&= chunk === '';
    for (let at = 0; at < text.length; at += BLOCK) yield text.slice(at, at + BLOCK);
  }
}

function* numbered(text: string, firstLine: number, rows: readonly CsvRow[]): Generator<NumberedRow> {
  let line = firstLine;
  let at = 0;
  for (const row of rows) {
    line += countLineEnds(text.slice(at, row.start));
    at = row.start;
    if (row.kind === 'row') yield { kind: 'row', line, cells: row.cells };
    else yield { kind: 'fault', line, reason: CSV_FAULTS[row.fault].message };
  }
}

function countLineEnds(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/\r\n|\n|\r/g)) count += 1;
  return count;
}
