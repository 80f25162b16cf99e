import { expect, test } from 'vitest';
import { createSource, offsetAt, type Source, type Span } from '../../src/diagnostic/source.ts';
import { parseCsv, parseCsvBlock } from '../../src/publication/csv.ts';

/** Text → each cell's value, and the text that its place covers where that is another. */
const CELLS: Readonly<Record<string, readonly [text: string, rows: readonly (readonly string[])[]]>> = {
  'LF, CRLF and CR': [
    'a,b\nc,d\r\ne,f\rg,h',
    [
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', 'h'],
    ],
  ],
  'a byte-order mark': ['\uFEFFa,b', [['a', 'b']]],
  quotes: ['"a ""x""",b', [['a "x" ← "a ""x"""', 'b']]],
  'a quoted comma and line break': [
    '"a,\r\nb",c\nd,e',
    [
      ['a,\r\nb ← "a,\r\nb"', 'c'],
      ['d', 'e'],
    ],
  ],
  'space is the cell’s own': [' a ,b', [[' a ', 'b']]],
  'empty cells and lines': [
    'a,,\n\n,,\n,b',
    [
      ['a', '', ''],
      ['', 'b'],
    ],
  ],
  'Chinese, Arabic and emoji': [
    '渡轮,سفن,🚢\nx,"é",y',
    [
      ['渡轮', 'سفن', '🚢'],
      ['x', 'é ← "é"', 'y'],
    ],
  ],
  nothing: ['', []],
};

test.each(Object.entries(CELLS))('%s', (_, [text, expected]) => {
  const source = createSource('a.csv', text);
  const { records, problems } = parseCsv(source);
  expect(problems).toEqual([]);
  const rows = records.map(({ cells }) =>
    cells.map(({ value, span }) => (textOf(source, span) === value ? value : `${value} ← ${textOf(source, span)}`)),
  );
  expect(rows).toEqual(expected);
});

test.each([
  ['an open quote', 'a\n"x,y\nb,c\n', '2:1 "x,y', ['a', 'b']],
  ['a stray quote', 'a\nx,y"z\nb,c\n', '2:3 y"z', ['a', 'b']],
  ['text behind a quote', 'a\n"x"y,z\nb\n', '2:1 "x"y,z', ['a', 'b']],
  ['an open quote on the last line', 'a\nb,"', '2:3 "', ['a']],
])('%s costs one row', (_, text, expected, others) => {
  const source = createSource('a.csv', text);
  const { records, problems } = parseCsv(source);
  expect(problems.map(({ span }) => `${span.line}:${span.column} ${textOf(source, span)}`)).toEqual([expected]);
  expect(records.map(({ cells }) => cells[0]?.value)).toEqual(others);
});

test('a row that swallows a megabyte is given up, and the next one read', () => {
  const source = createSource('a.csv', `a\n"${'x'.repeat(1_200_000)}\nb\n`);
  const { records, problems } = parseCsv(source);
  expect(problems.map(({ message }) => message)).toEqual(['this row is longer than a million bytes']);
  expect(records.map(({ cells }) => cells[0]?.value)).toEqual(['a', 'b']);
});

test('blocks cut anywhere give the same rows as the whole', () => {
  const text = 'email,name\r\nann@example.org,"Ann ""A""\r\nB"\r\n渡@example.org,🚢\r\rx,"y"z\nlast,1';
  const whole = rowsOf([text]);
  expect(whole).toHaveLength(5);
  for (let cut = 0; cut <= text.length; cut += 1) expect(rowsOf([text.slice(0, cut), text.slice(cut)])).toEqual(whole);
  expect(rowsOf(text.split(''))).toEqual(whole);
});

function rowsOf(chunks: readonly string[]): readonly unknown[] {
  const rows: unknown[] = [];
  let pending = '';
  for (const [index, chunk] of chunks.entries()) {
    pending += chunk;
    const end = index === chunks.length - 1 ? 'last' : 'more';
    const block = parseCsvBlock(pending, { end, cells: 'plain' });
    rows.push(...block.rows.map((row) => (row.kind === 'row' ? row.cells : row.fault)));
    pending = pending.slice(block.rest);
  }
  return rows;
}

function textOf(source: Source, span: Span): string {
  return source.text.slice(offsetAt(source, span.line, span.column), offsetAt(source, span.endLine, span.endColumn));
}
