import { expect, test } from 'vitest';
import { z } from 'zod';
import { courant, jsonOf, smallPublication } from './run-courant.ts';

const FOLDER = 'issues/2026-01-05-small';

/** An issue whose two lists come to every kind of outcome. */
const LISTS = {
  [`${FOLDER}/10-story.md`]: '---\ntitle: A small story\nurl: https://news.example.org/small\n---\nText.\n',
  [`${FOLDER}/promos/a.yaml`]: `title: 合作伙伴
kind: sponsored
limit: 2
fallback: house
items:
  - { rank: 1, title: 起重机出租, url: https://example.com/1, sponsor: 北线 }
  - { rank: 2, title: Ropes, url: https://example.com/2, sponsor: Y, until: 2026-01-04 }
`,
  [`${FOLDER}/promos/b.md`]:
    '---\ntitle: Most read\nexclude: in-issue\n---\n1. [Small](https://www.news.example.org/small/)\n2. [Doctor](https://news.example.org/doctor) {pin=1}\n',
  [`${FOLDER}/promos/house.yaml`]: `title: House
kind: sponsored
fallback: only
items:
  - { rank: 1, title: أشرعة, url: https://example.com/3, sponsor: Z }
`,
};

test('check --explain-promos tells people why each item stands where it does', async () => {
  const run = await courant(smallPublication(LISTS), ['check', '--explain-promos']);
  expect([run.status, run.stderr]).toEqual([0, '']);
  expect(run.stdout).toBe(`${FOLDER}/promos/a.yaml
合作伙伴 (sponsored): 2 items shown, 1 left out
  1  起重机出租  rank 1 as written
  2  \u2068أشرعة\u2069       fills the list from its fallback “house”, where it has rank 1
  -  Ropes       left out: shown until 4 January 2026 and the issue is dated 5 January 2026

${FOLDER}/promos/b.md
Most read (editorial): 1 item shown, 1 left out
  1  Doctor  pinned to place 1
  -  Small   left out: its story is an article of this issue: “A small story” (10-story.md)

${FOLDER}/promos/house.yaml
House (sponsored): 0 items shown, 1 left out
  -  \u2068أشرعة\u2069  left out: it fills “a”

fine: nothing to mend in 2026-01-05-small
`);
});

const promo = z.strictObject({ title: z.string(), reason: z.string() });
const listSchema = z.strictObject({
  issue: z.string(),
  segments: z.array(z.string()),
  name: z.string(),
  title: z.string(),
  kind: z.enum(['editorial', 'sponsored']),
  items: z.array(
    promo.extend({
      rank: z.int(),
      url: z.string().nullable(),
      source: z.string().nullable(),
      sponsor: z.string().nullable(),
    }),
  ),
  left: z.array(promo),
});
const checkSchema = z.strictObject({
  diagnostics: z.array(z.unknown()),
  summary: z.unknown(),
  promoLists: z.array(listSchema),
});

test('with --json the lists stand beside the diagnostics, as edition.json has them', async () => {
  const folder = smallPublication(LISTS);
  const checked = checkSchema.parse(jsonOf(await courant(folder, ['check', '--json', '--explain-promos'])));
  const built = z
    .array(z.looseObject({ promoLists: z.array(z.unknown()) }))
    .parse(jsonOf(await courant(folder, ['build', '--json'])));
  const lists = checked.promoLists.map(({ issue, segments, ...list }) => {
    expect([issue, segments]).toEqual(['2026-01-05-small', []]);
    return list;
  });
  expect(lists.map(({ name }) => name)).toEqual(['a', 'b', 'house']);
  expect(lists).toEqual(built[0]?.promoLists);
});

test('without the option nothing is added, and formats for programs keep stdout to themselves', async () => {
  const folder = smallPublication(LISTS);
  expect(Object.keys(z.looseObject({}).parse(jsonOf(await courant(folder, ['check', '--json']))))).toEqual([
    'diagnostics',
    'summary',
  ]);
  const run = await courant(folder, ['check', '--format', 'github', '--explain-promos']);
  expect(run.stdout).toBe('');
  expect(run.stderr).toContain('pinned to place 1');
});

test('an issue with errors is explained as far as it could be read', async () => {
  const folder = smallPublication({
    [`${FOLDER}/promos/a.md`]:
      '1. [One](https://example.org/1) {label=none}\n2. [Two](https://example.org/2) {pin=0}\n',
  });
  const run = await courant(folder, ['check', '--explain-promos']);
  expect(run.status).toBe(1);
  expect(run.stdout).toContain('  1  One  rank 1 as written\n  2  Two  rank 2 as written\n');
  expect(run.stdout).toContain('error[promo/label-fixed]');
  expect(run.stdout).toContain('error[promo/pin-invalid]');
});

test('segments are told where they differ', async () => {
  const folder = smallPublication({
    'courant.yaml': `name: The Small Letter
url: https://news.example.org
linkBase: https://mail.example.org
from: small@example.org
address: 1 Quay Street
fields: { country: { type: text } }
lists: { readers: { title: Readers, file: readers.csv } }
segments: { asia: { list: readers, where: { country: { in: [JP] } } } }
`,
    [`${FOLDER}/promos/a.md`]: '1. [One](https://example.org/1) {segments=asia}\n',
    [`${FOLDER}/promos/b.md`]: '1. [Two](https://example.org/2)\n',
  });
  const { stdout } = await courant(folder, ['check', '--explain-promos']);
  expect(stdout).toContain('  -  One  left out: only for readers of asia\n');
  expect(stdout).toContain(`${FOLDER}/promos/a.md, for readers of asia\na (editorial): 1 item shown, 0 left out\n`);
  expect(stdout.match(/promos\/b\.md/g)).toHaveLength(1);
});
