import { expect, test } from 'vitest';
import { bodyRange, readFrontMatter } from '../../src/content/front-matter.ts';
import { createSource } from '../../src/diagnostic/source.ts';
import { places, valueOf } from '../publication/samples.ts';

test.each([
  ['---\ntitle: a\n---\n\nBody\n', { title: 'a' }, '\nBody\n'],
  ['---\r\ntitle: a\r\n---\r\nBody', { title: 'a' }, 'Body'],
  ['---\rtitle: a\r---\rBody', { title: 'a' }, 'Body'],
  ['\u{feff}---\ntitle: 好\n---\nBody', { title: '好' }, 'Body'],
  ['---  \ntitle: a\n---\t\nBody\n---\nmore', { title: 'a' }, 'Body\n---\nmore'],
  ['---\n---\nBody', null, 'Body'],
  ['---\n# a comment\n---', null, ''],
  ['---\nlanguage: js\nexcerpt_separator: x\n---\nx', { language: 'js', excerpt_separator: 'x' }, 'x'],
])('%j', (text, value, body) => {
  const front = valueOf(readFrontMatter(createSource('a.md', text)));
  expect(front.document.value).toEqual(value);
  expect(text.slice(front.bodyStart, front.bodyEnd)).toBe(body);
});

test.each([
  ['', '1:1-1:1 front-matter/missing', ''],
  ['Body', '1:1-1:1 front-matter/missing', 'Body'],
  ['----\nBody', '1:1-1:1 front-matter/missing', '----\nBody'],
  ['\n---\ntitle: a\n---\n', '1:1-1:1 front-matter/missing', '\n---\ntitle: a\n---\n'],
  ['---\ntitle: a\n\nBody', '1:1-1:4 front-matter/unclosed', ''],
  ['---', '1:1-1:4 front-matter/unclosed', ''],
  ['---js\nprocess.exit(3)\n---\nBody', '1:1-1:6 front-matter/fence', ''],
  ['---constructor\na\n---\n', '1:1-1:15 front-matter/fence', ''],
  ['--- json\n{}\n---\n', '1:1-1:9 front-matter/fence', ''],
  ['---\ntitle: a\n----\nBody', '3:1-3:5 front-matter/fence', ''],
  ['\u{feff}---\r\ntitle: "a\r\n---\r\nBody', '2:8-2:9 yaml/syntax', 'Body'],
  ['---\na: 1\na: 2\n---\nBody', '3:1-3:2 yaml/duplicate-key', 'Body'],
])('%j is refused, and its body found', (text, place, body) => {
  const source = createSource('a.md', text);
  const { value, diagnostics } = readFrontMatter(source);
  expect(value).toBeUndefined();
  expect(places(diagnostics)).toEqual([place]);
  const range = bodyRange(source);
  expect(text.slice(range.start, range.end)).toBe(body);
});

test('reading a file twice gives the same, not what was kept of the first time', () => {
  const source = createSource('a.md', '---\ntitle: a\n---\n');
  valueOf(readFrontMatter(source));
  expect(valueOf(readFrontMatter(source)).document.value).toEqual({ title: 'a' });
});

test('a large file without an end is refused in little time', () => {
  const begun = performance.now();
  expect(readFrontMatter(createSource('a.md', `---\n${'- \n'.repeat(3_000_000)}`)).value).toBeUndefined();
  expect(performance.now() - begun).toBeLessThan(3_000);
});
