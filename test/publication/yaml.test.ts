import { expect, test } from 'vitest';
import { createSource } from '../../src/diagnostic/source.ts';
import { readYaml } from '../../src/publication/yaml.ts';
import type { YamlPath } from '../../src/publication/yaml-document.ts';
import { places, valueOf } from './samples.ts';

const read = (text: string) => readYaml(createSource('x.yaml', text));

test('values are what YAML 1.2 says, and dates stay text', () => {
  const { value } = valueOf(read('a: 2026-11-24\nb: no\nc: 012\nd: [1, true, null]\ne: 1_000\nf: 12:30\n'));
  expect(value).toEqual({ a: '2026-11-24', b: 'no', c: 12, d: [1, true, null], e: '1_000', f: '12:30' });
});

test.each<[path: YamlPath, value: string, key: string]>([
  [['a'], '1:4-1:9', '1:1-1:2'],
  [['b'], '2:4-2:9', '2:1-2:2'],
  [['c', 'd', 0], '4:7-4:8', '4:7-4:8'],
  [['c', 'd', 1, 'e'], '5:10-5:11', '5:7-5:8'],
  [['f'], '7:3-8:6', '6:1-6:2'],
  [['g'], '9:2-9:2', '9:1-9:2'],
  [['missing'], '1:1-9:2', '1:1-9:2'],
  [['c', 'missing', 'deeper'], '4:3-5:14', '4:3-5:14'],
  [['__proto__'], '1:1-9:2', '1:1-9:2'],
])('%j stands at %s, its key at %s', (path, value, key) => {
  const document = valueOf(read('a: plai\u00f1\nb: "q u"\nc:\n  d: [1,\n    { e: 2 }]\nf: >\n  one\n  two\ng:\n'));
  const show = ({ line, column, endLine, endColumn }: ReturnType<typeof document.spanOf>) =>
    `${line}:${column}-${endLine}:${endColumn}`;
  expect([show(document.spanOf(path)), show(document.keySpanOf(path))]).toEqual([value, key]);
});

test('a range of a file has the places of the file', () => {
  const source = createSource('x.md', '---\r\na: 你好\r\nb: [x\r\n---\r\n');
  const good = valueOf(readYaml(source, { start: 5, end: 12 }));
  expect(good.spanOf(['a'])).toEqual({ file: 'x.md', line: 2, column: 4, endLine: 2, endColumn: 6 });
  expect(places(readYaml(source, { start: 5, end: 19 }).diagnostics)).toEqual(['3:4-3:5 yaml/syntax']);
});

test.each([
  ['title: Ferries: why', ['1:15-1:16 yaml/syntax']],
  ['a: 1\nb: 2\na: 3\nb: 4', ['3:1-3:2 yaml/duplicate-key', '4:1-4:2 yaml/duplicate-key']],
  ['a: 1\rb: 2\ra: 3', ['3:1-3:2 yaml/duplicate-key']],
  ['a: { b: 1, b: 2 }', ['1:12-1:13 yaml/duplicate-key']],
  ['0x10: a\n16: b', ['2:1-2:3 yaml/duplicate-key']],
  ['subject: {{first_name}}', ['1:10-1:12 yaml/unquoted-slot']],
  ['subject: {{first_name}}, good morning', ['1:10-1:24 yaml/unquoted-slot']],
  ['a: *b', ['1:4-1:5 yaml/alias']],
  ['a: &a [*a]', ['1:8-1:10 yaml/alias']],
  [`a: &a 1\n${'- *a\n'.repeat(30)}`, ['2:1-2:2 yaml/syntax']],
  [`- &a 1\n${'- *a\n'.repeat(21)}`, ['22:3-22:4 yaml/alias']],
  ['a: !!js/function x', ['1:4-1:5 yaml/tag']],
  ['a: b\u0000c', ['1:5-1:6 yaml/character']],
  ['a: \u0007', ['1:4-1:5 yaml/character']],
  ['['.repeat(900_000), ['1:50-1:51 yaml/too-deep']],
  ['a'.repeat(1_000_001), ['1:1-1:1 yaml/too-long']],
  ['a: 1\n---\nb: 2', ['3:1-3:5 yaml/several-documents']],
  ['? [a]\n: 1', ['1:3-1:6 yaml/syntax']],
  ['\ta: 1', ['1:3-1:4 yaml/syntax']],
])('unreadable YAML is refused at its place: case %#', (text, expected) => {
  const { value, diagnostics } = read(text);
  expect([value, places(diagnostics)]).toEqual([undefined, expected]);
});

test('a doubled key points back at the first', () => {
  expect(read('a: 1\na: 2').diagnostics[0]?.notes[0]?.span).toMatchObject({ line: 1, column: 1, endColumn: 2 });
});

test('keys of every object are ordinary keys', () => {
  const document = valueOf(read('__proto__: { polluted: 1 }\nconstructor: 2'));
  expect(Object.keys(document.value ?? {})).toEqual(['__proto__', 'constructor']);
  expect(document.at(['__proto__', 'polluted'])).toBe(1);
  expect(document.at(['toString'])).toBeUndefined();
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
});

test.each(['', '# only a comment\n', '\u{feff}', '---\n'])('%j has no content', (text) => {
  expect(valueOf(read(text)).value).toBeNull();
});
