import { expect, test } from 'vitest';
import type { Promo } from '../../../src/content/issue.ts';
import { parsePromoList } from '../../../src/content/promo/parse-promo-list.ts';
import { rankPromos } from '../../../src/content/promo/rank.ts';
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
      '2 c: score 10 like the one above it, which stands earlier in the file',
      '3 a: score 2, number 3 by score',
      '4 d: score -1, number 4 by score',
    ],
  ],
  empty: ['', '2026-10-05', [], []],
};

test.each(Object.entries(CASES))('%s', (_, [text, date, segments, expected]) => {
  const list = parsePromoList(createSource('most-read.md', text), null, publication).value;
  if (!list) throw new Error('the list of the test could not be read');
  const ranked = rankPromos(list, { date: day(date), segments: new Set(segments) });
  const said = [
    ...ranked.items.map(({ rank, promo, reason }) => `${rank} ${titleOf(promo)}: ${reason}`),
    ...ranked.left.map(({ promo, reason }) => `- ${titleOf(promo)}: ${reason}`),
  ];
  expect(said).toEqual(expected);
  expect(ranked.items.length + ranked.left.length).toBe(list.items.length);
});

function titleOf(promo: Promo): string {
  return promo.title.value.map((part) => (typeof part === 'string' ? part : part.field)).join('');
}

function day(text: string): PublicationDate {
  const date = parseDate(text, 'Europe/Lisbon');
  if (!date) throw new Error(`the test's date ${text} could not be read`);
  return date;
}
