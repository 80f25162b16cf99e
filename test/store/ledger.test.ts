import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import {
  collect,
  edition,
  fill,
  machine,
  planDaily,
  plannedSend,
  row,
  scratchFolder,
  scratchStore,
} from '../delivery/fixtures.ts';

const HOUR = 3_600_000;

test('a plan freezes the audience in order and keeps the editions', async () => {
  const store = await scratchStore();
  await fill(store, 3);
  const send = await plannedSend(store);
  await store.subscribers.importRows([[row('late@example.org')]]);
  const acquired = await store.ledger.acquire(send);
  if (acquired.kind !== 'pass') throw new Error('not acquired');
  const pending = await store.ledger.pending(acquired.pass, 10);
  expect(pending.map(({ place, subscriber }) => [place, subscriber?.address])).toEqual([
    [1, 'reader1@example.org'],
    [2, 'reader2@example.org'],
    [3, 'reader3@example.org'],
  ]);
  expect(await store.ledger.editions(send)).toEqual([edition]);
});

test('the suppressed and those who have the issue are left out, counted and shown', async () => {
  const store = await scratchStore();
  await fill(store, 4);
  await store.subscribers.suppress({ key: 'reader1@example.org', list: 'daily', reason: 'unsubscribe', source: null });
  await store.subscribers.suppress({ key: 'reader1@example.org', list: null, reason: 'bounce', source: null });
  await store.subscribers.suppress({ key: 'reader2@example.org', list: 'weekly', reason: 'unsubscribe', source: null });
  const first = await plannedSend(store);
  await fill(store, 6);
  const second = await planDaily(store);
  expect(second).toMatchObject({
    audience: 6,
    suppressed: 1,
    alreadySent: 3,
    planned: 2,
    pending: 2,
    state: 'planned',
  });
  expect(await collect(store.ledger.deliveries(second.send ?? ''))).toEqual([
    delivery('reader5@example.org', 'pending', null),
    delivery('reader6@example.org', 'pending', null),
    delivery('reader1@example.org', 'suppressed', 'bounce'),
    delivery('reader2@example.org', 'pending', `already in the send ${first}`),
    delivery('reader3@example.org', 'pending', `already in the send ${first}`),
    delivery('reader4@example.org', 'pending', `already in the send ${first}`),
  ]);
  expect((await store.ledger.list()).map((one) => one.send)).toEqual([second.send, first]);
});

function delivery(address: string, state: string, reason: string | null): unknown {
  return { address, state, event: null, attempts: 0, messageId: null, reason };
}

test('a rehearsal counts the same and leaves nothing behind', async () => {
  const store = await scratchStore();
  await fill(store, 4);
  await store.subscribers.suppress({ key: 'reader1@example.org', list: null, reason: 'manual', source: null });
  const rehearsed = await planDaily(store, { mode: 'rehearse' });
  expect(rehearsed).toMatchObject({ send: null, audience: 4, suppressed: 1, planned: 3, pending: 3 });
  expect(rehearsed.editions).toEqual([{ hash: 'sha256:aa', segment: null, language: 'en', planned: 3 }]);
  expect(await store.ledger.list()).toEqual([]);
  expect(await planDaily(store)).toMatchObject({ planned: 3, alreadySent: 0 });
});

test('each delivery names its edition, and another correction is another delivery', async () => {
  const store = await scratchStore();
  await fill(store, 5);
  const editions = new Map([
    ['odd', edition],
    ['even', { ...edition, hash: 'sha256:bb', segment: 'asia', language: 'zh-Hans' }],
  ]);
  const editionFor = ({ id }: { id: number }): string => (id % 2 === 1 ? 'odd' : 'even');
  const summary = await planDaily(store, { editions, editionFor });
  expect(summary.editions.map(({ hash, planned }) => [hash, planned])).toEqual([
    ['sha256:aa', 3],
    ['sha256:bb', 2],
  ]);
  expect((await store.ledger.find(summary.send ?? ''))?.editions).toEqual(summary.editions);
  expect(await planDaily(store, { correction: 1 })).toMatchObject({ planned: 5, alreadySent: 0 });
});

test('an audience that names somebody twice, or nobody at all', async () => {
  const store = await scratchStore();
  await fill(store, 2);
  const request = {
    send: 's1',
    issue: { id: 'i', name: 'i' },
    correction: 0,
    timing: { notBefore: null, window: null },
    corrects: null,
    topsUp: null,
    agreed: null,
    list: 'daily',
    segment: null,
    transport: 'outbox',
    editions: [edition],
    mode: 'commit',
  } as const;
  const entry = (subscriber: number): { subscriber: number; edition: number } => ({ subscriber, edition: 0 });
  expect(await store.ledger.plan(request, [])).toMatchObject({ audience: 0, planned: 0, made: 'not-made' });
  const counts = await store.ledger.plan(request, [entry(1), entry(2), entry(1), entry(99)]);
  expect(counts).toMatchObject({ audience: 2, planned: 2, made: 'made' });
});

test('two processes that plan one issue at once plan each subscriber once', async () => {
  const file = join(scratchFolder(), 'courant.db');
  const [one, two] = [await openStore(file), await openStore(file)];
  await fill(one, 500);
  const [first, second] = await Promise.all([planDaily(one), planDaily(two)]);
  expect(first.planned + second.planned).toBe(500);
  expect(first.alreadySent + second.alreadySent).toBe(500);
});

