import { expect, test } from 'vitest';
import { carryOut, type CarryOutOptions } from '../../src/delivery/carry-out.ts';
import type { Ledger } from '../../src/delivery/ledger.ts';
import type { PassEnd } from '../../src/delivery/pass-end.ts';
import type { SendSummary } from '../../src/delivery/summary.ts';
import { StoreError } from '../../src/delivery/store-error.ts';
import { TransportError } from '../../src/delivery/transport-error.ts';
import { type Outcome, type SendingLimits, type Transport, UNLIMITED } from '../../src/delivery/transport.ts';
import type { Store } from '../../src/store/sqlite/open-store.ts';
import {
  accepted,
  clock,
  collect,
  fill,
  personalise,
  plannedSend,
  recording,
  scratchStore,
  sumsOf,
} from './fixtures.ts';

interface Ran {
  readonly end: PassEnd;
  readonly summary: SendSummary;
}

async function run(
  store: Store,
  send: string,
  transport: Transport,
  options: Partial<CarryOutOptions> & { ledger?: Ledger } = {},
): Promise<Ran> {
  await store.ledger.forgetStop(send);
  const ports = { ledger: options.ledger ?? store.ledger, transport, clock };
  const result = await carryOut(send, ports, { personalise, ...options });
  if (result.kind !== 'done') throw new Error(`not carried out: ${result.kind}`);
  expect(sumsOf(result.summary)).toEqual([true, true]);
  return result;
}

async function readers(count: number): Promise<{ store: Store; send: string }> {
  const store = await scratchStore();
  await fill(store, count);
  return { store, send: await plannedSend(store) };
}

const TOO_FAST: Outcome = { state: 'held', cause: 'rate', reason: 'Maximum sending rate exceeded.' };
const NO_MORE_TODAY: Outcome = { state: 'held', cause: 'daily-quota', reason: 'Daily message quota exceeded.' };
const PAUSED: Outcome = { state: 'held', cause: 'account', reason: 'sending is paused' };

function limited(transport: Transport, limits: Partial<SendingLimits>): Transport {
  return { ...transport, limits: async () => ({ ...UNLIMITED, ...limits }) };
}

test('who came too fast has another turn in the same pass, and nobody is lost or doubled', async () => {
  const { store, send } = await readers(40);
  const transport = recording((address, call) => (call % 9 === 0 && call < 20 ? TOO_FAST : accepted(address)));
  const { end, summary } = await run(store, send, limited(transport, { perSecond: 500 }));
  expect(end).toEqual({ kind: 'all' });
  expect(summary).toMatchObject({ state: 'finished', accepted: 40, pending: 0 });
  expect(transport.calls).toHaveLength(42);
  const attempts = (await collect(store.ledger.deliveries(send))).map((one) => one.attempts);
  expect(attempts.filter((tries) => tries === 2)).toHaveLength(2);
});

test('an account that only ever throttles ends the pass, and everybody waits', async () => {
  const { store, send } = await readers(2);
  const fast = { ...clock, sleep: () => new Promise<void>((resolve) => void setImmediate(resolve)) };
  const ports = {
    ledger: store.ledger,
    transport: recording(() => TOO_FAST),
    clock: { ...fast, monotonic: ticking() },
  };
  const result = await carryOut(send, ports, { personalise, concurrency: 1 });
  expect(result).toMatchObject({ end: { kind: 'account' }, summary: { state: 'stopped', accepted: 0, pending: 2 } });
});

/** A clock on which every look is ten seconds later. */
function ticking(): () => number {
  let now = 0;
  return () => (now += 10_000);
}

