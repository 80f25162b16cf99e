import { join } from 'node:path';
import { expect, test } from 'vitest';
import { carryOut, type CarryOutOptions } from '../../src/delivery/carry-out.ts';
import type { SendRecord } from '../../src/delivery/ledger.ts';
import type { Outcome } from '../../src/delivery/transport.ts';
import { openStore, type Store } from '../../src/store/sqlite/open-store.ts';
import { accepted, clock, fill, machine, personalise, plannedSend, recording, scratchFolder } from './fixtures.ts';

/** An owner that noted an attempt and then stood still, and another machine that took the send over after its lease. */
interface TakenOver {
  readonly store: Store;
  readonly send: string;
  /** Another pass of the machine that took over. */
  readonly pass: (options?: Partial<CarryOutOptions>) => Promise<readonly string[]>;
  /** The first owner wakes up and says what came of its call. */
  readonly wake: (outcome: Outcome) => Promise<SendRecord | null>;
}

async function takenOver(): Promise<TakenOver> {
  const file = join(scratchFolder(), 'courant.db');
  let time = clock.now();
  const first = await openStore(file, machine({ host: 'press-1', now: () => time }));
  const store = await openStore(file, machine({ host: 'press-2', now: () => time }));
  await fill(first, 1);
  const send = await plannedSend(first);
  const acquired = await first.ledger.acquire(send);
  if (acquired.kind !== 'pass') throw new Error('not acquired');
  const { attempts } = await first.ledger.recordAttempts(acquired.pass, await first.ledger.pending(acquired.pass, 10));
  time += 120_000;
  const later = { ...clock, now: () => time };
  const pass: TakenOver['pass'] = async (options = {}) => {
    const transport = recording();
    await carryOut(send, { ledger: store.ledger, transport, clock: later }, { personalise, ...options });
    return transport.calls;
  };
  const wake: TakenOver['wake'] = async (outcome) => {
    await first.ledger.recordOutcomes(
      acquired.pass,
      attempts.map(({ attempt }) => ({ attempt, outcome })),
    );
    return store.ledger.find(send);
  };
  expect(await pass()).toEqual([]);
  return { store, send, pass, wake };
}

const HELD: Outcome = { state: 'held', cause: 'rate', reason: 'too fast' };
const LOST: Outcome = { state: 'in-doubt', reason: 'no answer' };

test('accepted after all: the only one in doubt is settled, and so is the send', async () => {
  const { wake } = await takenOver();
  expect(await wake(accepted('late'))).toMatchObject({ state: 'finished', counts: { accepted: 1, inDoubt: 0 } });
});

test('what came of the first call says nothing once the second was accepted', async () => {
  const { pass, wake } = await takenOver();
  expect(await pass({ selection: 'in-doubt' })).toHaveLength(1);
  expect(await wake(LOST)).toMatchObject({ state: 'finished', counts: { accepted: 1, pending: 0, inDoubt: 0 } });
  expect(await pass()).toEqual([]);
});

test('given up stays given up, and nobody sends to them', async () => {
  const { store, send, pass, wake } = await takenOver();
  await store.ledger.giveUp(send);
  expect(await wake(HELD)).toMatchObject({ state: 'finished', counts: { givenUp: 1, pending: 0 } });
  expect(await pass()).toEqual([]);
});

test('suppressed meanwhile stays suppressed, and the sums hold', async () => {
  const { store, pass, wake } = await takenOver();
  await store.subscribers.suppress({ key: 'reader1@example.org', list: null, reason: 'unsubscribe', source: null });
  expect(await pass({ selection: 'in-doubt' })).toEqual([]);
  expect(await wake(accepted('late'))).toMatchObject({
    suppressed: 1,
    counts: { planned: 0, pending: 0, accepted: 0 },
  });
});
