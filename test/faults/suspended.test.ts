import { test } from 'vitest';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { numberOf } from '../../src/store/sqlite/row.ts';
import { errorOf, exactAccount, midSend, openNewsroom, RESUME, SEND, suspend } from './newsroom.ts';

const TEN_MINUTES = 600_000;
const WAKES = ['while the other is at work', 'when the other is done'] as const;

test.concurrent.for(WAKES)('suspended for ten minutes, taken over, and woken %s', async (wakes, scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 200 });
  const sleeper = it.start(SEND);
  await midSend(it, sleeper, 40);
  await suspend(it, sleeper);
  const early = await it.courant(RESUME);
  expect(early.status).toBe(2);
  expect(errorOf(early).code).toBe('send-held');
  letPass(it.store, TEN_MINUTES);
  const other = it.start(RESUME);
  if (wakes === 'when the other is done') await other.ended;
  else await midSend(it, other, it.standIn.calls().accepted + 20);
  sleeper.signal('SIGCONT');
  const woken = await sleeper.ended;
  expect(woken.status).toBe(2);
  expect(errorOf(woken).code).toBe('send-taken-over');
  expect([0, 3]).toContain((await other.ended).status);
  expect(await exactAccount(expect, it)).toMatchObject({ pending: 0, rejected: 0, deferred: 0 });
  const [first, second] = passes(it.store);
  expect(first?.last).toBeLessThan(second?.first ?? 0);
});

/** As if so much time had gone by since the owner of the send was last seen. */
function letPass(store: string, milliseconds: number): void {
  const database = openDatabase(store);
  database.run('UPDATE pass SET seen_at = seen_at - ?1, started_at = started_at - ?1', [milliseconds]);
  database.close();
}

/** The first and the last attempt of each pass, in order. */
function passes(store: string): readonly { readonly first: number; readonly last: number }[] {
  const database = openDatabase(store);
  const rows = database.all('SELECT min(id) AS first, max(id) AS last FROM attempt GROUP BY fence ORDER BY fence');
  database.close();
  return rows.map((row) => ({ first: numberOf(row, 'first'), last: numberOf(row, 'last') }));
}
