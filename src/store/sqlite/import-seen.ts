import type { ImportRow } from '../../delivery/import-row.ts';
import type { Database } from './driver.ts';
import { numberOf, textOf } from './row.ts';

/**
 * On which line each address of this import stood. Four bytes a subscriber, by number: a Map of a million addresses takes
 * 150 MB. Who isn't in the store yet has no number while an import is rehearsed: they stand in a temporary table, which
 * SQLite keeps in a file.
 */
export interface Seen {
  readonly lineOf: (id: number) => number | undefined;
  readonly note: (id: number, key: string, line: number) => void;
  /** To be told, in each transaction, the number that somebody new would get: whether another process adds people too. */
  readonly expect: (next: number) => void;
  /** False for an address that the store surely doesn't have: into an empty store most rows come without a question. */
  readonly mayKnow: (key: string) => boolean;
  readonly strangers: (keys: () => string) => ReadonlyMap<string, number>;
  readonly noteStrangers: (rows: readonly ImportRow[]) => void;
}

export function beginSeen(database: Database, mode: 'commit' | 'rehearse'): Seen {
  if (mode === 'rehearse') makeTable(database);
  const row = database.one('SELECT coalesce(max(id), 0) AS last FROM subscriber');
  const last = row === undefined ? 0 : numberOf(row, 'last');
  let lines = new Uint32Array(last + 1024);
  let added = last === 0 ? new Uint8Array(FILTER_BITS / 8) : undefined;
  // From here on: another program may add people before this one writes its first row.
  let expected = last + 1;
  return {
    lineOf: (id) => lines[id] || undefined,
    expect: (next) => {
      if (next !== expected) added = undefined;
      expected = next;
    },
    mayKnow: (key) => added === undefined || hasBit(added, bitOf(key)),
    note: (id, key, line) => {
      expected = Math.max(expected, id + 1);
      if (added !== undefined) setBit(added, bitOf(key));
      if (id >= lines.length) {
        const longer = new Uint32Array(Math.max(id + 1, lines.length * 2));
        longer.set(lines);
        lines = longer;
      }
      lines[id] = line;
    },
    strangers: (keys) => (mode === 'rehearse' ? readStrangers(database, keys()) : new Map()),
    noteStrangers: (rows) => {
      if (mode === 'rehearse') noteStrangers(database, rows);
    },
  };
}

/** 4 MB; of a million addresses one in thirty shares its bit with another. */
const FILTER_BITS = 1 << 25;

/** FNV-1a, of which the filter wants no more than that it spreads. */
function bitOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 7)) & (FILTER_BITS - 1);
}

function hasBit(bits: Uint8Array, bit: number): boolean {
  return ((bits[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}

function setBit(bits: Uint8Array, bit: number): void {
  bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
}

/** Nothing of it is worth a journal. */
function makeTable(database: Database): void {
  database.script(`
    DROP TABLE IF EXISTS temp.stranger;
    PRAGMA temp.cache_size = -8000;
    PRAGMA temp.journal_mode = OFF;
    CREATE TEMP TABLE stranger (key TEXT PRIMARY KEY, line INTEGER NOT NULL) WITHOUT ROWID`);
}

function readStrangers(database: Database, keys: string): ReadonlyMap<string, number> {
  const rows = database.all(
    'SELECT stranger.key, stranger.line FROM json_each(?) AS j CROSS JOIN temp.stranger ON stranger.key = j.value',
    [keys],
  );
  return new Map(rows.map((row) => [textOf(row, 'key'), numberOf(row, 'line')]));
}

function noteStrangers(database: Database, rows: readonly ImportRow[]): void {
  database.run('INSERT INTO temp.stranger (key, line) SELECT value ->> 0, value ->> 1 FROM json_each(?)', [
    JSON.stringify(rows.map(({ key, line }) => [key, line])),
  ]);
}
