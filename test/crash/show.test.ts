import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { withTables } from './show.ts';

const PAGE = resolve(import.meta.dirname, '../../docs/reliability.md');

test('the tables go between the marks of the page, and the rest of it stays', () => {
  const page = readFileSync(PAGE, 'utf8');
  const [before = '', after = ''] = withTables(page, 'TABLES').split('\n\nTABLES\n\n');
  expect(page.startsWith(before) && page.endsWith(after)).toBe(true);
  expect(withTables(withTables(page, 'TABLES'), 'OTHERS')).toBe(withTables(page, 'OTHERS'));
});

test('a page without the marks is left alone', () => {
  expect(() => withTables('# Reliability\n', 'TABLES')).toThrow('the page lacks the marks');
});
