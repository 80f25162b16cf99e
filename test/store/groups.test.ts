import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Outcome } from '../../src/delivery/transport.ts';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import type { Store } from '../../src/store/sqlite/open-store.ts';
import { collect, fill, plannedSend, scratchFolder, scratchStore } from '../delivery/fixtures.ts';

async function begin(store: Store, readers: number) {
  await fill(store, readers);
  const send = await plannedSend(store);
  const acquired = await store.ledger.acquire(send);
  if (acquired.kind !== 'pass') throw new Error('not acquired');
  return { send, pass: acquired.pass };
}

test('the attempts of a group are those of its recipients, whoever of them is withheld', async () => {
  const store = await scratchStore();
  const { send, pass } = await begin(store, 9);
  const first = await store.ledger.recordAttempts(pass, await store.ledger.pending(pass, 2));
  await store.subscribers.suppress({ key: 'reader4@example.org', list: null, reason: 'bounce', source: null });
  await store.subscribers.suppress({ key: 'reader5@example.org', list: 'weekly', reason: 'manual', source: null });
  await store.subscribers.erase('reader7@example.org');
  const { attempts } = await store.ledger.recordAttempts(pass, await store.ledger.pending(pass, 9));
  expect(attempts.map(({ recipient }) => recipient.place)).toEqual([3, 5, 6, 8, 9]);
  expect(new Set([...first.attempts, ...attempts].map(({ attempt }) => attempt)).size).toBe(7);

  const accepted = attempts.map(({ attempt, recipient }) => ({
    attempt,
    outcome: { state: 'accepted' as const, messageId: `<${recipient.subscriber?.address}>` },
  }));
  await store.ledger.recordOutcomes(pass, accepted.toReversed());
  const rows = await collect(store.ledger.deliveries(send));
  expect(rows.map(({ address, state, attempts: tried, messageId }) => [address, state, tried, messageId])).toEqual([
    ['reader1@example.org', 'pending', 1, null],
    ['reader2@example.org', 'pending', 1, null],
    ['reader3@example.org', 'accepted', 1, '<reader3@example.org>'],
    ['reader4@example.org', 'suppressed', 0, null],
    ['reader5@example.org', 'accepted', 1, '<reader5@example.org>'],
    ['reader6@example.org', 'accepted', 1, '<reader6@example.org>'],
    ['', 'suppressed', 0, null],
    ['reader8@example.org', 'accepted', 1, '<reader8@example.org>'],
    ['reader9@example.org', 'accepted', 1, '<reader9@example.org>'],
  ]);
});

const HOSTILE: readonly (readonly [name: string, reason: string, kept: string])[] = [
  ['quotes', `550 "no" 'such' \\user`, `550 "no" 'such' \\user`],
  ['other scripts', '邮箱已满 صندوق ممتلئ 😀', '邮箱已满 صندوق ممتلئ 😀'],
  ['half a character', 'cut \ud83d', 'cut \ufffd'],
  ['a number', '550', '550'],
  ['nothing', '', ''],
];

test.each(HOSTILE)('what a server said is kept: %s', async (_, reason, kept) => {
  const store = await scratchStore();
  const { send, pass } = await begin(store, 2);
  const { attempts } = await store.ledger.recordAttempts(pass, await store.ledger.pending(pass, 2));
  const said: readonly Outcome[] = [
    { state: 'rejected', reason },
    { state: 'accepted', messageId: reason },
  ];
  const outcomes = said.map((outcome, index) => ({ attempt: attempts[index]?.attempt ?? 0, outcome }));
  await store.ledger.recordOutcomes(pass, outcomes);
  expect(await collect(store.ledger.deliveries(send))).toMatchObject([
    { state: 'rejected', reason: kept, messageId: null },
    { state: 'accepted', reason: null, messageId: kept },
  ]);
});

test('nobody to try, and nothing to note', async () => {
  const store = await scratchStore();
  const { pass } = await begin(store, 1);
  expect(await store.ledger.recordAttempts(pass, [])).toEqual({ stop: 'not-asked', attempts: [] });
  await store.ledger.recordOutcomes(pass, []);
});

test('only what is marked so waits for nobody: what comes after it is on the disk again', () => {
  const database = openDatabase(join(scratchFolder(), 'courant.db'));
  database.script('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE kept (word TEXT)');
  const level = (): unknown => database.one('PRAGMA synchronous')?.['synchronous'];
  const [normal, full] = [1, 2];
  expect(database.relaxedTransaction(level)).toBe(normal);
  expect(database.transaction(level)).toBe(full);
  const failing = (): void => {
    database.run(`INSERT INTO kept VALUES ('no')`);
    throw new Error('no');
  };
  expect(() => database.relaxedTransaction(failing)).toThrow('no');
  expect(database.transaction(level)).toBe(full);
  expect(database.all('SELECT * FROM kept')).toEqual([]);
});
