import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'vitest';
import { MOST_IN_FLIGHT } from '../../src/delivery/window.ts';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { numberOf } from '../../src/store/sqlite/row.ts';
import { exactAccount, midSend, type Newsroom, openNewsroom, RESUME, SEND, summaryOf } from './newsroom.ts';

const POLITE = ['SIGINT', 'SIGTERM'] as const;
const AT_ITS_PACE = SEND.slice(0, -2);
const RETRY = ['retry', 'latest', '--yes', '--json', '--rate', '400'];

// It waits for half a minute: first, so that the others run beside it.
test.concurrent('a few calls hang, and a few connections break: only those are in doubt', async (scene) => {
  const { expect } = scene;
  const faults = ['hangBefore', 'hangAfter', 'resetBefore', 'resetAfter', 'truncateAfter'] as const;
  const sequence = faults.map((fault, index) => ({ call: 10 + 7 * index, fault }));
  const it = await openNewsroom(scene, { readers: 80, standIn: { sequence } });
  const ended = await it.courant(SEND);
  expect(ended.status).toBe(3);
  const account = await exactAccount(expect, it);
  expect(account).toMatchObject({ state: 'unsettled', accepted: 75, inDoubt: 5, pending: 0 });
});

test.concurrent.for(POLITE)('%s once: calls that are out finish and are noted', async (signal, scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 150, standIn: { latency: 150 } });
  const send = it.start(SEND);
  await midSend(it, send, 30);
  send.signal(signal);
  const ended = await send.ended;
  expect(ended.status).toBe(130);
  const account = await exactAccount(expect, it);
  expect(summaryOf(ended)).toEqual(account);
  expect(account).toMatchObject({ state: 'stopped', inDoubt: 0, accepted: it.standIn.calls().accepted });
  expect((await it.courant(RESUME)).status).toBe(0);
  expect(await exactAccount(expect, it)).toMatchObject({ state: 'finished', accepted: 150 });
});

test.concurrent('Ctrl-C twice leaves at once: what was out is in doubt, and nobody gets it twice', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 100, standIn: { latency: 10 } });
  const send = it.start(SEND);
  await midSend(it, send, 20);
  it.standIn.set({ latency: 60_000 });
  await delay(300);
  send.signal('SIGINT');
  await delay(100);
  send.signal('SIGINT');
  expect((await send.ended).status).toBe(130);
  it.standIn.set({ latency: 10 });
  expect((await it.courant(RESUME)).status).toBe(3);
  const account = await exactAccount(expect, it);
  expect(account).toMatchObject({ state: 'unsettled', pending: 0, rejected: 0, deferred: 0 });
  expect(account.inDoubt).toBeGreaterThan(0);
  expect(account.inDoubt).toBeLessThanOrEqual(MOST_IN_FLIGHT);
});

test.concurrent('`courant stop` from another terminal: nothing new leaves, and what is out is noted', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 400, standIn: { latency: 150 } });
  const send = it.start([...SEND.slice(0, -1), '40']);
  await midSend(it, send, 30);
  const stopped = await it.courant(['stop', 'latest', '--json']);
  const ended = await send.ended;
  expect([stopped.status, ended.status]).toEqual([0, 3]);
  expect(ended.stderr).toContain('because `courant stop` asked for it');
  const account = await exactAccount(expect, it);
  expect(account).toMatchObject({ state: 'stopped', inDoubt: 0, accepted: it.standIn.calls().accepted });
  expect(summaryOf(stopped)).toEqual(account);
  const { asked, lastAttempt } = stopOf(it.store);
  expect(lastAttempt).toBeLessThanOrEqual(asked);
  expect(lastArrival(it.standIn.accepted()) - asked).toBeLessThanOrEqual(1000);
  expect((await it.courant(RESUME)).status).toBe(0);
  expect(await exactAccount(expect, it)).toMatchObject({ state: 'finished', accepted: 400 });
});

test.concurrent('SES refuses connections for three seconds: the breaker stops it, and all get it later', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 300 });
  const send = it.start(SEND);
  await midSend(it, send, 40);
  await it.standIn.refuseFor(3000);
  const ended = await send.ended;
  expect(ended.status).toBe(3);
  expect(ended.stderr).toMatch(/Stopped, because \d+ of the last 100 calls failed.*refuses connections/);
  const broken = await exactAccount(expect, it);
  expect(broken.deferred).toBeGreaterThan(0);
  expect(broken.pending).toBeGreaterThan(0);
  await listening(it);
  await it.courant(RESUME);
  await it.courant(RETRY);
  const account = await exactAccount(expect, it);
  expect(account).toMatchObject({ pending: 0, deferred: 0, rejected: 0 });
  expect(account.inDoubt).toBeLessThanOrEqual(MOST_IN_FLIGHT);
});

test.concurrent('SES breaks down and answers 5xx: the breaker stops it, and what is in doubt stays so', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 300 });
  const send = it.start(SEND);
  await midSend(it, send, 40);
  it.standIn.set({ faults: { errorBefore: 0.45, errorAfter: 0.45 } });
  const ended = await send.ended;
  expect(ended.status).toBe(3);
  expect(ended.stderr).toMatch(/Stopped, because \d+ of the last 100 calls failed.*SES answered 50[023]/);
  it.standIn.set({ faults: {} });
  expect((await it.courant(RESUME)).status).toBe(3);
  const account = await exactAccount(expect, it);
  expect(account).toMatchObject({ state: 'unsettled', pending: 0, deferred: 0, rejected: 0 });
  expect(account.inDoubt).toBe(it.standIn.calls().ambiguous);
});

test.concurrent('an account of 50 a second: nothing is lost, and nothing but the odd call is throttled', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 300, standIn: { maxSendRate: 50 } });
  expect((await it.courant(AT_ITS_PACE)).status).toBe(0);
  expect(await exactAccount(expect, it)).toMatchObject({ state: 'finished', accepted: 300 });
  const { actions, errors } = it.standIn.calls();
  // The bench holds 2 %; here other tests may hold the calls up.
  expect(errors['Throttling'] ?? 0).toBeLessThanOrEqual(0.05 * (actions['SendRawEmail'] ?? 0));
});

test.concurrent('an account that takes half of what it says: who is throttled waits for another turn', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 100, standIn: { maxSendRate: 50, enforcedRate: 25 } });
  expect((await it.courant(AT_ITS_PACE)).status).toBe(0);
  expect(it.standIn.calls().errors['Throttling']).toBeGreaterThan(0);
  expect(await exactAccount(expect, it)).toMatchObject({ state: 'finished', accepted: 100 });
});

/** Until the stand-in takes connections again. */
async function listening({ standIn }: Newsroom): Promise<void> {
  while (!(await answers(standIn.url))) await delay(100);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).status > 0;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function lastArrival(accepted: readonly { readonly at: number }[]): number {
  return Math.max(...accepted.map(({ at }) => at));
}

/** When somebody asked for the stop, and when the last attempt was noted. */
function stopOf(store: string): { readonly asked: number; readonly lastAttempt: number } {
  const database = openDatabase(store);
  const row = database.one('SELECT stop_asked_at AS asked, (SELECT max(at) FROM attempt) AS last FROM send');
  database.close();
  if (row === undefined) throw new Error('the store has no send');
  return { asked: numberOf(row, 'asked'), lastAttempt: numberOf(row, 'last') };
}
