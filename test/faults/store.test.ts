import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { fail, fileDisk, memoryDisk, readOnlyView, repair } from './disks.ts';
import { errorOf, exactAccount, expectNobodyTwice, midSend, type Newsroom, openNewsroom, SEND } from './newsroom.ts';

/** Calls that a pace of 200 a second has out at once, with some to spare: what can be in doubt after a fault. */
const IN_FLIGHT = 16;
const RESUME = ['resume', 'latest', '--json', '--rate', '400'];

test.concurrent('the disk is full in mid-send: it stops, and goes on when there is space', async (scene) => {
  const { expect } = scene;
  const disk = memoryDisk(scene, '8m');
  const it = await openNewsroom(scene, { readers: 200, storeFolder: disk.folder });
  const send = it.start(SEND);
  await midSend(it, send, 50);
  disk.fill();
  const ended = await send.ended;
  console.log(ended);
  expect(ended.status).toBe(2);
  expect(errorOf(ended).code).toBe('store-full');
  const left = it.standIn.calls().accepted;
  expect(left).toBeLessThan(150);
  disk.free();
  const resumed = await it.courant(RESUME);
  console.log(resumed);
  const account = await exactAccount(expect, it);
  expect(account).toMatchObject({ pending: 0, rejected: 0, deferred: 0 });
  expect(account.inDoubt).toBeLessThanOrEqual(IN_FLIGHT);
  expect(resumed.status).toBe(account.inDoubt > 0 ? 3 : 0);
});

test.concurrent('a store that can only be read: nothing is sent', async (scene) => {
  const it = await openNewsroom(scene, { readers: 3 });
  await it.courant(['sends']);
  const view = readOnlyView(scene, join(it.folder, '.courant'));
  const ended = await it.courant(SEND, { COURANT_STORE: `sqlite:${view.folder}/courant.db` });
  console.log(ended);
  scene.expect(ended.status).toBe(2);
  scene.expect(errorOf(ended).code).toBe('store-not-writable');
  scene.expect(it.standIn.calls().actions['SendRawEmail']).toBeUndefined();
});

test.concurrent('the disk of the store fails in mid-send and can only be read', async (scene) => {
  const { expect } = scene;
  const disk = fileDisk(scene);
  const it = await openNewsroom(scene, { readers: 200, storeFolder: disk.folder });
  const send = it.start(SEND);
  await midSend(it, send, 50);
  fail(disk);
  const ended = await send.ended;
  console.log(ended);
  expect(ended.status).toBe(2);
  expect(errorOf(ended).code).toBe('store-not-writable');
  const again = await it.courant(RESUME);
  console.log(again);
  expect(again.status).toBe(2);
  expect(errorOf(again).code).toBe('store-not-writable');
  repair(disk);
  const resumed = await it.courant(RESUME);
  const account = await exactAccount(expect, it);
  console.log(account, resumed);
  expect(account.pending).toBe(0);
  expect(account.inDoubt).toBeLessThanOrEqual(IN_FLIGHT);
});

const LOSSES: readonly { readonly what: string; readonly lose: (it: Newsroom) => void }[] = [
  { what: 'removed', lose: ({ store }) => rmSync(store) },
  { what: 'removed with all that lay beside it', lose: ({ store }) => parts(store).forEach((part) => rmSync(part)) },
  { what: 'left without its log', lose: ({ store }) => rmSync(`${store}-wal`) },
  { what: 'moved away', lose: ({ folder }) => renameSync(join(folder, '.courant'), join(folder, 'elsewhere')) },
  {
    what: 'replaced by a copy of itself',
    lose: ({ store }) => {
      for (const part of parts(store)) {
        cpSync(part, `${part}.copy`);
        renameSync(`${part}.copy`, part);
      }
    },
  },
];

test.concurrent.for(LOSSES)('the store is $what in mid-send', async ({ what, lose }, scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 200 });
  const send = it.start(SEND);
  await midSend(it, send, 50);
  lose(it);
  const known = it.standIn.calls().accepted;
  const ended = await send.ended;
  console.log(what, ended);
  expect(ended.status).toBe(2);
  expect(errorOf(ended).code).toBe('store-gone');
  expect(it.standIn.calls().accepted).toBeLessThanOrEqual(known + IN_FLIGHT);
  const again = await it.courant(SEND);
  console.log(what, again);
  expectNobodyTwice(expect, it);
});

function parts(store: string): readonly string[] {
  return ['', '-wal', '-shm'].map((part) => `${store}${part}`);
}
