import { expect, test } from 'vitest';
import { words, wrap } from '../../../src/compile/text/wrap.ts';

const CASES: readonly (readonly [text: string, width: number, lines: readonly string[]])[] = [
  ['', 10, []],
  ['  one  two\nthree four ', 9, ['one two', 'three', 'four']],
  ['exactly ten', 11, ['exactly ten']],
  ['see https://news.example.org/a-long-one now', 12, ['see', 'https://news.example.org/a-long-one', 'now']],
  ['港口今天关闭了。渡轮停运', 14, ['港口今天关闭', '了。渡轮停运']],
  ['港口今天关闭。渡轮', 12, ['港口今天关', '闭。渡轮']],
  ['他说「港口关闭」', 6, ['他说', '「港口', '关闭」']],
  ['用VPN服务', 5, ['用VPN', '服务']],
  ['مرحبا بالعالم', 7, ['مرحبا', 'بالعالم']],
  ['항구가 닫혔다', 8, ['항구가', '닫혔다']],
  ['no\u00a0break here', 8, ['no\u00a0break', 'here']],
];

test.each(CASES)('%j in %i columns', (text, width, lines) => {
  expect(wrap([words(text)], width)).toEqual(lines);
});

test('a mark is never broken, counts as what it stands for, and punctuation stays with it', () => {
  const mark = { kind: 'fixed', text: '\u00030\u0004', columns: 6 } as const;
  expect(wrap([words('Dear '), mark, words(', hello')], 12)).toEqual(['Dear \u00030\u0004,', 'hello']);
  expect(wrap([words('Dear '), mark, words(', hello')], 11)).toEqual(['Dear', '\u00030\u0004,', 'hello']);
});