test('the database refuses a second delivery, and to change what was frozen', async () => {
  const file = join(scratchFolder(), 'courant.db');
  const store = await openStore(file);
  await fill(store, 2);
  await plannedSend(store);
  const other = openDatabase(file);
  const copy = `INSERT INTO recipient SELECT 2, place, issue, correction, subscriber, edition, shard, NULL, NULL FROM recipient`;
  expect(() => other.script(copy)).toThrow(/UNIQUE constraint failed: recipient.issue/);
  expect(() => other.script('UPDATE recipient SET correction = 1')).toThrow('an audience is frozen');
  expect(() => other.script('DELETE FROM recipient')).toThrow('an audience is frozen');
});

test('a recipient gets one attempt, whoever asks twice', async () => {
  const store = await scratchStore();
  await fill(store, 2);
  const acquired = await store.ledger.acquire(await plannedSend(store));
  if (acquired.kind !== 'pass') throw new Error('not acquired');
  const recipients = await store.ledger.pending(acquired.pass, 2);
  expect((await store.ledger.recordAttempts(acquired.pass, recipients)).attempts).toHaveLength(2);
  await expect(store.ledger.recordAttempts(acquired.pass, recipients)).rejects.toThrow(
    /UNIQUE constraint failed: attempt/,
  );
  expect(await store.ledger.pending(acquired.pass, 2)).toEqual([]);
});

test('one owner at a time; the dead are taken over at once, and what they wake up to write is refused', async () => {
  const file = join(scratchFolder(), 'courant.db');
  let time = 1000;
  const now = (): number => time;
  const living = (pid: number): boolean => pid !== 11;
  const first = await openStore(file, machine({ host: 'a', pid: 11, started: 1, now, isAlive: living }));
  const second = await openStore(file, machine({ host: 'a', pid: 12, started: 1, now, isAlive: living }));
  const again = await openStore(file, machine({ host: 'a', pid: 12, started: 2, now, isAlive: living }));
  const elsewhere = await openStore(file, machine({ host: 'b', pid: 12, started: 1, now, isAlive: () => false }));
  await fill(first, 4);
  const send = await plannedSend(first);

  const dead = await first.ledger.acquire(send);
  const taken = await second.ledger.acquire(send);
  if (dead.kind !== 'pass' || taken.kind !== 'pass') throw new Error('not acquired');
  expect(taken.pass.fence).toBeGreaterThan(dead.pass.fence);
  const recipients = await first.ledger.pending(dead.pass, 4);
  await expect(first.ledger.recordAttempts(dead.pass, recipients)).rejects.toMatchObject({ code: 'send-taken-over' });
  await first.ledger.release(dead.pass);
  expect(await second.ledger.find(send)).toMatchObject({ state: 'sending', counts: { pending: 4 } });

  expect(await elsewhere.ledger.acquire(send)).toEqual({
    kind: 'held',
    by: { host: 'a', pid: 12, where: 'elsewhere', since: 1000, until: 61_000 },
  });
  expect((await again.ledger.acquire(send)).kind).toBe('pass');
  time += HOUR;
  expect((await elsewhere.ledger.acquire(send)).kind).toBe('pass');
});

test('recovery puts attempts without an outcome in doubt, once, and late news is kept', async () => {
  const file = join(scratchFolder(), 'courant.db');
  const crashed = await openStore(file, machine({ pid: 11, isAlive: () => false }));
  const store = await openStore(file, machine({ pid: 12, isAlive: () => false }));
  await fill(store, 5);
  const send = await plannedSend(store);
  const before = await crashed.ledger.acquire(send);
  if (before.kind !== 'pass') throw new Error('not acquired');
  const { attempts } = await crashed.ledger.recordAttempts(before.pass, await crashed.ledger.pending(before.pass, 3));
  await crashed.ledger.recordOutcomes(before.pass, [
    { attempt: attempts[0]?.attempt ?? 0, outcome: { state: 'accepted', messageId: '<1@example.org>' } },
  ]);
  expect(await store.ledger.find(send)).toMatchObject({ state: 'stopped', counts: { accepted: 1, pending: 4 } });

  const after = await store.ledger.acquire(send);
  if (after.kind !== 'pass') throw new Error('not acquired');
  expect(await store.ledger.recover(after.pass)).toBe(2);
  expect(await store.ledger.recover(after.pass)).toBe(0);
  expect(await store.ledger.find(send)).toMatchObject({ counts: { accepted: 1, inDoubt: 2, pending: 2 } });

  await crashed.ledger.recordOutcomes(before.pass, [
    { attempt: attempts[1]?.attempt ?? 0, outcome: { state: 'accepted', messageId: '<2@example.org>' } },
  ]);
  expect(await store.ledger.find(send)).toMatchObject({ counts: { accepted: 2, inDoubt: 1, pending: 2 } });
  expect((await collect(store.ledger.deliveries(send))).map(({ state, attempts: tried }) => [state, tried])).toEqual([
    ['accepted', 1],
    ['accepted', 1],
    ['in-doubt', 1],
    ['pending', 0],
    ['pending', 0],
  ]);
});

test('the time a send took is what its owners spent on it', async () => {
  let time = 10_000;
  const store = await scratchStore(machine({ now: () => time }));
  await fill(store, 1);
  const send = await plannedSend(store);
  for (const spent of [2000, 500]) {
    time += HOUR;
    const acquired = await store.ledger.acquire(send);
    if (acquired.kind !== 'pass') throw new Error('not acquired');
    time += spent;
    await store.ledger.release(acquired.pass);
  }
  expect(await store.ledger.find(send)).toMatchObject({ activeTime: 2500, state: 'stopped' });
});

test('what the store does not know', async () => {
  const store = await scratchStore();
  expect(await store.ledger.find('nothing')).toBeNull();
  expect(await store.ledger.acquire('nothing')).toEqual({ kind: 'unknown' });
  expect(await collect(store.ledger.deliveries('nothing'))).toEqual([]);
  expect(await store.ledger.editions('nothing')).toEqual([]);
});
