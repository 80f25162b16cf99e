import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Message } from '../../src/mail/message.ts';
import { openOutbox } from '../../src/transport/outbox.ts';
import { scratchFolder } from '../delivery/fixtures.ts';

const bytes = Buffer.from('Subject: =?utf-8?B?5pel5oql?=\r\n\r\n.\r\n\xff\r\n', 'latin1');
const message: Message = {
  envelope: { from: 'daily@example.org', to: 'reader@example.org' },
  messageId: '<1@example.org>',
  bytes,
};

test('a message lands in new/ byte for byte, one file an attempt, and nothing is left in tmp/', async () => {
  const folder = scratchFolder();
  const outbox = openOutbox(folder);
  const outcomes = await Promise.all([1, 2, 3].map((attempt) => outbox.deliver(message, { send: 's-1', attempt })));
  expect(outcomes).toEqual(Array.from({ length: 3 }, () => ({ state: 'accepted', messageId: '<1@example.org>' })));
  const files = readdirSync(join(folder, 's-1', 'new'));
  expect(files.toSorted()).toEqual([1, 2, 3].map((attempt) => `000000000${attempt}.s-1.courant`));
  for (const file of files) expect(readFileSync(join(folder, 's-1', 'new', file)).equals(bytes)).toBe(true);
  expect(readdirSync(join(folder, 's-1', 'tmp'))).toEqual([]);
  expect(readdirSync(join(folder, 's-1', 'cur'))).toEqual([]);
});

test('the same attempt again makes no second message', async () => {
  const folder = scratchFolder();
  await openOutbox(folder).deliver(message, { send: 's-1', attempt: 7 });
  await openOutbox(folder).deliver(message, { send: 's-1', attempt: 7 });
  expect(readdirSync(join(folder, 's-1', 'new'))).toHaveLength(1);
});

test('an outbox that cannot be written defers, says why, and works once that is mended', async () => {
  const folder = join(scratchFolder(), 'outbox');
  writeFileSync(folder, 'in the way');
  const outbox = openOutbox(folder);
  expect(await outbox.deliver(message, { send: 's-1', attempt: 1 })).toEqual({
    state: 'deferred',
    reason: "the outbox can't be written: a file stands where its folder should be",
  });
  const other = join(scratchFolder(), 'outbox');
  mkdirSync(other);
  writeFileSync(join(other, 's-1'), '');
  expect((await openOutbox(other).deliver(message, { send: 's-1', attempt: 1 })).state).toBe('deferred');
});