test.each([
  { what: 'the day’s quota', answer: NO_MORE_TODAY, end: { kind: 'daily-quota' } },
  { what: 'a paused account', answer: PAUSED, end: { kind: 'account', reason: 'sending is paused' } },
])('$what stops the send; who was turned away is sent to by resume', async ({ answer, end }) => {
  const { store, send } = await readers(60);
  const first = recording((address, call) => (call > 20 ? answer : accepted(address)));
  const stopped = await run(store, send, first, { concurrency: 8 });
  expect(stopped.end).toEqual(end);
  expect(stopped.summary).toMatchObject({ state: 'stopped', accepted: 20, pending: 40, deferred: 0 });
  const second = recording();
  expect((await run(store, send, second)).summary).toMatchObject({ state: 'finished', accepted: 60, pending: 0 });
  expect(second.calls).toHaveLength(40);
});

test('what is left of the day’s quota is never exceeded', async () => {
  const { store, send } = await readers(60);
  const transport = recording();
  const { end, summary } = await run(store, send, limited(transport, { perDay: 200, sentToday: 175 }));
  expect([end, transport.calls.length]).toEqual([{ kind: 'daily-quota' }, 25]);
  expect(summary).toMatchObject({ state: 'stopped', accepted: 25, pending: 35 });
});

test('a stop asked for while it runs: not one new attempt, calls that are out are noted', async () => {
  const { store, send } = await readers(200);
  const transport = recording(async (address, call) => {
    if (call === 30) await store.ledger.askToStop(send);
    return accepted(address);
  });
  const { end, summary } = await run(store, send, transport, { concurrency: 8 });
  expect(end).toEqual({ kind: 'stop-asked' });
  expect(summary).toMatchObject({ state: 'stopped', inDoubt: 0, accepted: transport.calls.length });
  expect(transport.calls.length).toBeLessThan(30 + 16);
  expect((await run(store, send, recording())).summary).toMatchObject({ state: 'finished', accepted: 200 });
});

test('a stop is seen while a send waits for its pace', async () => {
  const { store, send } = await readers(5);
  const transport = limited(recording(), { perSecond: 0.01 });
  setTimeout(() => void store.ledger.askToStop(send), 200);
  const { end, summary } = await run(store, send, transport);
  expect(end).toEqual({ kind: 'stop-asked' });
  expect(summary).toMatchObject({ state: 'stopped', accepted: 1, pending: 4 });
});

test('the breaker stops a send when too many of the last calls failed', async () => {
  const { store, send } = await readers(300);
  const transport = recording((address, call) =>
    call > 50 ? { state: 'rejected', reason: 'no such address' } : accepted(address),
  );
  const { end, summary } = await run(store, send, transport, { concurrency: 4, breaker: { share: 0.5, of: 40 } });
  expect(end).toMatchObject({ kind: 'failures', of: 40, reason: 'no such address' });
  expect(summary.rejected).toBeGreaterThan(20);
  expect(summary.rejected).toBeLessThan(40);
  expect(summary).toMatchObject({ state: 'stopped', accepted: 50 });
});

test('retry tries the deferred alone, and resolve those in doubt alone', async () => {
  const { store, send } = await readers(12);
  const first = recording((address, call) => {
    if (call <= 3) return { state: 'deferred', reason: 'no connection' };
    return call <= 5 ? { state: 'in-doubt', reason: 'the connection was reset' } : accepted(address);
  });
  expect((await run(store, send, first)).summary).toMatchObject({ state: 'unsettled', deferred: 3, inDoubt: 2 });
  const retried = recording();
  const counts: number[] = [];
  const after = await run(store, send, retried, {
    selection: 'deferred',
    onProgress: (now) => counts.push(now.counts.deferred),
  });
  expect(after.summary).toMatchObject({ state: 'unsettled', deferred: 0, inDoubt: 2, accepted: 10 });
  expect(counts.at(-1)).toBe(0);
  expect(retried.calls.toSorted()).toEqual(first.calls.slice(0, 3).toSorted());
  const resent = recording();
  expect((await run(store, send, resent, { selection: 'in-doubt' })).summary).toMatchObject({ state: 'finished' });
  expect(resent.calls.toSorted()).toEqual(first.calls.slice(3, 5).toSorted());
});

