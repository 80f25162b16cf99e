import { CsvError, type InfoField, type InfoRecord, type Options, parse } from 'csv-parse/sync';
import { type Source, type Span, spanAt } from '../diagnostic/source.ts';
import { quickBlock } from './csv-lines.ts';

/** A cell of a CSV file without its quotes, and where it was written with them. */
export interface CsvCell {
  readonly value: string;
  readonly span: Span;
}

export interface CsvRecord {
  readonly cells: readonly CsvCell[];
  readonly span: Span;
}

/** A row that is not CSV. The rows below it are read all the same. */
export interface CsvProblem {
  readonly message: string;
  readonly hint: string;
  readonly span: Span;
}

/** A row of a block with UTF-16 offsets into it; `ends[i]` is where cell i ends, filled when cells are placed. */
export type CsvRow =
  | {
      readonly kind: 'row';
      readonly start: number;
      /** How many lines end above it in the block. */
      readonly line: number;
      readonly cells: readonly string[];
      readonly ends: readonly number[];
    }
  | {
      readonly kind: 'bad';
      readonly start: number;
      readonly line: number;
      readonly at: number;
      readonly end: number;
      readonly fault: CsvFault;
    };

export type CsvFault = keyof typeof CSV_FAULTS;

export interface CsvBlock {
  readonly rows: readonly CsvRow[];
  /** Where the unfinished row begins that the next block must start with; the block's length when there is none. */
  readonly rest: number;
  /** How many lines end before `rest`. */
  readonly lines: number;
}

export interface CsvBlockOptions {
  /** `more` when text follows: a row that the block may have cut is left for the next one. */
  readonly end: 'more' | 'last';
  /** Placing costs an object a cell, which a million subscribers need not pay. */
  readonly cells: 'placed' | 'plain';
  /** What stands between cells; a comma when not said. */
  readonly delimiter?: CsvDelimiter;
}

export type CsvDelimiter = ',' | ';' | '\t';

/** What can be wrong with a row as CSV (RFC 4180 section 2), and what to do about it. */
export const CSV_FAULTS = {
  'open-quote': {
    message: 'this cell opens a quote that is never closed',
    hint: 'close the cell with `"`; a quote that belongs to the text is written twice inside a quoted cell: "the ""best"" ferry"',
  },
  'stray-quote': {
    message: 'a quote stands in the middle of a cell that does not begin with one',
    hint: 'put the whole cell in quotes and write each inner quote twice: "the ""best"" ferry"',
  },
  'after-quote': {
    message: 'text follows the closing quote of this cell',
    hint: 'end the cell at its closing quote with a comma, or write a quote inside it twice: "the ""best"" ferry"',
  },
  'too-long': {
    message: 'this row is longer than a million bytes',
    hint: 'look for a lone quote near its beginning: a quote that is never closed makes one row of all that follows',
  },
} as const;

/** A hostile or broken row (an unclosed quote swallows all that follows) may not hold more than this. */
const LONGEST_ROW = 1_000_000;
const CR = 13;
const LF = 10;

/** Reads a whole CSV file (UTF-8, a byte-order mark is fine; lines end in CRLF, LF or CR). Empty lines are skipped. */
export function parseCsv(source: Source): { records: readonly CsvRecord[]; problems: readonly CsvProblem[] } {
  const shift = source.text.startsWith('\uFEFF') ? 1 : 0;
  const { rows } = parseCsvBlock(source.text.slice(shift), { end: 'last', cells: 'placed' });
  const records: CsvRecord[] = [];
  const problems: CsvProblem[] = [];
  for (const row of rows) {
    if (row.kind === 'row') records.push(placeRow(source, shift, row));
    else problems.push({ ...CSV_FAULTS[row.fault], span: spanAt(source, row.at + shift, row.end + shift) });
  }
  return { records, problems };
}

function placeRow(source: Source, shift: number, row: CsvRow & { kind: 'row' }): CsvRecord {
  const starts = [row.start, ...row.ends.map((end) => end + 1)];
  const cells = row.cells.map((value, i) => {
    const start = starts[i] ?? row.start;
    return { value, span: spanAt(source, start + shift, (row.ends[i] ?? start) + shift) };
  });
  return { cells, span: spanAt(source, row.start + shift, (row.ends.at(-1) ?? row.start) + shift) };
}

/**
 * Reads one block of CSV text. A row that is not CSV is given up at its first line's end and reading goes on below it, so
 * that one lost quote costs one row and not the rest of the file.
 */
