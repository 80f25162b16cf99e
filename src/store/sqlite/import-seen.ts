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
  readonly note: (id: number, line: number) => void;
  readonly strangers: (keys: string) => ReadonlyMap<string, number>;
  readonly noteStrangers: (rows: readonly ImportRow[]) => void;
}

export function beginSeen(database: Database, mode: 'commit' | 'rehearse'): Seen {
  if (mode === 'rehearse') makeTable(database);
  const row = database.one('SELECT coalesce(max(id), 0) AS last FROM subscriber');
  let lines = new Uint32Array((row === undefined ? 0 : numberOf(row, 'last')) + 1024);
  return {
    lineOf: (id) => lines[id] || undefined,
    note: (id, line) => {
      if (id >= lines.length) {
        const longer = new Uint32Array(Math.max(id + 1, lines.length * 2));
        longer.set(lines);
        lines = longer;
      }
      lines[id] = line;
    },
    strangers: (keys) => (mode === 'rehearse' ? readStrangers(database, keys) : new Map()),
    noteStrangers: (rows) => {
      if (mode === 'rehearse') noteStrangers(database, rows);
    },
  };
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
