import { expect, test } from 'vitest';
import type { IssueFiles, Promo } from '../../../src/content/issue.ts';
import { parseIssue } from '../../../src/content/parse-issue.ts';
import { plainText } from '../../../src/content/plain-text.ts';
import { rankPromoLists } from '../../../src/content/promo/rank.ts';
import { createSource } from '../../../src/diagnostic/source.ts';
import { publication } from './sample-publication.ts';

const STORY = '---\ntitle: Why the ferries stopped\nurl: https://news.example.org/ferries\n---\nText.\n';

/** Lists by their file names → `list/place title: reason`, what was left out after `list/-`; then codes of diagnostics. */
const CASES: Readonly<Record<string, readonly [lists: Readonly<Record<string, string>>, said: readonly string[]]>> = {
  'a story of the issue is left out where the list asks for it': [
    {
      'a.md':
        '---\nexclude: in-issue\n---\n1. [Ferries](https://www.news.example.org/ferries/?utm_source=feed)\n2. [Doctor](https://news.example.org/doctor)',
      'b.md': '---\nduplicates: allow\n---\n1. [Ferries](https://news.example.org/ferries)',
    },
    [
      'a/1 Doctor: moved up from 2: rank 1 was left out',
      'a/- Ferries: left out: its story is an article of this issue: “Why the ferries stopped” (10-ferries.md)',
      'b/1 Ferries: rank 1 as written',
    ],
  ],
  'the earlier list keeps a story': [
    {
      'b.md': '1. [Doctor, again](https://NEWS.example.org:443/doctor)\n2. [Tides](https://news.example.org/tides)',
      'a.md': '1. [Doctor](https://news.example.org/doctor)',
      'c.md': '---\nduplicates: allow\n---\n1. [Doctor too](https://news.example.org/doctor)',
    },
    [
      'a/1 Doctor: rank 1 as written',
      'b/1 Tides: moved up from 2: rank 1 was left out',
      'b/- Doctor, again: left out: its story stands already in “a”, as “Doctor”',
      'c/1 Doctor too: rank 1 as written',
    ],
  ],
  'sponsored items are compared as well': [
    {
      'a.yaml':
        'kind: sponsored\nitems:\n  - { rank: 1, title: 起重机, url: "https://例子.example.com/起重机", sponsor: 北线 }',
      'b.csv': 'rank,title,url,sponsor\n1,起重机出租,https://xn--fsqu00a.example.com/%e8%b5%b7%E9%87%8D%E6%9C%BA,北线',
      'b.csv.yaml': 'title: B\nkind: sponsored\n',
    },
    ['a/1 起重机: rank 1 as written', 'b/- 起重机出租: left out: its story stands already in “a”, as “起重机”'],
  ],
  'what was left out of a list may stand in the next': [
    {
      'a.md': '---\nlimit: 1\n---\n1. [One](https://example.org/1)\n2. [Two](https://example.org/2)',
      'b.md': '1. [Two](https://example.org/2)',
    },
    ['a/1 One: rank 1 as written', 'a/- Two: left out: the list is limited to 1', 'b/1 Two: rank 1 as written'],
  ],
  'a fallback fills up to the limit with what may be shown': [
    {
      'a.yaml':
        'kind: sponsored\nlimit: 3\nsponsorCap: 1\nfallback: house\nitems:\n  - { rank: 1, title: Cranes, url: "https://example.com/1", sponsor: Northline }',
      'house.yaml':
        'kind: sponsored\nfallback: only\nitems:\n  - { rank: 1, title: More cranes, url: "https://example.com/2", sponsor: northline }\n  - { rank: 2, title: Old, url: "https://example.com/3", sponsor: N, until: 2026-10-01 }\n  - { rank: 3, title: Cranes again, url: "https://example.com/1/", sponsor: X }\n  - { rank: 4, title: Ropes, url: "https://example.com/4", sponsor: Y }\n  - { rank: 5, title: Sails, url: "https://example.com/5", sponsor: Z }\n  - { rank: 6, title: Nets, url: "https://example.com/6", sponsor: Z }',
    },
    [
      'a/1 Cranes: rank 1 as written',
      'a/2 Ropes: fills the list from its fallback “house”, where it has rank 4',
      'a/3 Sails: fills the list from its fallback “house”, where it has rank 5',
      'house/- More cranes: left out: this list only fills others, and none took it',
      'house/- Old: left out: shown until 1 October 2026 and the issue is dated 5 October 2026',
      'house/- Cranes again: left out: its story stands already in “a”, as “Cranes”',
      'house/- Ropes: left out: it fills “a”',
      'house/- Sails: left out: it fills “a”',
      'house/- Nets: left out: this list only fills others, and none took it',
    ],
  ],
  'a fallback that is shown too gives what the earlier list needs': [
    {
      'a.md': '---\nlimit: 2\nfallback: b\n---\n1. [One](https://example.org/1)',
      'b.md': '1. [Two](https://example.org/2)\n2. [Three](https://example.org/3)',
    },
    [
      'a/1 One: rank 1 as written',
      'a/2 Two: fills the list from its fallback “b”, where it has rank 1',
      'b/1 Three: moved up from 2: rank 1 was left out',
      'b/- Two: left out: it fills “a”',
    ],
  ],
  'a fallback that stands above gives what it left': [
    {
      'a.md': '---\nlimit: 1\n---\n1. [One](https://example.org/1)\n2. [Two](https://example.org/2)',
      'b.md': '---\nlimit: 2\nfallback: a\n---\n',
    },
    [
      'a/1 One: rank 1 as written',
      'a/- Two: left out: the list is limited to 1; it fills “b”',
      'b/1 Two: fills the list from its fallback “a”, where it has rank 2',
    ],
  ],
  'without a limit a fallback stands in for nothing only': [
    {
      'a.md': '---\nfallback: z\n---\n1. [One](https://example.org/1) {until=2026-10-01}',
      'b.md': '---\nfallback: z\n---\n1. [Two](https://example.org/2)',
      'z.md': '---\nfallback: only\n---\n1. Tides {score=7.5}\n1. Winds {score=9}',
    },
    [
      'a/1 Winds: fills the list from its fallback “z”, where it has score 9',
      'a/2 Tides: fills the list from its fallback “z”, where it has score 7.5',
      'a/- One: left out: shown until 1 October 2026 and the issue is dated 5 October 2026',
      'b/1 Two: rank 1 as written',
      'z/- Winds: left out: it fills “a”',
      'z/- Tides: left out: it fills “a”',
      'promo/no-url promo/no-url',
    ],
  ],
  'a chain of fallbacks, and a pin at the end': [
    {
      'a.md': '---\nlimit: 4\nfallback: b\n---\n1. أسعار الوقود {pin=4}',
      'b.md': '---\nlimit: 1\nfallback: c\nduplicates: allow\n---\n1. Two',
      'c.md': '---\nfallback: only\n---\n1. Three {pin=2}\n2. Four',
    },
    [
      'a/1 Two: fills the list from its fallback “b”, where it has rank 1',
      'a/2 Four: fills the list from its fallback “c”, where it has rank 2',
      'a/3 Three: fills the list from its fallback “c”, where it has rank 1',
      'a/4 أسعار الوقود: pinned to place 4',
      'b/1 Two: rank 1 as written',
      'c/- Three: left out: it fills “a”',
      'c/- Four: left out: it fills “a”',
      'promo/no-url promo/no-url promo/no-url promo/no-url',
    ],
  ],
  'what may repeat others is still not filled with what it has itself': [
    {
      'a.md': '1. [One](https://example.org/1)',
      'b.md': '---\nduplicates: allow\nlimit: 3\nfallback: z\n---\n1. [One, too](https://example.org/1)',
      'z.md':
        '---\nfallback: only\n---\n1. [Once more](https://example.org/1/)\n2. [Two](https://example.org/2)\n3. [Two, too](https://example.org/2)',
    },
    [
      'a/1 One: rank 1 as written',
      'b/1 One, too: rank 1 as written',
      'b/2 Two: fills the list from its fallback “z”, where it has rank 2',
      'z/- Once more: left out: its story stands already in “a”, as “One”',
      'z/- Two: left out: it fills “b”',
      'z/- Two, too: left out: its story stands already in “b”, as “Two”',
      'promo/url-duplicate',
    ],
  ],
  'a fallback of another kind is refused, and not used': [
    {
      'a.md': '---\nlimit: 2\nfallback: b\n---\n1. [One](https://example.org/1)',
      'b.md': '---\nkind: sponsored\n---\n1. [Two](https://example.org/2) {sponsor=N}',
    },
    ['a/1 One: rank 1 as written', 'b/1 Two: rank 1 as written', 'promo/fallback-kind'],
  ],
  'a ring is said once, and ends': [
    {
      'a.md': '---\nfallback: b\nlimit: 2\n---\n1. [One](https://example.org/1)',
      'b.md': '---\nfallback: a\nlimit: 2\n---\n',
      'c.md': '---\nfallback: c\n---\n',
      'd.md': '---\nfallback: a\n---\n',
    },
    ['a/1 One: rank 1 as written', 'promo/fallback-ring promo/fallback-ring'],
  ],
  'a missing fallback, and one that nobody names': [
    {
      'a.md': '---\nfallback: house.md\n---\n',
      'hose.md': '---\nfallback: only\n---\n1. [One](https://example.org/1)',
    },
    [
      'hose/- One: left out: this list only fills others, and none took it',
      'promo/fallback-missing promo/fallback-unused',
    ],
  ],
  'a fallback that can’t be read is not missing': [
    { 'a.md': '---\nfallback: b\n---\n', 'b.yaml': 'items: [' },
    ['yaml/syntax'],
  ],
};