export function parseCsvBlock(text: string, options: CsvBlockOptions): CsvBlock {
  const delimiter = options.delimiter ?? ',';
  const quick = options.cells === 'plain' ? quickBlock(text, delimiter, options.end, parseRows) : undefined;
  if (quick !== undefined) return quick;
  const bytes = Buffer.from(text);
  const units = unitCounter(bytes, bytes.length === text.length);
  const lines = lineCounter(text);
  const upTo = (rest: number): CsvBlock => ({ rows, rest, lines: lines(rest) });
  const readable = options.end === 'more' && bytes.at(-1) === CR ? bytes.length - 1 : bytes.length;
  const rows: CsvRow[] = [];
  let at = 0;
  while (at < readable) {
    const run = parseRun(bytes.subarray(at, readable), options.cells, delimiter);
    for (const row of run.rows) {
      const unfinished = options.end === 'more' && row.end === readable - at && !endsLine(bytes, readable);
      if (unfinished) return upTo(units(at + row.start));
      if (isEmptyLine(row)) continue;
      const start = units(at + row.start);
      const ends = row.ends.map((end) => units(at + end));
      rows.push({ kind: 'row', start, line: lines(start), cells: row.cells, ends });
    }
    if (run.fault === undefined) return upTo(units(readable));
    if (run.fault.kind === 'open-quote' && options.end === 'more') return upTo(units(at + run.end));
    const start = units(at + run.end);
    const lineEnd = endOfLine(bytes, at + run.fault.at);
    rows.push({
      kind: 'bad',
      start,
      line: lines(start),
      at: units(at + run.fault.at),
      end: units(lineEnd),
      fault: run.fault.kind,
    });
    at = afterLineEnd(bytes, lineEnd);
  }
  return upTo(units(readable));
}

interface ByteRow {
  readonly start: number;
  /** After the row's line end. */
  readonly end: number;
  readonly cells: readonly string[];
  readonly ends: readonly number[];
}

interface Run {
  readonly rows: readonly ByteRow[];
  /** Where the last whole row ended. */
  readonly end: number;
  readonly fault: { readonly kind: CsvFault; readonly at: number } | undefined;
}

/** Rows up to the first fault, in byte offsets. csv-parse says where each cell and row ends. */
function parseRun(bytes: Buffer, place: 'placed' | 'plain', delimiter: CsvDelimiter): Run {
  const rows: ByteRow[] = [];
  let end = 0;
  let ends: number[] = [];
  const onRecord = (cells: string[], info: InfoRecord): null => {
    rows.push({ start: end, end: info.bytes, cells, ends });
    end = info.bytes;
    ends = [];
    return null;
  };
  const onCell = (value: string, info: InfoField): string => {
    ends.push(info.bytes);
    return value;
  };
  try {
    parse(bytes, { ...optionsFor(delimiter), on_record: onRecord, ...(place === 'placed' ? { cast: onCell } : {}) });
    return { rows, end, fault: undefined };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = ends.at(-1);
    return { rows, end, fault: { kind: faultOf(error), at: at === undefined ? end : at + 1 } };
  }
}

/** Without where they stand, which is half the work. */
function parseRows(text: string, delimiter: CsvDelimiter): readonly (readonly string[])[] | undefined {
  try {
    return parse(text, optionsFor(delimiter));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return undefined;
  }
}

function optionsFor(
  delimiter: CsvDelimiter,
): Pick<Options, 'delimiter' | 'record_delimiter' | 'relax_column_count' | 'max_record_size'> {
  return {
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
  };
}

function faultOf(error: CsvError): CsvFault {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'open-quote';
  if (error.code === 'CSV_INVALID_CLOSING_QUOTE') return 'after-quote';
  if (error.code === 'CSV_MAX_RECORD_SIZE') return 'too-long';
  return 'stray-quote';
}

/** Empty lines, and the `,,,` that spreadsheets leave below a table. */
function isEmptyLine(row: ByteRow): boolean {
  return row.cells.every((cell) => cell === '');
}

/** From byte offsets, asked for in rising order, to UTF-16 offsets. */
function unitCounter(bytes: Buffer, ascii: boolean): (byte: number) => number {
  if (ascii) return (byte) => byte;
  let lastByte = 0;
  let lastUnit = 0;
  return (byte) => {
    if (byte < lastByte) return bytes.toString('utf8', 0, byte).length;
    lastUnit += bytes.toString('utf8', lastByte, byte).length;
    lastByte = byte;
    return lastUnit;
  };
}

/** How many lines (ended by CRLF, LF or CR) end before an offset; offsets are asked for in rising order. */
function lineCounter(text: string): (until: number) => number {
  let at = 0;
  let count = 0;
  return (until) => {
    for (; at < until; at += 1) {
      const code = text.charCodeAt(at);
      if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count += 1;
    }
    return count;
  };
}

function endsLine(bytes: Buffer, length: number): boolean {
  const last = bytes[length - 1];
  return last === LF || last === CR;
}

function endOfLine(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at += 1;
  return at;
}

function afterLineEnd(bytes: Buffer, lineEnd: number): number {
  const isPair = bytes[lineEnd] === CR && bytes[lineEnd + 1] === LF;
  return Math.min(lineEnd + (isPair ? 2 : 1), bytes.length);
}
