import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { tryWrite } from '../../src/store/sqlite/try-write.ts';
import { scratchFolder } from '../delivery/fixtures.ts';

test('really writes, and changes nothing', async () => {
  const file = join(scratchFolder(), 'courant.db');
  const store = await openStore(file);
  const before = statSync(`${file}-wal`).size;
  await store.tryWrite();
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(before);
  expect(await store.ledger.list()).toEqual([]);
  await store.close();
  await (await openStore(file)).close();
});

test('says where nothing can be written', async () => {
  const file = join(scratchFolder(), 'courant.db');
  await (await openStore(file)).close();
  const database = openDatabase(file);
  database.script('PRAGMA query_only = ON');
  expect(() => tryWrite(database)).toThrow(expect.objectContaining({ code: 'store-not-writable' }));
  database.close();
});
