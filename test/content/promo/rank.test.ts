import { expect, test } from 'vitest';
import type { Promo } from '../../../src/content/issue.ts';
import { parsePromoList } from '../../../src/content/promo/parse-promo-list.ts';
import { rankPromoLists } from '../../../src/content/promo/rank.ts';
import { createSource } from '../../../src/diagnostic/source.ts';
import { type PublicationDate, parseDate } from '../../../src/publication/date.ts';
import { publication } from './sample-publication.ts';

/** A list's text, the date and the edition's segments → `place title: reason`, what was left out after `-`. */
const CASES: Readonly<
  Record<string, readonly [list: string, date: string, segments: readonly string[], said: readonly string[]]>
> = {
  'as written': ['1. a\n2. b', '2026-10-05', [], ['1 a: rank 1 as written', '2 b: rank 2 as written']],
  'typed order does not matter': ['2. b\n1. a', '2026-10-05', [], ['1 a: rank 1 as written', '2 b: rank 2 as written']],
  'the last day still counts': ['1. a {until=2026-10-08}', '2026-10-08', [], ['1 a: rank 1 as written']],
  'the last day counts until its last minute': [
    '1. a {until=2026-10-08}',
    '2026-10-08 23:59',
    [],
    ['1 a: rank 1 as written'],
  ],
  'the first day counts': ['1. a {from=2026-10-08}', '2026-10-08', [], ['1 a: rank 1 as written']],
  'a day too late': [
    '1. a\n2. b {until=2026-10-08}\n3. c\n4. d',
    '2026-10-09',
    [],
    [
      '1 a: rank 1 as written',
      '2 c: moved up from 3: rank 2 was left out',
      '3 d: moved up from 4: rank 2 was left out',
      '- b: left out: shown until 8 October 2026 and the issue is dated 9 October 2026',
    ],
  ],
  'a day too early': [
    '1. a {from=2026-10-08}\n2. b',
    '2026-10-07 23:59',
    [],
    [
      '1 b: moved up from 2: rank 1 was left out',
      '- a: left out: shown from 8 October 2026 and the issue is dated 7 October 2026',
    ],
  ],
  'an offset is read in the publication’s zone': [
    '1. a {until=2026-10-08}',
    // 00:30 on the 9th in Lisbon, which is at +01:00 then.
    '2026-10-08T23:30:00Z',
    [],
    ['- a: left out: shown until 8 October 2026 and the issue is dated 9 October 2026'],
  ],
  'two times are compared to the minute': [
    '1. a {until="2026-10-08 12:00"}\n2. b {until="2026-10-08 18:00"}',
    '2026-10-08 15:00',
    [],
    [
      '1 b: moved up from 2: rank 1 was left out',
      '- a: left out: shown until 8 October 2026 and the issue is dated 8 October 2026',
    ],
  ],
  'a gap and an item left out': [
    '1. a {segments=asia}\n3. b',
    '2026-10-05',
    [],
    [
      '1 b: moved up from 3: rank 1 was left out and rank 2 was not given to any item',
      '- a: left out: only for readers of asia',
    ],
  ],
  'a large gap is not spelt out': [
    '900000000. a',
    '2026-10-05',
    [],
    ['1 a: moved up from 900000000: several ranks above it were left out or not given'],
  ],
  'segments: one of them is enough': [
    '1. a {segments=asia,europe}\n2. b {segments=asia}',
    '2026-10-05',
    ['europe'],
    ['1 a: rank 1 as written', '- b: left out: only for readers of asia'],
  ],
  'a limit counts what is shown': [
    '---\nlimit: 2\n---\n1. a {segments=asia}\n2. b\n3. c\n4. d',
    '2026-10-05',
    [],
    [
      '1 b: moved up from 2: rank 1 was left out',
      '2 c: moved up from 3: rank 1 was left out',
      '- a: left out: only for readers of asia',
      '- d: left out: the list is limited to 2',
    ],
  ],
  'scores, the highest first, ties as they stand': [
    '1. a {score=2}\n1. b {score=10}\n1. c {score=10}\n1. d {score=-1}',
    '2026-10-05',
    [],
    [
      '1 b: score 10, the highest',
      '2 c: score 10 like “b”, which stands earlier in the file',
      '3 a: score 2, number 3 by score',
      '4 d: score -1, number 4 by score',
    ],
  ],
  'a pin holds its place': [
    '1. a\n2. b\n3. c {pin=1}\n4. d',
    '2026-10-05',
    [],
    [
      '1 c: pinned to place 1',
      '2 a: moved down from 1: place 1 is pinned to another item',
      '3 b: moved down from 2: place 1 is pinned to another item',
      '4 d: rank 4 as written',
    ],
  ],
  'what is pinned down lets others up': [
    '1. a {pin=3}\n2. b\n3. c\n4. d',
    '2026-10-05',
    [],
    [
      '1 b: moved up from 2: rank 1 was pinned to a place',
      '2 c: moved up from 3: rank 1 was pinned to a place',
      '3 a: pinned to place 3',
      '4 d: rank 4 as written',
    ],
  ],
  'a pin beyond the end': [
    '1. a {pin=9}\n2. b\n3. c {pin=2}',
    '2026-10-05',
    [],
    [
      '1 b: moved up from 2: rank 1 was pinned to a place',
      '2 c: pinned to place 2',
      '3 a: pinned to place 9, and the list has only 3 items',
    ],
  ],
  'a pin that has expired holds nothing': [
    '1. a\n2. b {pin=1 until=2026-10-04}',
    '2026-10-05',
    [],
    ['1 a: rank 1 as written', '- b: left out: shown until 4 October 2026 and the issue is dated 5 October 2026'],
  ],
  'a pin is inside the limit': [
    '---\nlimit: 2\n---\n1. a\n2. b\n3. c {pin=2}',
    '2026-10-05',
    [],
    ['1 a: rank 1 as written', '2 c: pinned to place 2', '- b: left out: the list is limited to 2'],
  ],
  'a pin among scores needs none': [
    '1. a {score=2}\n1. b {pin=2}\n1. c {score=2}',
    '2026-10-05',
    [],
    ['1 a: score 2, the highest', '2 b: pinned to place 2', '3 c: score 2 like “a”, which stands earlier in the file'],
  ],
  'a score below a pin': [
    '1. a {score=2}\n1. b {score=1 pin=1}\n1. c {score=1}',
    '2026-10-05',
    [],
    [
      '1 b: pinned to place 1',
      '2 a: score 2, the highest, below what is pinned to place 1',
      '3 c: score 1, number 2 by score, below what is pinned to place 1',
    ],
  ],
  'expires on a day, until overrides it': [
    '---\nexpires: 2026-10-08\n---\n1. a\n2. b {until=2026-10-09}',
    '2026-10-09',
    [],
    [
      '1 b: moved up from 2: rank 1 was left out',
      '- a: left out: the list’s items expire on 8 October 2026 and the issue is dated 9 October 2026',
    ],
  ],
  'the day of expires still counts': [
    '---\nexpires: 2026-10-08\n---\n1. a',
    '2026-10-08 23:00',
    [],
    ['1 a: rank 1 as written'],
  ],
  'expires counts from the first day': [
    '---\nexpires: 7 days\n---\n1. a {from=2026-10-01}\n2. b {from=2026-10-02}\n3. c',
    '2026-10-08',
    [],
    [
      '1 b: moved up from 2: rank 1 was left out',
      '2 c: moved up from 3: rank 1 was left out',
      '- a: left out: shown for 7 days, until 7 October 2026, and the issue is dated 8 October 2026',
    ],
  ],
  'a week over the end of a leap February': [
    '---\nexpires: 1 week\n---\n1. a {from="2028-02-24 18:00"}',
    '2028-03-02',
    [],
    ['- a: left out: shown for 7 days, until 1 March 2028, and the issue is dated 2 March 2028'],
  ],
  'a cap a sponsor': [
    '---\nkind: sponsored\nsponsorCap: 2\n---\n1. a {sponsor=Northline}\n2. b {sponsor=NORTHLINE}\n3. c {sponsor="ｎorthline"}\n4. d {sponsor=北线}\n5. e',
    '2026-10-05',
    [],
    [
      '1 a: rank 1 as written',
      '2 b: rank 2 as written',
      '3 d: moved up from 4: rank 3 was left out',
      '4 e: moved up from 5: rank 3 was left out',
      '- c: left out: the list shows at most 2 of “ｎorthline”',
    ],
  ],
  'one story twice in a list': [
    '1. a\n2. [b](https://www.example.org/s/)\n3. [c](http://example.org/s?utm_source=x#top)\n4. a',
    '2026-10-05',
    [],
    [
      '1 a: rank 1 as written',
      '2 b: rank 2 as written',
      '3 a: moved up from 4: rank 3 was left out',
      '- c: left out: it leads to the same story as “b”, which this list shows already',
    ],
  ],
  empty: ['', '2026-10-05', [], []],
};

