import type { CsvBlock, CsvDelimiter, CsvRow } from './csv.ts';

/** The cells of whole rows; undefined where one of them is not CSV. */
type ParseRows = (text: string, delimiter: CsvDelimiter) => readonly (readonly string[])[] | undefined;

const CR = 13;
/** Old Macintosh line ends: the careful way reads them. */
const LONE_CR = /\r(?=[^\n])/;

/**
 * A block of a large file, read by lines: a line without a quote is its cells between delimiters, and only rows with
 * quotes go through csv-parse, all of a block at once (65 thousand rows a second through csv-parse alone, on the machine
 * where this reads half a million). Undefined where a row is not CSV: the caller then reads it the careful way.
 */
export function quickBlock(
  text: string,
  delimiter: CsvDelimiter,
  end: 'more' | 'last',
  parseRows: ParseRows,
): CsvBlock | undefined {
  const lines = linesOf(text, end);
  if (lines === undefined) return undefined;
  const quoted = lines.rows.filter(({ quotes }) => quotes > 0);
  const parsed = quoted.length === 0 ? [] : parseQuoted(quoted, delimiter, parseRows);
  if (parsed === undefined) return undefined;
  const rows: CsvRow[] = [];
  let next = 0;
  for (const { start, line, row, quotes } of lines.rows) {
    const cells = quotes === 0 ? row.split(delimiter) : (parsed[next++] ?? []);
    if (cells.some((cell) => cell !== '')) rows.push({ kind: 'row', start, line, cells, ends: [] });
  }
  return { rows, rest: lines.rest, lines: lines.lines };
}

interface Line {
  readonly start: number;
  /** Line ends above it. */
  readonly line: number;
  /** Without its line end. */
  readonly row: string;
  readonly quotes: number;
}

/** Lines, those within quotes joined to one. Undefined where quotes stay open at the end. */
function linesOf(
  text: string,
  end: 'more' | 'last',
): { readonly rows: readonly Line[]; readonly rest: number; readonly lines: number } | undefined {
  if (text.includes('\r') && (LONE_CR.test(text) || (end === 'last' && text.endsWith('\r')))) return undefined;
  const rows: Line[] = [];
  const quotes = quoteCounter(text);
  let start = 0;
  let line = 0;
  let lines = 0;
  for (let lineEnd = text.indexOf('\n'); lineEnd >= 0; lineEnd = text.indexOf('\n', lineEnd + 1)) {
    const count = quotes(lineEnd);
    lines += 1;
    if (count % 2 === 1) continue;
    const rowEnd = lineEnd > start && text.charCodeAt(lineEnd - 1) === CR ? lineEnd - 1 : lineEnd;
    rows.push({ start, line, row: text.slice(start, rowEnd), quotes: count });
    quotes('taken');
    start = lineEnd + 1;
    line = lines;
  }
  if (end === 'more') return rows.length === 0 && text.length > 0 ? undefined : { rows, rest: start, lines: line };
  const count = quotes(text.length);
  if (count % 2 === 1) return undefined;
  if (start < text.length) rows.push({ start, line, row: text.slice(start), quotes: count });
  return { rows, rest: text.length, lines };
}

/** Counts quotes since the last `taken`, asked for in rising order of place. */
function quoteCounter(text: string): (until: number | 'taken') => number {
  let next = text.indexOf('"');
  let count = 0;
  return (until) => {
    if (until === 'taken') count = 0;
    else
      while (next >= 0 && next < until) {
        count += 1;
        next = text.indexOf('"', next + 1);
      }
    return count;
  };
}

function parseQuoted(
  lines: readonly Line[],
  delimiter: CsvDelimiter,
  parseRows: ParseRows,
): readonly (readonly string[])[] | undefined {
  const rows = parseRows(lines.map(({ row }) => `${row}\n`).join(''), delimiter);
  return rows?.length === lines.length ? rows : undefined;
}
