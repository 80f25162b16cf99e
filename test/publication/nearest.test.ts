import { expect, test } from 'vitest';
import { nearest } from '../../src/publication/nearest.ts';

const KNOWN = ['preheader', 'replyTo', 'title', 'url'];

test.each([
  ['preheder', 'preheader'],
  ['reply-to', 'replyTo'],
  ['tilte', 'title'],
  ['URL', 'url'],
  ['banana', undefined],
  ['x', undefined],
  ['', undefined],
  ['p'.repeat(1_000_000), undefined],
])('%.20s → %s', (word, expected) => {
  expect(nearest(word, KNOWN)).toBe(expected);
});
