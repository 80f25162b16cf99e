import { addressKey, parseAddress } from '../mail/address.ts';
import type { Publication } from '../publication/publication.ts';
import { type NumberedRow, readCsvRows } from './csv-rows.ts';
import { parseFieldValue } from './field-value.ts';
import { readableText } from './readable-text.ts';
import type { FieldValue } from './subscriber.ts';
import { type Columns, readHeader } from './subscriber-columns.ts';

/** What a CSV of subscribers says of one person. */
export interface SubscriberRow {
  readonly kind: 'subscriber';
  readonly line: number;
  readonly address: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Of the `list` column; empty without one. */
  readonly lists: readonly string[];
}

/** `rejected`: the row stays out. `notice`: worth saying, nothing is lost. `unreadable`: no row can be read; the last. */
export interface SubscriberTrouble {
  readonly kind: 'rejected' | 'notice' | 'unreadable';
  readonly line: number;
  readonly reason: string;
}

export type SubscriberEntry = SubscriberRow | SubscriberTrouble;

/**
 * Reads a CSV of subscribers (RFC 4180, a header row with `email`, declared fields and `list`) from text that comes in
 * pieces of any size. Of two rows with one address, compared without case, the second is rejected.
 */
export async function* parseSubscribers(
  chunks: AsyncIterable<string> | Iterable<string>,
  declared: Publication['fields'],
): AsyncGenerator<SubscriberEntry> {
  let columns: Columns | undefined;
  const firstLines = new Map<string, number>();
  for await (const row of readCsvRows(chunks)) {
    if (columns === undefined) {
      const header = readHeader(row, declared);
      yield* header.troubles;
      if (header.columns === undefined) return;
      columns = header.columns;
      continue;
    }
    const entry = readRow(row, columns);
    yield entry.kind === 'subscriber' ? onlyOnce(entry, firstLines) : entry;
  }
  if (columns === undefined)
    yield {
      kind: 'unreadable',
      line: 1,
      reason: 'the file is empty; its first line must name the columns, such as email',
    };
}

function onlyOnce(row: SubscriberRow, firstLines: Map<string, number>): SubscriberEntry {
  const key = addressKey(row.address);
  const first = firstLines.get(key);
  if (first !== undefined) return rejected(row.line, `${readableText(row.address)} already stands on line ${first}`);
  firstLines.set(key, row.line);
  return row;
}

function readRow(row: NumberedRow, columns: Columns): SubscriberEntry {
  if (row.kind === 'fault') return rejected(row.line, row.reason);
  const { line, cells } = row;
  if (cells.length !== columns.width) return rejected(line, wrongWidth(cells.length, columns.width));
  const parsed = parseAddress(cells[columns.email] ?? '');
  const reasons: string[] = [];
  if (!parsed.ok) reasons.push(`${readableText(cells[columns.email] ?? '')} isn’t an address: ${parsed.reason}`);
  const fields: [string, FieldValue][] = [];
  for (const { name, type, index } of columns.fields) {
    const value = parseFieldValue(type, cells[index] ?? '');
    if (!value.ok) reasons.push(`${name}: ${value.reason}`);
    else if (value.value !== null) fields.push([name, value.value]);
  }
  if (!parsed.ok || reasons.length > 0) return rejected(line, reasons.join('; '));
  const lists = columns.list === null ? [] : readLists(cells[columns.list] ?? '');
  return { kind: 'subscriber', line, address: parsed.address, fields: Object.fromEntries(fields), lists };
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
