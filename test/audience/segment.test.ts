import { expect, test } from 'vitest';
import { inSegment } from '../../src/audience/segment.ts';
import { segmentTest } from '../../src/audience/segment-test.ts';
import type { FieldValue } from '../../src/audience/subscriber.ts';
import { type Segment, segmentSchema } from '../../src/publication/schema/segment.ts';

const ANN = { country: 'CN', joined: '2026-03-01', visits: 3, paying: false, zip: '1234' };

const RECEIVED = [
  { issue: '01K5', name: '2026-03-01-daily', at: Date.parse('2026-03-01T08:00Z') },
  { issue: '2026-03-30-daily', name: '2026-03-30-daily', at: Date.parse('2026-03-29T23:30Z') },
];

/** A segment's `where`, a subscriber's fields, and whether they are in it. */
const CASES: readonly (readonly [
  name: string,
  where: Segment['where'],
  fields: Record<string, FieldValue>,
  isIn: boolean,
])[] = [
  ['nothing asked', {}, {}, true],
  ['equal', { country: 'CN' }, ANN, true],
  ['unequal', { country: 'cn' }, ANN, false],
  ['a number in YAML, text in the field', { zip: 1234 }, ANN, true],
  ['false is a value', { paying: false }, ANN, true],
  ['unknown is not equal', { country: 'CN' }, {}, false],
  ['one of', { country: { in: ['JP', 'CN'] } }, ANN, true],
  ['none of', { country: { in: ['JP'] } }, ANN, false],
  ['unknown is none of', { country: { in: ['JP'] } }, {}, false],
  ['not', { country: { not: 'CN' } }, ANN, false],
  ['not one of several', { country: { not: ['JP', 'CN'] } }, ANN, false],
  ['not another', { country: { not: ['JP'] } }, ANN, true],
  ['unknown is not', { country: { not: 'CN' } }, {}, true],
  ['before', { joined: { before: '2026-03-02' } }, ANN, true],
  ['not before the day itself', { joined: { before: '2026-03-01' } }, ANN, false],
  ['after', { joined: { after: '2026-02-28' } }, ANN, true],
  ['not after the day itself', { joined: { after: '2026-03-01' } }, ANN, false],
  ['between', { joined: { after: '2026-01-01', before: '2026-12-31' } }, ANN, true],
  ['unknown is neither before', { joined: { before: '2026-03-02' } }, {}, false],
  ['nor after', { joined: { after: '2026-02-28' } }, {}, false],
  ['exists', { visits: { exists: true } }, ANN, true],
  ['exists and does not', { visits: { exists: true } }, {}, false],
  ['is missing', { visits: { exists: false } }, {}, true],
  ['is missing and is not', { visits: { exists: false } }, ANN, false],
  ['all of one condition', { country: { in: ['CN'], not: 'CN' } }, ANN, false],
  ['all fields, the second fails', { country: 'CN', visits: 4 }, ANN, false],
  ['all fields', { country: 'CN', visits: 3 }, ANN, true],
  ['any, one holds', { any: [{ country: 'JP' }, { visits: 3 }] }, ANN, true],
  ['any, none holds', { any: [{ country: 'JP' }, { visits: 4 }] }, ANN, false],
  ['all, one fails', { all: [{ country: 'CN' }, { visits: 4 }] }, ANN, false],
  ['not of both, one fails', { not: { country: 'CN', visits: 4 } }, ANN, true],
  ['not, nested', { not: { any: [{ country: 'JP' }, { not: { visits: 3 } }] } }, ANN, true],
  ['so many days ago', { joined: { after: '31 days ago' } }, ANN, true],
  ['not on the day itself', { joined: { after: '30 days ago' } }, ANN, false],
  ['a month before the 31st is the last of February', { joined: { after: '1 month ago' } }, ANN, true],
  ['a text that is no day is neither before nor after', { country: { after: '2020-01-01' } }, ANN, false],
  ['a language is also its variants', { language: 'zh' }, { language: 'zh-Hans' }, true],
  ['a variant is not the language', { language: 'zh-Hans' }, { language: 'zh' }, false],
  ['a language is not another that begins alike', { language: 'fi' }, { language: 'fil' }, false],
  ['on another list', { list: 'weekly' }, {}, true],
  ['not on another list', { list: { not: ['weekly', 'monthly'] } }, {}, false],
  ['received an issue, by its id', { received: '01K5' }, {}, true],
  ['by its name', { received: { in: ['2026-03-01-daily'] } }, {}, true],
  ['received, but not so late', { received: { in: ['01K5'], after: '2026-03-01' } }, {}, false],
  ['a day ends at midnight in Lisbon: 00:30 on the 30th', { received: { after: 'yesterday' } }, {}, false],
  ['and the day before is over then', { received: { after: '2026-03-29' } }, {}, true],
  ['received nothing', { received: { exists: false } }, {}, false],
  ['did not receive', { received: { not: 'other' } }, {}, true],
  ['a name of the language itself is no field', { constructor: { exists: true } }, ANN, false],
];

const MOMENT = { today: '2026-03-31', timeZone: 'Europe/Lisbon' };

test.each(CASES)('%s', (_, where, fields, isIn) => {
  const segment = segmentSchema.parse({ list: 'daily', where });
  const test = segmentTest(segment.where, MOMENT);
  expect(inSegment(test, { fields, lists: ['daily', 'weekly'], received: RECEIVED })).toBe(isIn);
});