test.each(Object.entries(CASES))('%s', (_, [text, date, segments, expected]) => {
  const list = parsePromoList(createSource('most-read.md', text), null, publication).value;
  if (!list) throw new Error('the list of the test could not be read');
  const [ranked] = rankPromoLists([list], { date: day(date), segments: new Set(segments), articles: [] });
  if (!ranked) throw new Error('nothing came of the list');
  const said = [
    ...ranked.items.map(({ rank, promo, reason }) => `${rank} ${titleOf(promo)}: ${reason}`),
    ...ranked.left.map(({ promo, reason }) => `- ${titleOf(promo)}: ${reason}`),
  ];
  expect(said).toEqual(expected);
  expect(ranked.items.length + ranked.left.length).toBe(list.items.length);
});

test('20,000 dated items of one story a pair, pinned and capped, end in bounded time', () => {
  const items = Array.from({ length: 20_000 }, (_, i) => {
    const two = (number: number) => String(number).padStart(2, '0');
    const day = `2026-${two(1 + (i % 12))}-${two(1 + (i % 28))}`;
    const attributes = `from="${day} ${two(i % 24)}:${two(i % 60)}" sponsor=渡轮${i % 9} pin=${i + 1}`;
    return `${i + 1}. [أسعار ${i}](https://news.example.org/${i % 10_000}?utm_source=${i}) {${attributes}}`;
  });
  const text = `---\nkind: sponsored\nexpires: 7 days\nexclude: in-issue\nsponsorCap: 5000\n---\n${items.join('\n')}`;
  const started = process.cpuUsage();
  const list = parsePromoList(createSource('huge.md', text), null, publication).value;
  if (!list) throw new Error('the list of the test could not be read');
  const [ranked] = rankPromoLists([list], { date: day('2026-10-09'), segments: new Set(), articles: [] });
  expect(list.items.length).toBe(20_000);
  expect((ranked?.items.length ?? 0) + (ranked?.left.length ?? 0)).toBe(20_000);
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(10);
});

function titleOf(promo: Promo): string {
  return promo.title.value.map((part) => (typeof part === 'string' ? part : part.field)).join('');
}

function day(text: string): PublicationDate {
  const date = parseDate(text, 'Europe/Lisbon');
  if (!date) throw new Error(`the test's date ${text} could not be read`);
  return date;
}
