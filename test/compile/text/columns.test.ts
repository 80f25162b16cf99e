import { expect, test } from 'vitest';
import { columnsOf } from '../../../src/compile/text/columns.ts';

test.each([
  ['', 0],
  ['Harbour', 7],
  ['naïve', 5],
  ['nai\u0308ve', 5],
  ['港口', 4],
  ['，。「」', 8],
  ['ＡＢ', 4],
  ['항구', 4],
  ['ﾊｰﾊﾞｰ', 5],
  ['مرحبا', 5],
  ['👩‍👧', 2],
  ['☎️', 2],
  ['𠮷', 2],
  ['a\u200b', 1],
])('%j takes %i columns', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});
