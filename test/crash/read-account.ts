import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DeliveryRecord, SendRecord } from '../../src/delivery/ledger.ts';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { numberOf } from '../../src/store/sqlite/row.ts';

/** What a store says while nobody writes to it. */
export interface Account {
  /** Null while nothing is planned. */
  readonly send: SendRecord | null;
  readonly deliveries: readonly DeliveryRecord[];
  /** Attempts without an outcome: what was in flight when the last process was killed, as far as nobody resumed since. */
  readonly open: readonly number[];
}

/**
 * Of a copy, log and all: whoever opens a store that a crash left tidies its log up, and that is for the program under
 * test to do.
 */
export async function readAccount(file: string): Promise<Account> {
  const copy = join(dirname(file), 'look', 'courant.db');
  rmSync(dirname(copy), { recursive: true, force: true });
  mkdirSync(dirname(copy));
  for (const end of ['', '-wal']) if (existsSync(file + end)) copyFileSync(file + end, copy + end);
  const store = await openStore(copy);
  try {
    const [send = null, ...others] = await store.ledger.list();
    if (others.length > 0) throw new Error(`the store has ${others.length + 1} sends of one issue`);
    if (send === null) return { send, deliveries: [], open: [] };
    const deliveries: DeliveryRecord[] = [];
    for await (const delivery of store.ledger.deliveries(send.send)) deliveries.push(delivery);
    return { send, deliveries, open: openAttempts(copy) };
  } finally {
    await store.close();
  }
}

function openAttempts(file: string): readonly number[] {
  const database = openDatabase(file);
  try {
    const sql = 'SELECT id FROM attempt WHERE NOT EXISTS (SELECT 1 FROM outcome WHERE outcome.attempt = attempt.id)';
    return database.all(sql).map((row) => numberOf(row, 'id'));
  } finally {
    database.close();
  }
}
