import type { CsvBlock, CsvDelimiter, CsvRow } from './csv.ts';

/** Reads whole rows that hold quotes; `fault` where one of them is not CSV. */
type ParseRun = (
  bytes: Buffer,
  place: 'plain',
  delimiter: CsvDelimiter,
) => { readonly rows: readonly { readonly cells: readonly string[] }[]; readonly fault: unknown };

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
  parseRun: ParseRun,
): CsvBlock | undefined {
  const lines = linesOf(text, end);
  if (lines === undefined) return undefined;
  const quoted = lines.rows.filter(({ quotes }) => quotes > 0);
  const parsed = quoted.length === 0 ? [] : parseQuoted(quoted, delimiter, parseRun);
  if (parsed === undefined) return undefined;
  const rows: CsvRow[] = [];
  let next = 0;
  for (const { start, row, quotes } of lines.rows) {
    const cells = quotes === 0 ? row.split(delimiter) : (parsed[next++]?.cells ?? []);
    if (cells.some((cell) => cell !== '')) rows.push({ kind: 'row', start, cells, ends: [] });
  }
  return { rows, rest: lines.rest };
}

interface Line {
  readonly start: number;
  /** Without its line end. */
  readonly row: string;
  readonly quotes: number;
}

/** Lines, those within quotes joined to one. Undefined where quotes stay open at the end. */
function linesOf(
  text: string,
  end: 'more' | 'last',
): { readonly rows: readonly Line[]; readonly rest: number } | undefined {
  if (text.includes('\r') && (LONE_CR.test(text) || (end === 'last' && text.endsWith('\r')))) return undefined;
  const rows: Line[] = [];
  const quotes = quoteCounter(text);
  let start = 0;
  for (let lineEnd = text.indexOf('\n'); lineEnd >= 0; lineEnd = text.indexOf('\n', lineEnd + 1)) {
    const count = quotes(lineEnd);
    if (count % 2 === 1) continue;
    const rowEnd = lineEnd > start && text.charCodeAt(lineEnd - 1) === CR ? lineEnd - 1 : lineEnd;
    rows.push({ start, row: text.slice(start, rowEnd), quotes: count });
    quotes('taken');
    start = lineEnd + 1;
  }
  if (end === 'more') return rows.length === 0 && text.length > 0 ? undefined : { rows, rest: start };
  const count = quotes(text.length);
  if (count % 2 === 1) return undefined;
  if (start < text.length) rows.push({ start, row: text.slice(start), quotes: count });
  return { rows, rest: text.length };
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
  parseRun: ParseRun,
): readonly { readonly cells: readonly string[] }[] | undefined {
  const run = parseRun(Buffer.from(lines.map(({ row }) => `${row}\n`).join('')), 'plain', delimiter);
  return run.fault === undefined && run.rows.length === lines.length ? run.rows : undefined;
}