test('who is suppressed between the failure and the retry gets nothing', async () => {
  const { store, send } = await readers(2);
  await run(
    store,
    send,
    recording(() => ({ state: 'deferred', reason: 'no connection' })),
  );
  await store.subscribers.suppress({ key: 'reader1@example.org', list: null, reason: 'complaint', source: null });
  const retried = recording();
  const { summary } = await run(store, send, retried, { selection: 'deferred' });
  expect(retried.calls).toEqual(['reader2@example.org']);
  expect(summary).toMatchObject({ state: 'finished', suppressed: 1, planned: 1, accepted: 1 });
});

test('given up is the last word on those in doubt', async () => {
  const { store, send } = await readers(4);
  await run(
    store,
    send,
    recording(() => ({ state: 'in-doubt', reason: 'the connection was reset' })),
  );
  expect(await store.ledger.giveUp(send)).toBe(4);
  expect(await store.ledger.find(send)).toMatchObject({ state: 'finished', counts: { givenUp: 4, inDoubt: 0 } });
  expect(await store.ledger.giveUp(send)).toBe(0);
});

test('each reader waits for their own window; one whose window has closed is deferred, not sent to', async () => {
  const store = await scratchStore();
  await fill(store, 3);
  const now = clock.now();
  const windows = [
    { notBefore: now + 400, notAfter: now + 60_000 },
    { notBefore: now - 60_000, notAfter: now - 1 },
    {},
  ];
  const send = await plannedSend(store, { windowFor: ({ id }) => windows[id - 1] ?? {} });
  const transport = recording();
  const { end, summary } = await run(store, send, transport);
  expect([end, transport.calls]).toEqual([{ kind: 'all' }, ['reader3@example.org', 'reader1@example.org']]);
  expect(clock.now()).toBeGreaterThanOrEqual(now + 400);
  expect(summary).toMatchObject({ state: 'unsettled', accepted: 2, deferred: 1 });
  const retried = recording();
  expect((await run(store, send, retried, { selection: 'deferred' })).summary).toMatchObject({ state: 'finished' });
  expect(retried.calls).toEqual(['reader2@example.org']);
});

test('nothing leaves while the gate is closed', async () => {
  const { store, send } = await readers(3);
  const opens = clock.now() + 300;
  const times: number[] = [];
  const transport = recording((address) => {
    times.push(clock.now());
    return accepted(address);
  });
  await run(store, send, transport, { gate: (now) => Math.max(0, opens - now) });
  expect(times.filter((time) => time < opens)).toEqual([]);
  expect(times).toHaveLength(3);
});

test('an account that can’t be asked leaves the send as it was', async () => {
  const { store, send } = await readers(3);
  const error = new TransportError('transport-unreachable', { message: 'no answer', hint: 'look at the network' });
  const transport: Transport = { ...recording(), limits: () => Promise.reject(error) };
  await expect(run(store, send, transport)).rejects.toBe(error);
  expect(await store.ledger.find(send)).toMatchObject({ state: 'planned', counts: { pending: 3 } });
});

test('outcomes that can’t be written are tried once more, and the send breaks off with what was wrong', async () => {
  const { store, send } = await readers(30);
  let failures = 0;
  const full = new StoreError('store-full', { message: 'no space', hint: 'free some' });
  const ledger: Ledger = {
    ...store.ledger,
    recordOutcomes: async (pass, outcomes) => {
      failures += 1;
      if (failures === 2) throw full;
      return store.ledger.recordOutcomes(pass, outcomes);
    },
  };
  const transport = recording();
  await expect(run(store, send, transport, { ledger, concurrency: 8 })).rejects.toBe(full);
  const record = await store.ledger.find(send);
  expect(record).toMatchObject({ state: 'stopped', counts: { inDoubt: 0, accepted: transport.calls.length } });
});
