import { expect, test } from 'vitest';
import { awaitHour } from '../../src/app/await-hour.ts';
import type { Ledger, SendRecord } from '../../src/delivery/ledger.ts';
import { clock, fill, plannedSend, scratchStore } from '../delivery/fixtures.ts';

const EIGHT = Date.UTC(2026, 10, 24, 8);
const HOUR = 3_600_000;

/** A planned send for eight o'clock, and a clock that stands at `now` and goes on as it is slept. */
async function waiting(now: number, jump = 0): Promise<Waiting> {
  const store = await scratchStore();
  await fill(store, 2);
  const send = await plannedSend(store, { timing: { notBefore: EIGHT, window: null } });
  const record = await store.ledger.find(send);
  if (record === null) throw new Error('the send is gone');
  let time = now;
  const sleep = async (milliseconds: number): Promise<void> => {
    time += milliseconds + jump;
  };
  return { ledger: store.ledger, record, clock: { ...clock, now: () => time, sleep }, time: () => time };
}

interface Waiting {
  readonly ledger: Ledger;
  readonly record: SendRecord;
  readonly clock: typeof clock;
  readonly time: () => number;
}

const calm = { grace: HOUR, signal: new AbortController().signal, onWait: () => {} };

test('waits until the hour, and not a moment longer', async () => {
  const one = await waiting(EIGHT - 90_000);
  const told: number[] = [];
  expect(await awaitHour(one.record, one, { ...calm, onWait: (at) => told.push(at) })).toEqual({ kind: 'due' });
  expect([one.time(), told]).toEqual([EIGHT, [EIGHT]]);
});

test.each([
  { what: 'at the hour', now: EIGHT, hour: { kind: 'due' } },
  { what: 'within the grace', now: EIGHT + HOUR, hour: { kind: 'due' } },
  { what: 'at 13:00', now: EIGHT + 5 * HOUR, hour: { kind: 'past-due', late: 5 * HOUR } },
])('begun $what: $hour.kind', async ({ now, hour }) => {
  const one = await waiting(now);
  expect(await awaitHour(one.record, one, calm)).toEqual(hour);
});

test('a machine that slept through the hour doesn’t send when it wakes', async () => {
  const one = await waiting(EIGHT - 60_000, 6 * HOUR);
  expect(await awaitHour(one.record, one, calm)).toMatchObject({ kind: 'past-due' });
});

test('stopped before its hour it waits again, and is late as any other', async () => {
  const early = await waiting(EIGHT - HOUR);
  expect(await awaitHour({ ...early.record, state: 'stopped' }, early, calm)).toEqual({ kind: 'due' });
  expect(early.time()).toBe(EIGHT);
  const late = await waiting(EIGHT + 9 * HOUR);
  expect(await awaitHour({ ...late.record, state: 'stopped' }, late, calm)).toMatchObject({ kind: 'past-due' });
});

test('a send that was begun before is due at any hour', async () => {
  const one = await waiting(EIGHT + 9 * HOUR);
  const begun = { ...one.record, counts: { ...one.record.counts, pending: 1, accepted: 1 } };
  expect(await awaitHour(begun, one, calm)).toEqual({ kind: 'due' });
});

test('a stop and a Ctrl-C end the waiting', async () => {
  const stopped = await waiting(EIGHT - 60_000);
  await stopped.ledger.askToStop(stopped.record.send);
  expect(await awaitHour(stopped.record, stopped, calm)).toEqual({ kind: 'stopped' });
  const left = await waiting(EIGHT - 60_000);
  const signal = AbortSignal.abort();
  expect(await awaitHour(left.record, left, { ...calm, signal })).toEqual({ kind: 'interrupted' });
});
