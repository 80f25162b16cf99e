import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportRow } from '../../src/delivery/import-row.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { collect, fill, row, scratchFolder, scratchStore } from '../delivery/fixtures.ts';

test.each<{ what: string; first: ImportRow[]; second: ImportRow[]; counts: unknown }>([
  {
    what: 'the same file twice changes nothing',
    first: [row('a@example.org', { fields: { first_name: '安娜' } }), row('b@example.org')],
    second: [row('a@example.org', { fields: { first_name: '安娜' } }), row('b@example.org')],
    counts: { rows: 2, added: 0, updated: 0, unchanged: 2 },
  },
  {
    what: 'another value updates',
    first: [row('a@example.org', { fields: { first_name: 'Ana', visits: 2 } })],
    second: [row('a@example.org', { fields: { first_name: 'Ana', visits: 3 } })],
    counts: { rows: 1, added: 0, updated: 1, unchanged: 0 },
  },
  {
    what: 'another spelling is the same subscriber',
    first: [row('Ana@example.org')],
    second: [row('ana@example.org'), row('ANA@example.org')],
    counts: { rows: 1, added: 0, updated: 0, unchanged: 1 },
  },
  {
    what: 'another list updates',
    first: [row('a@example.org')],
    second: [row('a@example.org', { lists: ['daily', 'weekly'] })],
    counts: { rows: 1, added: 0, updated: 1, unchanged: 0 },
  },
  {
    what: 'a field that is not given stays, so nothing changes',
    first: [row('a@example.org', { fields: { first_name: 'Ana' } })],
    second: [row('a@example.org')],
    counts: { rows: 1, added: 0, updated: 0, unchanged: 1 },
  },
  {
    what: 'names that objects have already are ordinary fields',
    first: [row('a@example.org')],
    second: [row('a@example.org', { fields: { constructor: 'x' } })],
    counts: { rows: 1, added: 0, updated: 1, unchanged: 0 },
  },
])('import: $what', async ({ first, second, counts }) => {
  const store = await scratchStore();
  const added = new Set(first.map(({ key }) => key)).size;
  expect(await store.subscribers.importRows([first])).toMatchObject({ added, unchanged: 0 });
  expect(await store.subscribers.importRows([second])).toEqual(counts);
  expect(await store.subscribers.importRows([second])).toMatchObject({ added: 0, updated: 0 });
});

test('what is read is what was imported: first spelling, fields of every type, more than a page', async () => {
  const store = await scratchStore();
  const fields = { first_name: '李雷 "\\ \u0000 😀', visits: -1.5, trusted: true, joined: '2026-01-02' };
  await store.subscribers.importRows([[row('Ana@example.org', { fields })]]);
  await fill(store, 2500);
  const members = await collect(store.subscribers.audience({ list: 'daily' }));
  expect(members).toHaveLength(2501);
  expect(members[0]).toEqual({
    id: 1,
    key: 'ana@example.org',
    address: 'Ana@example.org',
    fields,
    suppressed: null,
    segments: [],
  });
  expect(new Set(members.map(({ id }) => id)).size).toBe(2501);
  expect(await store.subscribers.count('daily')).toBe(2501);
  expect(await store.subscribers.find('ana@example.org')).toMatchObject({ id: 1, address: 'Ana@example.org' });
  expect(await store.subscribers.find('nobody@example.org')).toBeNull();
});

test('of many at once each joins their own list, in the order of the file, spelled as written', async () => {
  const store = await scratchStore();
  const lists = [['daily'], ['weekly'], ['daily', 'weekly']];
  const people = Array.from({ length: 1200 }, (_, i) =>
    row(`${i % 2 === 0 ? 'Reader' : 'reader'}${9000 - i}@example.org`, { lists: lists[i % 3] ?? [] }),
  );
  await store.subscribers.importRows([people]);
  for (const list of ['daily', 'weekly']) {
    const members = await collect(store.subscribers.audience({ list }));
    const expected = people.filter((person) => person.lists.includes(list));
    expect(members.map(({ address }) => address)).toEqual(expected.map(({ address }) => address));
    expect(members.map(({ key }) => key)).toEqual(expected.map(({ key }) => key));
  }
});

test('lists are made by an import, and an unknown one has no count', async () => {
  const store = await scratchStore();
  expect(await store.subscribers.lists()).toEqual([]);
  await store.subscribers.importRows([[row('a@example.org', { lists: ['weekly', 'daily'] })]]);
  expect(await store.subscribers.lists()).toEqual(['daily', 'weekly']);
  expect(await store.subscribers.count('monthly')).toBeNull();
  expect(await collect(store.subscribers.audience({ list: 'monthly' }))).toEqual([]);
});

test('suppression shows on the list it is for, or everywhere, survives an import, and can be lifted', async () => {
  const store = await scratchStore();
  const rows = ['a', 'b', 'c'].map((name) => row(`${name}@example.org`, { lists: ['daily', 'weekly'] }));
  await store.subscribers.importRows([rows]);
  await store.subscribers.suppress({ key: 'a@example.org', list: 'daily', reason: 'unsubscribe', source: null });
  await store.subscribers.suppress({ key: 'b@example.org', list: null, reason: 'complaint', source: null });
  await store.subscribers.suppress({ key: 'later@example.org', list: null, reason: 'bounce', source: null });
  await store.subscribers.importRows([[...rows, row('later@example.org')]]);
  const reasons = async (list: string): Promise<unknown> =>
    (await collect(store.subscribers.audience({ list }))).map((member) => member.suppressed);
  expect(await reasons('daily')).toEqual(['unsubscribe', 'complaint', null, 'bounce']);
  expect(await reasons('weekly')).toEqual([null, 'complaint', null]);
  await store.subscribers.unsuppress('a@example.org', null);
  expect(await reasons('daily')).toEqual(['unsubscribe', 'complaint', null, 'bounce']);
  await store.subscribers.unsuppress('a@example.org', 'daily');
  expect(await reasons('daily')).toEqual([null, 'complaint', null, 'bounce']);
});

test('a list follows its file, and keeps members who came in another way', async () => {
  const store = await scratchStore();
  const addresses = async (): Promise<unknown> =>
    (await collect(store.subscribers.audience({ list: 'daily' }))).map((member) => member.address);
  await store.subscribers.importRows([[row('kept@example.org')]]);
  await store.subscribers.mirrorList('daily', [[row('a@example.org'), row('b@example.org')]]);
  expect(await store.subscribers.mirrorList('daily', [[row('b@example.org')]])).toEqual({
    rows: 1,
    added: 0,
    updated: 0,
    unchanged: 1,
  });
  expect(await addresses()).toEqual(['kept@example.org', 'b@example.org']);
  await store.subscribers.mirrorList('daily', [[row('a@example.org')]]);
  expect(await addresses()).toEqual(['kept@example.org', 'a@example.org']);
  await store.subscribers.mirrorList('daily', []);
  expect(await addresses()).toEqual(['kept@example.org']);
});

test('two programs that import into an empty store at once bring each address once', async () => {
  const file = join(scratchFolder(), 'courant.db');
  const [one, other] = [await openStore(file), await openStore(file)];
  async function* slowly(): AsyncGenerator<readonly ImportRow[]> {
    await other.subscribers.importRows([[row('a@example.org')]]);
    yield [row('a@example.org'), row('b@example.org')];
  }
  const counts = { rows: 2, added: 1, updated: 0, unchanged: 1 };
  expect(await one.subscribers.importRows(slowly())).toEqual(counts);
});
