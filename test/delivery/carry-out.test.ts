import { expect, test } from 'vitest';
import { carryOut } from '../../src/delivery/carry-out.ts';
import { resumeSend } from '../../src/delivery/resume.ts';
import type { SendSummary } from '../../src/delivery/summary.ts';
import type { Outcome, Transport } from '../../src/delivery/transport.ts';
import type { Store } from '../../src/store/sqlite/open-store.ts';
import {
  accepted,
  clock,
  collect,
  fill,
  machine,
  personalise,
  planDaily,
  plannedSend,
  recording,
  scratchStore,
  sumsOf,
} from './fixtures.ts';

async function run(
  store: Store,
  send: string,
  transport: Transport,
  options: Partial<Parameters<typeof carryOut>[2]> = {},
): Promise<SendSummary> {
  const result = await carryOut(send, { ledger: store.ledger, transport, clock }, { personalise, ...options });
  if (result.kind !== 'done') throw new Error(`not carried out: ${result.kind}`);
  return result.summary;
}

test('each subscriber is handed over once, and the send is finished', async () => {
  const store = await scratchStore();
  await fill(store, 100);
  const transport = recording();
  const summary = await run(store, await plannedSend(store), transport);
  expect(summary).toMatchObject({ state: 'finished', audience: 100, planned: 100, accepted: 100, pending: 0 });
  expect(new Set(transport.calls).size).toBe(100);
  expect(transport.calls).toHaveLength(100);
  expect(sumsOf(summary)).toEqual([true, true]);
});

test('a repeated send plans nothing, makes no send, and says that all have it', async () => {
  const store = await scratchStore();
  await fill(store, 5);
  await run(store, await plannedSend(store), recording());
  expect(await planDaily(store)).toMatchObject({ send: null, audience: 5, alreadySent: 5, planned: 0, pending: 0 });
  expect(await store.ledger.list()).toHaveLength(1);
});

test.each<{ what: string; answer: (call: number) => Outcome; want: Partial<SendSummary> }>([
  {
    what: 'rejected deliveries finish a send',
    answer: (call) => (call <= 2 ? { state: 'rejected', reason: 'no such user' } : accepted('x')),
    want: { state: 'finished', accepted: 8, rejected: 2 },
  },
  {
    what: 'deferred ones leave it unsettled',
    answer: (call) => (call === 10 ? { state: 'deferred', reason: 'busy', source: null } : accepted('x')),
    want: { state: 'unsettled', accepted: 9, deferred: 1 },
  },
  {
    what: 'and so do those in doubt',
    answer: () => ({ state: 'in-doubt', reason: 'the connection was reset' }),
    want: { state: 'unsettled', accepted: 0, inDoubt: 10 },
  },
])('$what', async ({ answer, want }) => {
  const store = await scratchStore();
  await fill(store, 10);
  const summary = await run(
    store,
    await plannedSend(store),
    recording((_, call) => answer(call)),
  );
  expect(summary).toMatchObject(want);
  expect(sumsOf(summary)).toEqual([true, true]);
});

test('who is suppressed after the plan gets nothing, and the sums hold', async () => {
  const store = await scratchStore();
  await fill(store, 10);
  const send = await plannedSend(store);
  await store.subscribers.suppress({ key: 'reader3@example.org', list: 'daily', reason: 'unsubscribe', source: null });
  await store.subscribers.suppress({ key: 'reader4@example.org', list: null, reason: 'complaint', source: null });
  await store.subscribers.suppress({ key: 'reader5@example.org', list: 'weekly', reason: 'unsubscribe', source: null });
  const transport = recording();
  const summary = await run(store, send, transport);
  expect(transport.calls.toSorted()).not.toContain('reader3@example.org');
  expect(transport.calls).not.toContain('reader4@example.org');
  expect(transport.calls).toContain('reader5@example.org');
  expect(summary).toMatchObject({ state: 'finished', audience: 10, suppressed: 2, planned: 8, accepted: 8 });
  expect(sumsOf(summary)).toEqual([true, true]);
  expect(summary.editions).toEqual([{ hash: 'sha256:aa', segment: null, language: 'en', planned: 8 }]);
  const line = (await collect(store.ledger.deliveries(send))).find((one) => one.address === 'reader4@example.org');
  expect(line).toMatchObject({ state: 'suppressed', attempts: 0, messageId: null, reason: 'complaint' });
});

test('who leaves while the send is under way gets nothing either', async () => {
  const store = await scratchStore();
  await fill(store, 40);
  const transport = recording(async (address) => {
    if (address === 'reader1@example.org') {
      await store.subscribers.suppress({
        key: 'reader40@example.org',
        list: 'daily',
        reason: 'unsubscribe',
        source: null,
      });
    }
    return accepted(address);
  });
  expect(await run(store, await plannedSend(store), transport, { concurrency: 4 })).toMatchObject({
    suppressed: 1,
    accepted: 39,
  });
  expect(transport.calls).not.toContain('reader40@example.org');
});

