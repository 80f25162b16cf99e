import { closeSync, cpSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { MOST_IN_FLIGHT } from '../../src/delivery/window.ts';
import { fail, fileDisk, memoryDisk, readOnlyView, repair } from './disks.ts';
import { errorOf, exactAccount, expectNobodyTwice, midSend, type Newsroom, openNewsroom, PUBLICATION, RESUME, SEND } from './newsroom.ts';

const WITH_NOTES = `${PUBLICATION}fields:\n  note: { type: text }\n`;

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
  expect(account.inDoubt).toBeLessThanOrEqual(MOST_IN_FLIGHT);
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
  expect(account.inDoubt).toBeLessThanOrEqual(MOST_IN_FLIGHT);
});

const LOSSES: readonly { readonly what: string; readonly lose: (it: Newsroom) => void }[] = [
  { what: 'removed', lose: ({ store }) => rmSync(store) },
  { what: 'removed with all that lay beside it', lose: ({ store }) => parts(store).forEach((part) => rmSync(part)) },
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
  expect(it.standIn.calls().accepted).toBeLessThanOrEqual(known + MOST_IN_FLIGHT);
  const again = await it.courant(SEND);
  console.log(what, again);
  expectNobodyTwice(expect, it);
});

test.concurrent('the log of the store is removed in mid-send: nothing is lost', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 200 });
  const send = it.start(SEND);
  await midSend(it, send, 50);
  rmSync(`${it.store}-wal`);
  const ended = await send.ended;
  expect(ended.status).toBe(2);
  expect(errorOf(ended)).toMatchObject({ code: 'store-gone', message: expect.stringMatching(/-wal was removed/) });
  console.log(ended, await it.courant(['status', 'latest', '--json']));
  const stopped = await exactAccount(expect, it);
  expect(stopped.accepted).toBeGreaterThan(0);
  await it.courant(RESUME);
  const account = await exactAccount(expect, it);
  console.log(account);
  expect(account.pending).toBe(0);
  expect(account.inDoubt).toBeLessThanOrEqual(MOST_IN_FLIGHT);
});

test.concurrent('the store is corrupted in mid-send, and a backup of before restored: nobody is doubled', async (scene) => {
  const { expect } = scene;
  // So much that SQLite can't hold it in memory, and has to read what is damaged.
  const it = await openNewsroom(scene, { readers: 0, files: { 'readers.csv': longReaders(1100), 'courant.yaml': WITH_NOTES } });
  const backup = join(it.folder, 'backup.db');
  const send = it.start([...SEND.slice(0, -1), '500']);
  await midSend(it, send, 40);
  const copied = await it.courant(['store', 'backup', backup]);
  expect(copied.status).toBe(0);
  overwrite(it.store);
  const ended = await send.ended;
  console.log('corrupt', ended);
  expect(ended.status).toBe(2);
  expect(errorOf(ended).code).toBe('store-corrupt');
  const left = it.standIn.calls().accepted;
  const again = await it.courant(RESUME);
  console.log('corrupt', again);
  expect(errorOf(again).code).toBe('store-corrupt');
  parts(it.store).forEach((part) => rmSync(part, { force: true }));
  cpSync(backup, it.store);
  const restored = await it.courant(RESUME);
  console.log('corrupt', restored);
  console.log('corrupt', await it.courant(SEND));
  console.log('corrupt', await it.courant(['status', 'latest', '--json']));
  expect(it.standIn.calls().accepted).toBe(left);
  expectNobodyTwice(expect, it);
});

function longReaders(count: number): string {
  return `email,note\n${Array.from({ length: count }, (_, index) => `reader${index}@example.org,${'x'.repeat(3000)}\n`).join('')}`;
}

/** Every page but the first, which says that it is a store. */
function overwrite(store: string): void {
  for (const part of [store, `${store}-wal`]) {
    const file = openSync(part, 'r+');
    const length = fstatSync(file).size;
    if (length > 4096) writeSync(file, Buffer.alloc(length - 4096, 0x5a), 0, length - 4096, 4096);
    closeSync(file);
  }
}

function parts(store: string): readonly string[] {
  return ['', '-wal', '-shm'].map((part) => `${store}${part}`);
}
