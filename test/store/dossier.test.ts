import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { textOf } from '../../src/store/sqlite/row.ts';

/** Tables that hold something of a person, by what they refer to; `readDossier` reads each of them. */
const READ = {
  subscriber: ['left_out', 'membership', 'recipient'],
  recipient: ['attempt', 'outcome'],
  attempt: ['event', 'outcome'],
} as const;

test('every table that refers to a person is one that a dossier reads', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'courant-dossier-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'courant.db');
  await (await openStore(file)).close();
  const database = openDatabase(file);
  const referring = (table: string): readonly string[] =>
    database
      .all(
        `SELECT DISTINCT t.name FROM sqlite_schema AS t JOIN pragma_foreign_key_list(t.name) AS f
         WHERE t.type = 'table' AND f."table" = ? ORDER BY t.name`,
        [table],
      )
      .map((row) => textOf(row, 'name'));
  for (const [table, wanted] of Object.entries(READ)) expect(referring(table)).toEqual(wanted);
  // By the address's key or its hash, without a reference.
  const keyed = database.all(
    `SELECT DISTINCT t.name FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
     WHERE t.type = 'table' AND c.name IN ('key', 'address', 'email', 'hash') ORDER BY t.name`,
  );
  const others = new Set(['edition', 'erasure_key', 'event', 'issue']);
  expect(keyed.map((row) => textOf(row, 'name')).filter((name) => !others.has(name))).toEqual([
    'erased',
    'subscriber',
    'suppression',
  ]);
  database.close();
});
