import { expect, test } from 'vitest';
import { carryOut } from '../../src/delivery/carry-out.ts';
import { type SendSummary, summarise } from '../../src/delivery/summary.ts';
import type { Outcome } from '../../src/delivery/transport.ts';
import type { Store } from '../../src/store/sqlite/open-store.ts';
import { accepted, clock, collect, fill, personalise, planDaily, recording, scratchStore, sumsOf } from './fixtures.ts';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function outcomeBy(chance: number): Outcome {
  if (chance < 0.7) return accepted('x');
  const state = chance < 0.8 ? 'rejected' : chance < 0.9 ? 'deferred' : 'in-doubt';
  return { state, reason: 'as chance would have it' };
}

async function expectSums(store: Store): Promise<void> {
  for (const record of await store.ledger.list()) {
    const summary = summarise(record);
    expect(sumsOf(summary)).toEqual([true, true]);
    const lines = await collect(store.ledger.deliveries(record.send));
    expect(lines).toHaveLength(summary.audience);
    expect(summary.editions.reduce((sum, { planned }) => sum + planned, 0)).toBe(summary.planned);
  }
}

async function liveAtRandom(store: Store, chance: () => number): Promise<number> {
  const names = new Set<string>();
  let steps = 0;
  for (; steps < 12; steps += 1) {
    const dice = chance();
    if (dice < 0.25) await fill(store, Math.floor(chance() * 60));
    else if (dice < 0.5) await suppressSomebody(store, chance);
    else if (dice < 0.75) await planAtRandom(store, names);
    else await carryOutAtRandom(store, [...names].at(-1), chance);
    await expectSums(store);
  }
  return steps;
}

async function suppressSomebody(store: Store, chance: () => number): Promise<void> {
  const key = `reader${Math.ceil(chance() * 60)}@example.org`;
  await store.subscribers.suppress({ key, list: chance() < 0.5 ? 'daily' : null, reason: 'manual', source: null });
}

async function planAtRandom(store: Store, names: Set<string>): Promise<void> {
  const rehearsed: SendSummary = await planDaily(store, { mode: 'rehearse' });
  const summary = await planDaily(store);
  expect({ ...summary, send: null }).toEqual(rehearsed);
  expect(sumsOf(summary)).toEqual([true, true]);
  if (summary.send !== null) names.add(summary.send);
}

async function carryOutAtRandom(store: Store, send: string | undefined, chance: () => number): Promise<void> {
  if (send === undefined) return;
  const stop = new AbortController();
  const transport = recording(() => {
    if (chance() < 0.03) stop.abort();
    return outcomeBy(chance());
  });
  await carryOut(
    send,
    { ledger: store.ledger, transport, clock },
    { personalise, signal: stop.signal, concurrency: 6 },
  );
  expect(new Set(transport.calls).size).toBe(transport.calls.length);
}

test.each(Array.from({ length: 12 }, (_, index) => 4711 + index))(
  'the sums hold in any life of a store: seed %i',
  async (seed) => {
    expect(await liveAtRandom(await scratchStore(), chances(seed))).toBe(12);
  },
);
