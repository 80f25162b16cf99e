import { test } from 'vitest';
import { exactAccount, midSend, openNewsroom, RESUME, SEND, type Newsroom } from './newsroom.ts';
import { MOST_IN_FLIGHT } from '../../src/delivery/window.ts';

const AT_ITS_PACE = SEND.slice(0, -2);
const RETRY = ['retry', 'latest', '--yes', '--json', '--rate', '400'];

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
  expect(broken.deferred).toBeGreaterThan(50);
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

test.concurrent('an account of 50 a second: nothing is lost, and nothing but the odd call is throttled', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 300, standIn: { maxSendRate: 50 } });
  expect((await it.courant(AT_ITS_PACE)).status).toBe(0);
  expect(await exactAccount(expect, it)).toMatchObject({ state: 'finished', accepted: 300 });
  const { actions, errors } = it.standIn.calls();
  expect(errors['Throttling'] ?? 0).toBeLessThanOrEqual(0.02 * (actions['SendRawEmail'] ?? 0));
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
  for (;;) {
    try {
      await fetch(standIn.url);
      return;
    } catch {
      await new Promise((again) => setTimeout(again, 100));
    }
  }
}