test('an abort lets the calls in flight finish, notes them, takes no more, and resume sends the rest', async () => {
  const store = await scratchStore();
  await fill(store, 50);
  const send = await plannedSend(store);
  const stop = new AbortController();
  const first = recording((address, call) => {
    if (call === 10) stop.abort();
    return accepted(address);
  });
  const summary = await run(store, send, first, { concurrency: 8, signal: stop.signal });
  expect(summary).toMatchObject({ state: 'stopped', inDoubt: 0, accepted: first.calls.length });
  expect(first.calls.length).toBeLessThanOrEqual(18);
  expect(summary.pending).toBe(50 - first.calls.length);
  const second = recording();
  expect(await run(store, send, second)).toMatchObject({ state: 'finished', accepted: 50, pending: 0 });
  expect(new Set([...first.calls, ...second.calls]).size).toBe(50);
  expect(first.calls.length + second.calls.length).toBe(50);
});

test('what a transport throws is in doubt, stops the send, and comes out', async () => {
  const store = await scratchStore();
  await fill(store, 50);
  const send = await plannedSend(store);
  const transport = recording((address, call) => {
    if (call === 3) throw new Error('a bug');
    return accepted(address);
  });
  await expect(run(store, send, transport, { concurrency: 4 })).rejects.toThrow('a bug');
  const record = await store.ledger.find(send);
  expect(record).toMatchObject({ state: 'stopped', counts: { inDoubt: 1, accepted: transport.calls.length - 1 } });
  expect(transport.calls.length).toBeLessThanOrEqual(8);
});

test('a message that cannot be composed leaves no attempt behind', async () => {
  const store = await scratchStore();
  await fill(store, 3);
  const send = await plannedSend(store);
  const broken = (): never => {
    throw new Error('no such slot');
  };
  await expect(run(store, send, recording(), { personalise: broken })).rejects.toThrow('no such slot');
  expect(await store.ledger.find(send)).toMatchObject({ state: 'stopped', counts: { pending: 3, inDoubt: 0 } });
});

test('progress counts up to the end and its sum never changes', async () => {
  const store = await scratchStore();
  await fill(store, 30);
  const seen: number[] = [];
  await run(store, await plannedSend(store), recording(), {
    concurrency: 4,
    onProgress: ({ counts: { planned, accepted: taken, pending } }) => {
      expect(taken + pending).toBe(planned);
      seen.push(taken);
    },
  });
  expect(seen.at(-1)).toBe(30);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
});

test('never more calls at once than asked for', async () => {
  const store = await scratchStore();
  await fill(store, 60);
  let now = 0;
  let most = 0;
  const transport = recording(async (address) => {
    now += 1;
    most = Math.max(most, now);
    await clock.sleep(2);
    now -= 1;
    return accepted(address);
  });
  await run(store, await plannedSend(store), transport, { concurrency: 5 });
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(5);
});

test('resume leaves a living owner alone, and waits out one on another machine', async () => {
  const here = await scratchStore();
  await fill(here, 3);
  const send = await plannedSend(here);
  expect((await here.ledger.acquire(send)).kind).toBe('pass');
  const ports = { ledger: here.ledger, transport: recording(), clock };
  const held = await resumeSend(send, ports, { personalise });
  expect(held).toMatchObject({ kind: 'held', by: { pid: process.pid, where: 'this-machine' } });
  expect(await resumeSend('no-such-send', ports, { personalise })).toEqual({ kind: 'unknown' });
});

test('resume waits until the right of a machine that it cannot see has lapsed', async () => {
  let time = 1_000_000;
  const store = await scratchStore(machine({ now: () => time, host: 'press-1' }));
  await fill(store, 3);
  const send = await plannedSend(store);
  await store.ledger.acquire(send);
  const slept: number[] = [];
  const fast = {
    now: () => time,
    monotonic: () => time,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      // What happens beside the sending sleeps too, and is woken at its end.
      if (signal !== undefined) return clock.sleep(20_000, signal);
      slept.push(milliseconds);
      time += milliseconds;
    },
  };
  const held: number[] = [];
  const ledger = { ...store.ledger, acquire: async (name: string) => elsewhere(await store.ledger.acquire(name)) };
  const result = await resumeSend(
    send,
    { ledger, transport: recording(), clock: fast },
    { personalise, onWait: (by) => held.push(by.until) },
  );
  expect(held).toEqual([1_060_000]);
  expect(slept).toEqual([60_000]);
  expect(result).toMatchObject({ kind: 'done', summary: { state: 'finished', accepted: 3 } });
});

function elsewhere(acquired: Awaited<ReturnType<Store['ledger']['acquire']>>): typeof acquired {
  return acquired.kind === 'held' ? { kind: 'held', by: { ...acquired.by, where: 'elsewhere' } } : acquired;
}
