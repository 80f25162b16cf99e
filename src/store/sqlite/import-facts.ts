import type { ImportRow } from '../../delivery/import-row.ts';
import type { Database } from './driver.ts';
import type { Seen } from './import-seen.ts';
import { numberOf, textOf, textOrNull } from './row.ts';

/** What the store knows of the people of one batch. */
export interface BatchFacts {
  /** By key. */
  readonly known: ReadonlyMap<string, KnownRow>;
  /** By list, then by the subscriber's number. */
  readonly members: ReadonlyMap<string, ReadonlyMap<number, Member>>;
  /** `key list` of every suppression. */
  readonly suppressed: ReadonlySet<string>;
  /** By key: the line of this import that an address stood on which the store doesn't have. */
  readonly strangers: ReadonlyMap<string, number>;
}

export interface KnownRow {
  readonly id: number;
  /** As JSON: most rows of a second import say the same, letter for letter, and need not be read. */
  readonly fields: string;
}

export interface Member {
  readonly source: string;
  /** Null for a member. */
  readonly leftWhy: string | null;
  readonly consentAt: number | null;
}

/**
 * The way a store is written by an import. Addresses come in no order, and each lands on another page of their index: a
 * large cache, large transactions and few checkpoints write a page once instead of ten times (1,000,000 rows: 12 s
 * instead of 25). A commit that a power cut undoes is done again by the next import, so it need not be synced.
 */
export function prepareStore(database: Database): void {
  database.script(`
    PRAGMA main.cache_size = -44000;
    PRAGMA wal_autocheckpoint = 40000;
    PRAGMA synchronous = NORMAL`);
}

/** Back to how a send needs it. The checkpoint syncs what was written. */
export function restoreStore(database: Database): void {
  database.one('PRAGMA wal_checkpoint(TRUNCATE)');
  database.script(`
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 1000;
    PRAGMA main.cache_size = -2000`);
}

export function readFacts(database: Database, batch: readonly ImportRow[], seen: Seen): BatchFacts {
  const keys = (): string => JSON.stringify(batch.map(({ key }) => key));
  const known = readKnown(database, JSON.stringify(batch.filter(({ key }) => seen.mayKnow(key)).map(({ key }) => key)));
  const ids = JSON.stringify([...known.values()].map(({ id }) => id));
  const lists = new Set(batch.flatMap((row) => row.lists));
  return {
    known,
    members: new Map([...lists].map((list) => [list, known.size === 0 ? new Map() : readMembers(database, list, ids)])),
    suppressed: batch.every(({ state }) => state === 'subscribed') ? new Set() : readSuppressed(database, keys()),
    strangers: seen.strangers(keys),
  };
}

function readKnown(database: Database, keys: string): ReadonlyMap<string, KnownRow> {
  const rows = database.all(
    'SELECT s.key, s.id, s.fields FROM json_each(?) AS j CROSS JOIN subscriber AS s ON s.key = j.value',
    [keys],
  );
  return new Map(rows.map((row) => [textOf(row, 'key'), { id: numberOf(row, 'id'), fields: textOf(row, 'fields') }]));
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
