import type { FieldValue } from '../../audience/subscriber.ts';
import type { ImportRow } from '../../delivery/import-row.ts';
import type { Database } from './driver.ts';
import { fieldsOf, numberOf, textOf, textOrNull } from './row.ts';

/** What the store knows of the people of one batch. */
export interface BatchFacts {
  /** By key. */
  readonly known: ReadonlyMap<string, KnownRow>;
  /** By list, then by the subscriber's number. */
  readonly members: ReadonlyMap<string, ReadonlyMap<number, Member>>;
  /** `key list` of every suppression. */
  readonly suppressed: ReadonlySet<string>;
  /** By key: the line of this import that it stood on. */
  readonly seen: ReadonlyMap<string, number>;
}

export interface KnownRow {
  readonly id: number;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

export interface Member {
  readonly source: string;
  /** Null for a member. */
  readonly leftWhy: string | null;
  readonly consentAt: number | null;
}

/**
 * Addresses of an import stand in a temporary table, which SQLite keeps in a file when it grows: a Map of a million
 * addresses takes 150 MB, and ten million end the program.
 */
export function prepareSeen(database: Database): void {
  database.script(`
    DROP TABLE IF EXISTS temp.seen;
    CREATE TEMP TABLE seen (key TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID;
    PRAGMA temp.cache_size = -24000;
    PRAGMA main.cache_size = -48000`);
}

export function forgetSeen(database: Database): void {
  database.script('DROP TABLE IF EXISTS temp.seen; PRAGMA main.cache_size = -2000');
}

export function noteSeen(database: Database, rows: readonly ImportRow[]): void {
  database.run('INSERT INTO temp.seen (key, line) SELECT value ->> 0, value ->> 1 FROM json_each(?)', [
    JSON.stringify(rows.map(({ key, line }) => [key, line])),
  ]);
}

export function firstLineOf(facts: BatchFacts, key: string): number | undefined {
  return facts.seen.get(key);
}

export function readFacts(database: Database, batch: readonly ImportRow[]): BatchFacts {
  const keys = JSON.stringify(batch.map(({ key }) => key));
  const known = readKnown(database, keys);
  const ids = JSON.stringify([...known.values()].map(({ id }) => id));
  const lists = new Set(batch.flatMap((row) => row.lists));
  return {
    known,
    members: new Map([...lists].map((list) => [list, known.size === 0 ? new Map() : readMembers(database, list, ids)])),
    suppressed: batch.every(({ state }) => state === 'subscribed') ? new Set() : readSuppressed(database, keys),
    seen: readSeen(database, keys),
  };
}

function readKnown(database: Database, keys: string): ReadonlyMap<string, KnownRow> {
  const rows = database.all(
    'SELECT s.key, s.id, s.fields FROM json_each(?) AS j CROSS JOIN subscriber AS s ON s.key = j.value',
    [keys],
  );
  return new Map(rows.map((row) => [textOf(row, 'key'), { id: numberOf(row, 'id'), fields: fieldsOf(row, 'fields') }]));
}

function readSeen(database: Database, keys: string): ReadonlyMap<string, number> {
  const rows = database.all(
    'SELECT seen.key, seen.line FROM json_each(?) AS j CROSS JOIN temp.seen ON seen.key = j.value',
    [keys],
  );
  return new Map(rows.map((row) => [textOf(row, 'key'), numberOf(row, 'line')]));
}

function readMembers(database: Database, list: string, ids: string): ReadonlyMap<number, Member> {
  const rows = database.all(
    `SELECT m.subscriber, m.source, CASE WHEN m.left_at IS NULL THEN NULL ELSE m.left_why END AS left_why, m.consent_at
     FROM json_each(?) AS j CROSS JOIN membership AS m ON m.list = ? AND m.subscriber = j.value`,
    [ids, list],
  );
  return new Map(
    rows.map((row) => [
      numberOf(row, 'subscriber'),
      {
        source: textOf(row, 'source'),
        leftWhy: textOrNull(row, 'left_why'),
        consentAt: row['consent_at'] === null ? null : numberOf(row, 'consent_at'),
      },
    ]),
  );
}

function readSuppressed(database: Database, keys: string): ReadonlySet<string> {
  const rows = database.all(
    'SELECT p.key, p.list FROM json_each(?) AS j CROSS JOIN suppression AS p ON p.key = j.value',
    [keys],
  );
  return new Set(rows.map((row) => `${textOf(row, 'key')} ${textOf(row, 'list')}`));
}
