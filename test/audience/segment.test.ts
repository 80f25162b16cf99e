import { expect, test } from 'vitest';
import { inSegment } from '../../src/audience/segment.ts';
import type { FieldValue } from '../../src/audience/subscriber.ts';
import { type Segment, segmentSchema } from '../../src/publication/schema/segment.ts';

const ANN = { country: 'CN', joined: '2026-03-01', visits: 3, paying: false, zip: '1234' };

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
  ['a name of the language itself is no field', { constructor: { exists: true } }, ANN, false],
];

test.each(CASES)('%s', (_, where, fields, isIn) => {
  const segment = segmentSchema.parse({ list: 'daily', where });
  expect(inSegment(segment.where, { fields })).toBe(isIn);
});
