import { expect, test } from 'vitest';
import { sentence } from '../../src/diagnostic/sentence.ts';

test.each([
  ['add `url:`', 'Add `url:`.'],
  ['did you mean `daily`?', 'Did you mean `daily`?'],
  ['`kind` is either', '`kind` is either.'],
  ['Keep one of the two.', 'Keep one of the two.'],
  ['请删除这一行。', '请删除这一行。'],
  ['éteindre', 'Éteindre.'],
])('%j → %j', (words, expected) => {
  expect(sentence(words)).toBe(expected);
});