test.each(Object.entries(CASES))('%s', (_, [lists, expected]) => {
  const { value: issue, diagnostics } = parseIssue(filesOf(lists), publication);
  if (!issue) throw new Error('the issue of the test could not be read');
  const { articles, promoLists } = issue;
  const ranked = rankPromoLists(promoLists, { date: issue.date.value, segments: new Set(), articles });
  const said = ranked.flatMap(({ list, items, left }) => [
    ...items.map(({ rank, promo, reason }) => `${list.name}/${rank} ${titleOf(promo)}: ${reason}`),
    ...left.map(({ promo, reason }) => `${list.name}/- ${titleOf(promo)}: ${reason}`),
  ]);
  const codes = diagnostics.map(({ code }) => code).filter((code) => code !== 'link/insecure');
  expect([...said, ...(codes.length > 0 ? [codes.toSorted().join(' ')] : [])]).toEqual(expected);
});

test('the order in which files are read changes nothing', () => {
  const files = filesOf({ 'b.md': '1. [B](https://example.org/s)', 'a.md': '1. [A](https://example.org/s)' });
  const orders = [files, { ...files, sources: files.sources.toReversed() }];
  const [one, other] = orders.map((order) => JSON.stringify(parseIssue(order, publication).value));
  expect(other).toBe(one);
});

function filesOf(lists: Readonly<Record<string, string>>): IssueFiles {
  const folder = 'issues/x';
  const texts = { 'issue.md': '---\nsubject: S\ndate: 2026-10-05\n---\n', '10-ferries.md': STORY };
  const promos = Object.entries(lists).map(([name, text]) => createSource(`${folder}/promos/${name}`, text));
  const others = Object.entries(texts).map(([name, text]) => createSource(`${folder}/${name}`, text));
  return { name: 'x', folder, sources: [...others, ...promos], otherFiles: new Set() };
}

function titleOf(promo: Promo): string {
  return plainText(promo.title.value);
}
