import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'vitest';
import { MOST_IN_FLIGHT } from '../../src/delivery/window.ts';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { numberOf } from '../../src/store/sqlite/row.ts';
import { exactAccount, midSend, openNewsroom, RESUME, SEND, summaryOf } from './newsroom.ts';

const POLITE = ['SIGINT', 'SIGTERM'] as const;

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
  const send = it.start(SEND);
  await midSend(it, send, 30);
  const stopped = await it.courant(['stop', 'latest', '--json']);
  const ended = await send.ended;
  expect([stopped.status, ended.status]).toEqual([0, 3]);
  expect(ended.stderr).toContain('because `courant stop` asked for it');
  const account = await exactAccount(expect, it);
  expect(account).toMatchObject({ state: 'stopped', inDoubt: 0, accepted: it.standIn.calls().accepted });
  expect(summaryOf(stopped)).toEqual(account);
  expect(lastArrival(it.standIn.accepted()) - stopAskedAt(it.store)).toBeLessThanOrEqual(1000);
  expect((await it.courant(RESUME)).status).toBe(0);
  expect(await exactAccount(expect, it)).toMatchObject({ state: 'finished', accepted: 400 });
});

function lastArrival(accepted: readonly { readonly at: number }[]): number {
  return Math.max(...accepted.map(({ at }) => at));
}

function stopAskedAt(store: string): number {
  const database = openDatabase(store);
  const row = database.one('SELECT stop_asked_at FROM send');
  database.close();
  return row === undefined ? 0 : numberOf(row, 'stop_asked_at');
}
