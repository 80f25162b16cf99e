import { closeSync, cpSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { MOST_IN_FLIGHT } from '../../src/delivery/window.ts';
import { fail, fileDisk, memoryDisk, readOnlyView, repair } from './disks.ts';
import {
  errorOf,
  exactAccount,
  expectNobodyTwice,
  midSend,
  type Newsroom,
  openNewsroom,
  PUBLICATION,
  RESUME,
  SEND,
  suspend,
} from './newsroom.ts';

test.concurrent('the disk is full in mid-send: it stops, and goes on when there is space', async (scene) => {
  const { expect } = scene;
  const disk = memoryDisk(scene, '8m');
  const it = await openNewsroom(scene, { readers: 200, storeFolder: disk.folder });
  const send = it.start(SEND);
  await midSend(it, send, 50);
  disk.fill();
  const ended = await send.ended;
  expect(ended.status).toBe(2);
  expect(errorOf(ended).code).toBe('store-full');
  expect(it.standIn.calls().accepted).toBeLessThan(200);
  disk.free();
  const resumed = await it.courant(RESUME);
  const account = await exactAccount(expect, it);
  expect(account).toMatchObject({ pending: 0, rejected: 0, deferred: 0 });
  expect(account.inDoubt).toBeLessThanOrEqual(MOST_IN_FLIGHT);
  expect(resumed.status).toBe(account.inDoubt > 0 ? 3 : 0);
});

test.concurrent('a store that can only be read: nothing is sent', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 3 });
  await it.courant(['sends']);
  const view = readOnlyView(scene, join(it.folder, '.courant'));
  const ended = await it.courant(SEND, { COURANT_STORE: `sqlite:${view.folder}/courant.db` });
  expect(ended.status).toBe(2);
  expect(errorOf(ended).code).toBe('store-not-writable');
  expect(it.standIn.calls().actions).not.toHaveProperty('SendRawEmail');
});

test.concurrent('the disk of the store fails in mid-send, can only be read, and is repaired', async (scene) => {
  const { expect } = scene;
  const disk = fileDisk(scene);
  const it = await openNewsroom(scene, { readers: 200, storeFolder: disk.folder });
  const send = it.start(SEND);
  await midSend(it, send, 50);
  fail(disk);
  const ended = await send.ended;
  const again = await it.courant(RESUME);
  for (const refused of [ended, again]) {
    expect(refused.status).toBe(2);
    expect(errorOf(refused).code).toBe('store-not-writable');
  }
  repair(disk);
  await it.courant(RESUME);
  const account = await exactAccount(expect, it);
  expect(account).toMatchObject({ pending: 0, rejected: 0, deferred: 0 });
  expect(account.inDoubt).toBeLessThanOrEqual(MOST_IN_FLIGHT);
});

interface Loss {
  readonly what: string;
  readonly lose: (it: Newsroom) => void;
  /** What the next `send` of the issue says then. */
  readonly afterwards: string;
}

const LOSSES: readonly Loss[] = [
  { what: 'removed', lose: ({ store }) => rmSync(store), afterwards: 'sent-elsewhere' },
  {
    what: 'removed with what lay beside it',
    lose: ({ store }) => partsOf(store).forEach((part) => rmSync(part)),
    afterwards: 'sent-elsewhere',
  },
  {
    what: 'moved away',
    lose: ({ folder }) => renameSync(join(folder, '.courant'), join(folder, 'elsewhere')),
    afterwards: 'sent-elsewhere',
  },
  {
    what: 'replaced by a copy of itself',
    lose: ({ store }) => {
      for (const part of partsOf(store)) cpSync(part, `${part}.copy`);
      for (const part of partsOf(store)) renameSync(`${part}.copy`, part);
    },
    afterwards: 'which is not finished',
  },
];

test.concurrent.for(LOSSES)('the store is $what in mid-send', async ({ lose, afterwards }, scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 200 });
  const send = it.start(SEND);
  await midSend(it, send, 50);
  lose(it);
  const ended = await send.ended;
  expect(ended.status).toBe(2);
  expect(errorOf(ended).code).toBe('store-gone');
  expect(ended.stderr).toMatch(/broke off\. Until then: \d+ messages accepted/);
  const sent = it.standIn.calls().accepted;
  expect(sent).toBeLessThan(200);
  const again = await it.courant(SEND);
  expect(again.stdout + again.stderr).toContain(afterwards);
  expect(it.standIn.calls().accepted).toBe(sent);
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
  expect(errorOf(ended).code).toBe('store-gone');
  expect(errorOf(ended).message).toContain('-wal was removed');
  await it.courant(RESUME);
  const account = await exactAccount(expect, it);
  expect(account).toMatchObject({ pending: 0, rejected: 0, deferred: 0 });
  expect(account.inDoubt).toBeLessThanOrEqual(MOST_IN_FLIGHT);
});

test.concurrent('the store is corrupted in mid-send, and a backup of before restored', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 0, files: LONG_READERS });
  const backup = join(it.folder, 'backup.db');
  const send = it.start([...SEND.slice(0, -1), '500']);
  await midSend(it, send, 40);
  await suspend(it, send);
  expect((await it.courant(['store', 'backup', backup])).status).toBe(0);
  overwrite(it.store);
  send.signal('SIGCONT');
  const ended = await send.ended;
  const sent = it.standIn.calls().accepted;
  const again = await it.courant(RESUME);
  for (const refused of [ended, again]) {
    expect(refused.status).toBe(2);
    expect(errorOf(refused).code).toBe('store-corrupt');
  }
  for (const part of partsOf(it.store)) rmSync(part, { force: true });
  cpSync(backup, it.store);
  expect(errorOf(await it.courant(RESUME)).code).toBe('send-copied');
  expect((await it.courant(SEND)).status).toBe(3);
  expect(it.standIn.calls().accepted).toBe(sent);
  expectNobodyTwice(expect, it);
});

/** More than SQLite holds in memory: it has to read again, and finds the damage. */
const LONG_READERS = {
  'courant.yaml': `${PUBLICATION}fields:\n  note: { type: text }\n`,
  'readers.csv': `email,note\n${Array.from({ length: 1100 }, (_, index) => `reader${index}@example.org,${'x'.repeat(3000)}\n`).join('')}`,
};

/** Every page but the first, which says that it is a store. */
function overwrite(store: string): void {
  for (const part of [store, `${store}-wal`]) {
    const file = openSync(part, 'r+');
    const rest = fstatSync(file).size - 4096;
    if (rest > 0) writeSync(file, Buffer.alloc(rest, 0x5a), 0, rest, 4096);
    closeSync(file);
  }
}

function partsOf(store: string): readonly string[] {
  return ['', '-wal', '-shm'].map((part) => `${store}${part}`);
}
