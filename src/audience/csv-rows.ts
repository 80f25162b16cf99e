import { CSV_FAULTS, type CsvDelimiter, type CsvRow, parseCsvBlock } from '../publication/csv.ts';

/** A row with the line of the file that it begins on; `fault` for one that isn't CSV. */
export type NumberedRow =
  | { readonly kind: 'row'; readonly line: number; readonly cells: readonly string[] }
  | { readonly kind: 'fault'; readonly line: number; readonly reason: string };

/** In UTF-16 code units: large enough to make the cost of a block small, small enough to hold many imports in memory. */
const BLOCK = 16_384;

/**
 * Rows of a CSV text that comes in pieces of any size, a block of them at once: a generator's step costs as much as a row.
 *  Holds one block in memory, and one row that a block cut. Cells
 * stand between what the first line has most of: commas, semicolons (as Excel writes where a comma is decimal) or tabs.
 */
export async function* readCsvRows(
  chunks: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<readonly NumberedRow[]> {
  let pending = '';
  let line = 1;
  let delimiter: CsvDelimiter | undefined;
  for await (const piece of withoutMark(chunks)) {
    pending += piece;
    if (pending.length < BLOCK) continue;
    delimiter ??= delimiterOf(pending);
    const block = parseCsvBlock(pending, { end: 'more', cells: 'plain', delimiter });
    yield numbered(line, block.rows);
    line += block.lines;
    pending = pending.slice(block.rest);
  }
  delimiter ??= delimiterOf(pending);
  yield numbered(line, parseCsvBlock(pending, { end: 'last', cells: 'plain', delimiter }).rows);
}

function delimiterOf(text: string): CsvDelimiter {
  const first = /^\s*([^\r\n]*)/.exec(text)?.[1]?.replaceAll(/"[^"]*"/g, '') ?? '';
  const marks: readonly CsvDelimiter[] = [',', ';', '\t'];
  return marks.reduce((best, mark) => (first.split(mark).length > first.split(best).length ? mark : best), ',');
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

function numbered(firstLine: number, rows: readonly CsvRow[]): readonly NumberedRow[] {
  return rows.map((row) => {
    const line = firstLine + row.line;
    if (row.kind === 'row') return { kind: 'row', line, cells: row.cells };
    return { kind: 'fault', line, reason: CSV_FAULTS[row.fault].message };
  });
}
