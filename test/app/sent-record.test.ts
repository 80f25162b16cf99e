import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { guardAgainstCopies } from '../../src/app/restored-copy.ts';
import { guardAgainstOtherStores } from '../../src/app/sent-elsewhere.ts';
import { readSentRecord, recordSent } from '../../src/app/sent-record.ts';
import { openRecords } from '../../src/cli/open-records.ts';
import type { SendRecord } from '../../src/delivery/ledger.ts';
import type { Store } from '../../src/store/sqlite/open-store.ts';
import { edition, fill, plannedSend, scratchFolder, scratchStore } from '../delivery/fixtures.ts';

const NAME = '2026-11-24-daily';
const HASH = `sha256:${'a'.repeat(64)}`;

function scratchRoot(): string {
  const root = scratchFolder();
  mkdirSync(join(root, 'issues', NAME), { recursive: true });
  return root;
}

async function sentFrom(store: Store, changes: Parameters<typeof plannedSend>[1] = {}): Promise<SendRecord> {
  const editions = new Map([['', { ...edition, hash: HASH, segment: 'asia+new' }]]);
  const record = await store.ledger.find(await plannedSend(store, { transport: 'ses', editions, ...changes }));
  if (record === null) throw new Error('the send is gone');
  return record;
}

function guard(store: Store, root: string, changes: { readonly id?: string; readonly expected?: number } = {}) {
  const planned = { issue: { name: NAME, id: changes.id ?? NAME }, planned: 3, expected: changes.expected };
  return guardAgainstOtherStores(planned, openRecords(root), store.ledger);
}

test('a send is noted once, with all that another store must know', async () => {
  const [root, store] = [scratchRoot(), await scratchStore()];
  await fill(store, 3);
  const record = await sentFrom(store);
  expect(await recordSent(record, openRecords(root))).toEqual({ ok: true, value: 'written' });
  expect(await recordSent(record, openRecords(root))).toEqual({ ok: true, value: 'unchanged' });
  const moment = new Date(record.createdAt).toISOString().slice(0, 19);
  expect(readFileSync(join(root, 'issues', NAME, 'sent.yaml'), 'utf8')).toMatch(/^# Written by/);
  expect(await readSentRecord(NAME, openRecords(root))).toEqual({
    ok: true,
    value: [
      {
        send: record.send,
        issue: NAME,
        at: `${moment}Z`,
        transport: 'ses',
        correction: 0,
        list: 'daily',
        audience: 3,
        planned: 3,
        editions: [{ segments: ['asia', 'new'], language: 'en', hash: HASH }],
      },
    ],
  });
  expect(await guard(store, root)).toEqual({ ok: true, value: 'known' });
});

test('a store that lacks a send of the issue refuses until it is told the number', async () => {
  const [root, ours, other] = [scratchRoot(), await scratchStore(), await scratchStore()];
  await fill(ours, 3);
  const record = await sentFrom(ours);
  await recordSent(record, openRecords(root));
  const at = new Date(record.createdAt).toISOString().slice(0, 16).replace('T', ' ');
  expect(await guard(other, root)).toEqual({
    ok: false,
    refusal: {
      code: 'sent-elsewhere',
      message: `sent.yaml says that the issue left on ${at} UTC in the send ${record.send} to 3 readers of daily, and this store knows nothing of it: whoever got the issue then would get it again.`,
      hint: 'Use the store that it was sent from, or restore its backup; if you are sure, say so with --expect 3. Nothing was sent.',
      details: [`${record.send}: ${at} UTC, 3 readers of daily through ses`],
    },
  });
  expect(await guard(other, root, { expected: 2 })).toMatchObject({ ok: false });
  expect(await guard(other, root, { expected: 3 })).toEqual({ ok: true, value: 'told' });
  expect(await guard(other, root, { id: 'a-copy-of-the-folder' })).toEqual({ ok: true, value: 'known' });
});

test('sends at the same time, and a correction, are each noted', async () => {
  const [root, store] = [scratchRoot(), await scratchStore()];
  await fill(store, 3);
  await fill(store, 2, 'weekly');
  const wrong = await sentFrom(store);
  const right = await sentFrom(store, { correction: 1 });
  await Promise.all([wrong, right].map((record) => recordSent(record, openRecords(root))));
  const read = await readSentRecord(NAME, openRecords(root));
  const sends = read.ok ? read.value.map(({ send, correction }) => `${send} ${correction}`) : [];
  expect(sends.toSorted()).toEqual([`${wrong.send} 0`, `${right.send} 1`].toSorted());
});

test.each([
  ['no YAML', 'sends: [', /^issues\/2026-11-24-daily\/sent\.yaml:1:8 can’t be read: /],
  ['empty', '', /sent\.yaml:1:1 can’t be read: /],
  ['another shape', 'sends:\n  - send: s1\n', /sent\.yaml:2:\d+ can’t be read: /],
  ['no UTF-8', Buffer.from([0xff, 0xfe, 0x00]), /sent\.yaml:1:1 can’t be read: /],
])('a sent.yaml that is %s refuses the send, and is left as it is', async (_, content, message) => {
  const [root, store] = [scratchRoot(), await scratchStore()];
  await fill(store, 3);
  const file = join(root, 'issues', NAME, 'sent.yaml');
  writeFileSync(file, content);
  const outcomes = [
    await guard(store, root, { expected: 3 }),
    await recordSent(await sentFrom(store), openRecords(root)),
  ];
  for (const outcome of outcomes) {
    if (outcome.ok) throw new Error('it passed');
    expect(outcome.refusal.code).toBe('sent-record-unreadable');
    expect(outcome.refusal.message).toMatch(message);
  }
  expect(readFileSync(file)).toEqual(Buffer.from(content));
});

test('a send in a restored backup goes on only when somebody says the number', () => {
  const send = { send: 's1', pending: 7, copiedAt: Date.UTC(2026, 10, 24, 8, 30) };
  expect(guardAgainstCopies({ ...send, copiedAt: null, expected: undefined })).toEqual({ ok: true, value: 'own' });
  expect(guardAgainstCopies({ ...send, expected: 7 })).toEqual({ ok: true, value: 'told' });
  const refused = guardAgainstCopies({ ...send, expected: undefined });
  if (refused.ok) throw new Error('it passed');
  expect(refused.refusal.code).toBe('send-copied');
  expect(refused.refusal.message).toContain('backup of 2026-11-24 08:30 UTC');
});
