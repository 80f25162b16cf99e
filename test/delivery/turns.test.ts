import { expect, test } from 'vitest';
import { stopSend } from '../../src/app/stop-send.ts';
import { carryOut, type CarriedOut, type CarryOutOptions } from '../../src/delivery/carry-out.ts';
import type { Clock } from '../../src/delivery/clock.ts';
import type { DeliveryCounts } from '../../src/delivery/state.ts';
import { type Outcome, type Transport, UNLIMITED } from '../../src/delivery/transport.ts';
import type { Store } from '../../src/store/sqlite/open-store.ts';
import { accepted, clock, fill, personalise, plannedSend, recording, scratchStore } from './fixtures.ts';

const HOUR = 3_600_000;
const TOO_FAST: Outcome = { state: 'held', cause: 'rate', reason: 'too fast' };
const NO_MORE: Outcome = { state: 'held', cause: 'daily-quota', reason: 'no more today' };

async function pass(
  store: Store,
  send: string,
  transport: Transport,
  { time = clock, ...options }: Partial<CarryOutOptions> & { readonly time?: Clock } = {},
): Promise<CarriedOut> {
  await store.ledger.forgetStop(send);
  return carryOut(send, { ledger: store.ledger, transport, clock: time }, { personalise, ...options });
}

test('a stop between one whose window closed and one whose window is open loses neither', async () => {
  const store = await scratchStore();
  await fill(store, 4);
  const now = clock.now();
  const closed = { notBefore: now - 2 * HOUR, notAfter: now - 1 };
  const send = await plannedSend(store, { windowFor: ({ id }) => (id % 2 === 0 ? closed : {}) });
  const ledger = { ...store.ledger };
  ledger.recordAttempts = async (of, recipients) => {
    await store.ledger.askToStop(send);
    return store.ledger.recordAttempts(of, recipients);
  };
  await carryOut(send, { ledger, transport: recording(), clock }, { personalise });
  const transport = recording();
  expect(await pass(store, send, transport)).toMatchObject({
    summary: { state: 'unsettled', deferred: 2, accepted: 2 },
  });
  expect(transport.calls.toSorted()).toEqual(['reader1@example.org', 'reader3@example.org']);
});

test('held, and the window closed before the next turn: deferred, and retry finds them', async () => {
  const store = await scratchStore();
  await fill(store, 1);
  let now = clock.now();
  const time = { ...clock, now: () => now };
  const send = await plannedSend(store, { windowFor: () => ({ notBefore: now, notAfter: now + HOUR }) });
  await pass(
    store,
    send,
    recording(() => NO_MORE),
    { time },
  );
  now += 12 * HOUR;
  expect(await pass(store, send, recording(), { time })).toMatchObject({ summary: { deferred: 1, pending: 0 } });
  const retried = recording();
  await pass(store, send, retried, { time, selection: 'deferred' });
  expect(retried.calls).toEqual(['reader1@example.org']);
});

test.each(['planned', 'stopped'] as const)('a stop of a %s send that is about to begin holds', async (state) => {
  const store = await scratchStore();
  await fill(store, 5);
  const send = await plannedSend(store);
  if (state === 'stopped') await store.ledger.askToStop(send);
  const plain = recording();
  const limits = async (): Promise<typeof UNLIMITED> => {
    const record = await store.ledger.find(send);
    if (record !== null) await stopSend(record, store.ledger, clock);
    return UNLIMITED;
  };
  expect(await pass(store, send, { ...plain, limits })).toEqual({ kind: 'stop-asked' });
  expect(plain.calls).toEqual([]);
});

test('who is taken off the list after the plan gets nothing', async () => {
  const store = await scratchStore();
  await fill(store, 2);
  const send = await plannedSend(store);
  await store.subscribers.leave('reader2@example.org', 'daily');
  const transport = recording();
  expect(await pass(store, send, transport)).toMatchObject({
    summary: { state: 'finished', suppressed: 1, planned: 1 },
  });
  expect(transport.calls).toEqual(['reader1@example.org']);
});

test('the progress of a retry that is throttled never counts anybody twice', async () => {
  const store = await scratchStore();
  await fill(store, 1);
  const send = await plannedSend(store);
  await pass(
    store,
    send,
    recording(() => ({ state: 'deferred', reason: 'no connection' })),
  );
  const seen: DeliveryCounts[] = [];
  const once = recording((address, call) => (call === 1 ? TOO_FAST : accepted(address)));
  await pass(store, send, once, { selection: 'deferred', onProgress: ({ counts }) => seen.push(counts) });
  expect(seen.map(({ deferred, pending, accepted: taken }) => [deferred, pending, taken])).toEqual([
    [0, 1, 0],
    [0, 0, 1],
  ]);
});

test('calls that give quota back are waited for before the day is over', async () => {
  const store = await scratchStore();
  await fill(store, 3);
  const send = await plannedSend(store);
  const plain = recording((address, call) => (call === 1 ? { state: 'deferred', reason: 'busy' } : accepted(address)));
  await pass(store, send, { ...plain, limits: async () => ({ perSecond: 100, perDay: 2, sentToday: 0 }) });
  expect(plain.calls).toHaveLength(3);
});

test('a plan that came to another number than was agreed to makes nothing', async () => {
  const store = await scratchStore();
  await fill(store, 3);
  await expect(plannedSend(store, { agreed: 2 })).rejects.toThrow('no send was made');
  expect(await store.ledger.list()).toEqual([]);
  expect(await plannedSend(store, { agreed: 3 })).toMatch(/^\d{8}-/);
});
