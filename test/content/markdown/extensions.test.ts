import { expect, test } from 'vitest';
import { beforeCut } from '../../../src/content/markdown/before-cut.ts';
import { numberNotes } from '../../../src/content/markdown/number-notes.ts';
import { inlinesOf } from '../../../src/content/markdown/walk-tree.ts';
import { findings, outline, parse } from './outline.ts';
import { renderPlain } from './render-plain.ts';

/** Every address that became a link, with what its span covers. */
function links(text: string): readonly string[] {
  const { blocks, cut } = parse(text);
  return inlinesOf(blocks).flatMap((inline) =>
    inline.kind === 'link'
      ? [`${inline.url.map((part) => (typeof part === 'string' ? part : '{}')).join('')} ${cut(inline.span)}`]
      : [],
  );
}

const LINKS: readonly (readonly [text: string, ...expected: readonly string[]])[] = [
  ['See https://e.org/a_b_c*d*.', 'https://e.org/a_b_c*d https://e.org/a_b_c*d'],
  ['(https://e.org/a(b)) **https://e.org**', 'https://e.org/a(b) https://e.org/a(b)', 'https://e.org https://e.org'],
  ['见https://e.org/港。又www.e.org查', 'https://e.org/%E6%B8%AF https://e.org/港', 'https://www.e.org www.e.org'],
  ['انظر https://e.org/a، ثم', 'https://e.org/a https://e.org/a'],
  ['www.e.org, ana_b@e.org!', 'https://www.e.org www.e.org', 'mailto:ana_b@e.org ana_b@e.org'],
  ['https://e.org/?a=1&amp;b=2', 'https://e.org/?a=1&b=2 https://e.org/?a=1&amp;b=2'],
  ['https://e.org/{{page}}', 'https://e.org/{} https://e.org/{{page}}'],
  ['https://e.org/{{page}} x', 'https://e.org/{} https://e.org/{{page}}'],
  ['[https://e.org](https://f.org)', 'https://f.org [https://e.org](https://f.org)'],
  ['[a www.e.org b@e.org](https://f.org)', 'https://f.org [a www.e.org b@e.org](https://f.org)'],
  ['e.g.example file.md README.md e.org ftp://e.org javascript:x http:// https://localhost @ana a@b'],
  ['www\\.e.org ana\\@e.org https\\://e.org `www.e.org` logo@2x.png xhttps://e.org https://e.org/a\\_b'],
];

test.each(LINKS)('addresses without brackets: %j', (text, ...expected) => {
  expect(links(text)).toEqual(expected);
});

test('places of notes and their references', () => {
  expect(outline('a[^n] b\n\n> [^N]:  c *d*\n>\n>     e')).toEqual([
    'paragraph 1:1 "a[^n] b"',
    'text 1:1 "a"',
    'note 1:2 "[^n]"',
    'text 1:6 " b"',
    String.raw`quote 3:1 "> [^N]:  c *d*\n>\n>     e"`,
    String.raw`definition 3:3 "[^N]:  c *d*\n>\n>     e"`,
    'paragraph 3:10 "c *d*"',
    'text 3:10 "c "',
    'emphasis 3:12 "*d*"',
    'text 3:13 "d"',
    'paragraph 5:7 "e"',
    'text 5:7 "e"',
  ]);
});

test('who is quoted stands in the last line behind a dash', () => {
  expect(outline('> a\n> — *Ana* Quill')).toEqual([
    String.raw`quote 1:1 "> a\n> — *Ana* Quill"`,
    'paragraph 1:3 "a"',
    'text 1:3 "a"',
    'item 2:5 "*Ana* Quill"',
    'emphasis 2:5 "*Ana*"',
    'text 2:6 "Ana"',
    'text 2:10 " Quill"',
  ]);
});

const QUOTES: readonly (readonly [text: string, attributed: boolean])[] = [
  ['> a\n>\n> — Ana', true],
  ['> 大海说了算。\n> ——张三', true],
  ['> - a\n>\n> — Ana', true],
  ['> — Ana', false],
  ['> — Oui.\n> — Non.', false],
  ['> a\n> - Ana', false],
  ['> a — Ana', false],
  ['> a\n> —', false],
];

test.each(QUOTES)('attribution: %j', (text, attributed) => {
  const [quote] = parse(text).blocks;
  expect(quote?.kind === 'quote' && quote.attribution !== null).toBe(attributed);
});

const FINDINGS: readonly (readonly [text: string, ...expected: readonly string[]])[] = [
  ['a[^1]', 'markdown/note-undefined 1:2 "[^1]"'],
  ['a\\[^1] `[^1]`'],
  ['a\n\n[^1]: b', 'markdown/note-unused 3:1 "[^1]: b"'],
  ['a[^1]\n\n[^1]: b\n[^1]: c', 'markdown/note-duplicate 4:1 "[^1]: c"'],
  ['One.\n\n<!-- more -->\n\nTwo.'],
  ['<!-- more -->\n<!--more-->\n', 'markdown/cut-twice 2:1 "<!--more-->"'],
  ['> a\n> <!-- more -->\n', 'markdown/cut-inside 2:3 "<!-- more -->"'],
  ['a <!-- more --> b', 'markdown/cut-inside 1:3 "<!-- more -->"'],
  ['<!-- more --> b', 'markdown/raw-html 1:1 "<!-- more --> b"'],
  ['see http://e.org', 'link/insecure 1:5 "http://e.org"'],
  ['{{joined:long}} {{joined:short|x}}'],
  [
    '{{joined:lonng}} {{page:long}}',
    'slot/unknown-format 1:1 "{{joined:lonng}}"',
    'slot/unknown-format 1:18 "{{page:long}}"',
  ],
];

test.each(FINDINGS)('findings: %j', (text, ...expected) => {
  expect(findings(text)).toEqual(expected);
});

test('a teaser ends at the cut, and has only the notes that it refers to', () => {
  const { tree } = parse('a[^x]\n\n<!-- more -->\n\nb[^y]\n\n[^y]: two\n[^x]: one');
  expect(tree.cut).toBe(1);
  expect(numberNotes(tree).notes.map(({ label }) => label)).toEqual(['X', 'Y']);
  expect(renderPlain(beforeCut(tree))).toBe(renderPlain(parse('a[^x]\n\n[^x]: one').tree));
  expect(renderPlain(tree)).toBe(renderPlain(parse('a[^x]\n\nb[^y]\n\n[^y]: two\n[^x]: one').tree));
});
