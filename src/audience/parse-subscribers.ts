import { addressReader, type ReadAddress } from './address-reader.ts';
import { parseConsentTime } from './consent-time.ts';
import { type NumberedRow, readCsvRows } from './csv-rows.ts';
import { NUL_REASON, parseFieldValue } from './field-value.ts';
import type { ColumnUse } from './foreign-exports.ts';
import { readableText } from './readable-text.ts';
import type { FieldValue, SuppressionReason } from './subscriber.ts';
import { type Columns, type HeaderOptions, readHeader } from './subscriber-columns.ts';
import { parseSubscription } from './subscription.ts';

/** What a CSV of subscribers says of one person. */
export interface SubscriberRow {
  readonly kind: 'subscriber';
  readonly line: number;
  readonly address: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Of the `list` column; empty without one. */
  readonly lists: readonly string[];
  readonly state: 'subscribed' | SuppressionReason;
  /** What the file says of how, when and where they agreed; null where it says nothing. */
  readonly consent: { readonly how: string | null; readonly at: number | null; readonly from: string | null };
}

/** `rejected`: the row stays out. `notice`: worth saying, nothing is lost. `unreadable`: no row can be read; the last. */
export interface SubscriberTrouble {
  readonly kind: 'rejected' | 'notice' | 'unreadable';
  readonly line: number;
  readonly reason: string;
}

export type SubscriberEntry = SubscriberRow | SubscriberTrouble;

/**
 * Reads a CSV of subscribers (a header row with `email`, declared fields and `list`, or the export of another system)
 * from text that comes in pieces of any size, a block of rows at once. Whether an address stands in it twice is for the store to say.
 */
export async function* parseSubscribers(
  chunks: AsyncIterable<string> | Iterable<string>,
  options: HeaderOptions,
): AsyncGenerator<readonly SubscriberEntry[]> {
  let columns: Columns | undefined;
  const readAddress = addressReader();
  for await (const block of readCsvRows(chunks)) {
    let rows = block;
    if (columns === undefined) {
      const above = isDelimiterLine(rows[0]) ? 2 : 1;
      const first = rows[above - 1];
      if (first === undefined) continue;
      const header = readHeader(first, options);
      yield header.troubles;
      if (header.columns === undefined) return;
      columns = header.columns;
      rows = rows.slice(above);
    }
    const known = columns;
    yield rows.map((row) => readRow(row, known, readAddress));
  }
  if (columns === undefined) yield [{ kind: 'unreadable', line: 1, reason: EMPTY }];
}

const EMPTY = 'the file is empty; its first line must name the columns, such as email';

/** What Excel writes above the header. */
function isDelimiterLine(row: NumberedRow | undefined): boolean {
  return row?.kind === 'row' && row.cells.length <= 2 && /^sep=/i.test(row.cells[0] ?? '');
}

/** A row as it is read, cell by cell. */
interface Reading {
  readonly reasons: string[];
  readonly fields: Record<string, FieldValue>;
  lists: readonly string[];
  state: SubscriberRow['state'];
  how: string | null;
  at: number | null;
  from: string | null;
}

function readRow(row: NumberedRow, columns: Columns, readAddress: ReadAddress): SubscriberEntry {
  if (row.kind === 'fault') return rejected(row.line, row.reason);
  const { line, cells } = row;
  if (cells.length !== columns.width) return rejected(line, wrongWidth(cells.length, columns.width));
  const parsed = readAddress(cells[columns.email] ?? '');
  const reading: Reading = { reasons: [], fields: {}, lists: [], state: 'subscribed', how: null, at: null, from: null };
  if (!parsed.ok)
    reading.reasons.push(`${readableText(cells[columns.email] ?? '')} isn’t an address: ${parsed.reason}`);
  for (const { name, type, index } of columns.fields) {
    const value = parseFieldValue(type, cells[index] ?? '');
    if (!value.ok) reading.reasons.push(`${name}: ${value.reason}`);
    else if (value.value !== null) reading.fields[name] = value.value;
  }
  for (const { use, index } of columns.uses) readUse(use, cells[index] ?? '', { reading, columns });
  if (!parsed.ok || reading.reasons.length > 0) return rejected(line, reading.reasons.join('; '));
  const { fields, lists, state, how, at, from } = reading;
  const consent = { how, at, from };
  return {
    kind: 'subscriber',
    line,
    address: parsed.address,
    fields,
    lists,
    state,
    consent,
  };
}

function readUse(
  use: ColumnUse,
  cell: string,
  { reading, columns }: { readonly reading: Reading; readonly columns: Columns },
): void {
  const text = cell.trim();
  if (text.includes('\0')) reading.reasons.push(`${readableText(text)}: ${NUL_REASON}`);
  else if (typeof use === 'object') {
    if (hasLeft(use.when, text)) reading.state = use.left;
  } else if (use === 'list') reading.lists = readLists(cell);
  else if (use === 'consent') reading.how = text === '' ? null : text.slice(0, 200);
  else if (use === 'consent_from') reading.from = text === '' ? null : text.slice(0, 500);
  else if (use === 'consent_at') readConsentTime(text, reading);
  else if (use === 'attributes') readAttributes(text, { reading, columns });
  else if (use === 'subscription') {
    const read = parseSubscription(cell);
    if (!read.ok) reading.reasons.push(read.reason);
    else if (read.state !== 'subscribed') reading.state = read.state;
  }
}

function hasLeft(when: 'filled' | 'true' | 'false' | 'always', text: string): boolean {
  if (when === 'always') return true;
  if (when === 'filled') return text !== '';
  const flag = parseFieldValue('boolean', text);
  return flag.ok && flag.value === (when === 'true');
}

/** The first of several columns that says one. */
function readConsentTime(text: string, reading: Reading): void {
  if (text === '' || reading.at !== null) return;
  reading.at = parseConsentTime(text);
  if (reading.at === null)
    reading.reasons.push(`the consent’s time ${readableText(text)} can’t be read; write it as 2026-11-24 08:00`);
}

/** Only declared fields, and of them only those that no column of their own has. */
function readAttributes(
  text: string,
  { reading, columns }: { readonly reading: Reading; readonly columns: Columns },
): void {
  if (text === '') return;
  const attributes = jsonObject(text);
  if (attributes === null) return void reading.reasons.push(`${readableText(text)} isn’t a JSON object`);
  for (const [name, value] of attributes) {
    const type = columns.declared.get(name);
    if (type === undefined || !['string', 'number', 'boolean'].includes(typeof value)) continue;
    const parsed = parseFieldValue(type, String(value));
    if (!parsed.ok) reading.reasons.push(`${name}: ${parsed.reason}`);
    else if (parsed.value !== null && !Object.hasOwn(reading.fields, name)) reading.fields[name] = parsed.value;
  }
}

function jsonObject(text: string): readonly (readonly [string, unknown])[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : null;
  } catch {
    return null;
  }
}

function readLists(cell: string): readonly string[] {
  const names = cell.split(/[,;]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

function rejected(line: number, reason: string): SubscriberTrouble {
  return { kind: 'rejected', line, reason };
}

function wrongWidth(cells: number, columns: number): string {
  const hint = cells > columns ? '; a value with a comma in it must stand in quotes' : '';
  return `the row has ${cells} ${cells === 1 ? 'cell' : 'cells'} and the header ${columns}${hint}`;
}
