import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { StoreError } from '../../src/delivery/store-error.ts';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { fill, scratchFolder } from '../delivery/fixtures.ts';

test.each<{ what: string; prepare: (file: string) => void; code: string }>([
  {
    what: 'bytes that are no database',
    prepare: (file) => writeFileSync(file, 'x'.repeat(5000)),
    code: 'store-corrupt',
  },
  { what: 'a folder in its place', prepare: (file) => mkdirSync(file), code: 'store-not-writable' },
  { what: 'a newer version', prepare: (file) => script(file, 'PRAGMA user_version = 99'), code: 'store-newer' },
  { what: "another program's database", prepare: (file) => script(file, 'CREATE TABLE t (a)'), code: 'store-foreign' },
])('$what is refused in words, with a way on', async ({ prepare, code }) => {
  const file = join(scratchFolder(), 'courant.db');
  prepare(file);
  const error: unknown = await openStore(file).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'StoreError', code });
  expect(error instanceof StoreError && error.hint).toMatch(/\w{3}/);
});

test('a file where its folder should be is refused in words', async () => {
  const folder = join(scratchFolder(), 'taken');
  writeFileSync(folder, '');
  await expect(openStore(join(folder, 'courant.db'))).rejects.toMatchObject({ code: 'store-not-writable' });
});

function script(file: string, sql: string): void {
  const database = openDatabase(file);
  database.script(sql);
  database.close();
}

test('a new store is made with its folder, for its owner alone, and opens again as it was', async () => {
  const file = join(scratchFolder(), 'deep', '.courant', 'courant.db');
  const store = await openStore(file);
  await fill(store, 2);
  await store.close();
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(await (await openStore(file)).subscribers.count('daily')).toBe(2);
});

test('the store keeps a write-ahead log', async () => {
  const file = join(scratchFolder(), 'courant.db');
  await openStore(file);
  expect(openDatabase(file).all('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
});
