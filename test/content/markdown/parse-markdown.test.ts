import { expect, test } from 'vitest';
import { findings, outline, parse } from './outline.ts';

const PLACES: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
  [
    'emphasis in emphasis, CRLF and an indented second line',
    'one **two *three***\r\n  ~~four~~',
    [
      String.raw`paragraph 1:1 "one **two *three***\r\n  ~~four~~"`,
      'text 1:1 "one "',
      'strong 1:5 "**two *three***"',
      'text 1:7 "two "',
      'emphasis 1:11 "*three*"',
      'text 1:12 "three"',
      String.raw`break 1:20 "\r\n  "`,
      'strike 2:3 "~~four~~"',
      'text 2:5 "four"',
    ],
  ],
  [
    'an odd tilde after the closing pair',
    '~~a~~~',
    ['paragraph 1:1 "~~a~~~"', 'strike 1:1 "~~a~~"', 'text 1:3 "a"', 'text 1:6 "~"'],
  ],
  [
    'a list in a quote, and code in it',
    '> - a\n>   - b `c`\n',
    [
      String.raw`quote 1:1 "> - a\n>   - b ${'`c`'}"`,
      String.raw`list 1:3 "- a\n>   - b ${'`c`'}"`,
      String.raw`item 1:3 "- a\n>   - b ${'`c`'}"`,
      'paragraph 1:5 "a"',
      'text 1:5 "a"',
      'list 2:5 "- b `c`"',
      'item 2:5 "- b `c`"',
      'paragraph 2:7 "b `c`"',
      'text 2:7 "b "',
      'code 2:9 "`c`"',
    ],
  ],
  [
    'lazy continuation of a quote',
    '> a\nb *c*',
    [
      String.raw`quote 1:1 "> a\nb *c*"`,
      String.raw`paragraph 1:3 "a\nb *c*"`,
      'text 1:3 "a"',
      String.raw`break 1:4 "\n"`,
      'text 2:1 "b "',
      'emphasis 2:3 "*c*"',
      'text 2:4 "c"',
    ],
  ],
  [
    'table cells, an escaped bar and a bar inside a slot',
    '| a | b |\n|--|--|\n| \\| *x* |  {{first_name|y}} |',
    [
      String.raw`table 1:1 "| a | b |\n|--|--|\n| \\| *x* |  {{first_name|y}} |"`,
      'item 1:3 "a"',
      'text 1:3 "a"',
      'item 1:7 "b"',
      'text 1:7 "b"',
      String.raw`item 3:3 "\\| *x*"`,
      String.raw`text 3:4 "| "`,
      'emphasis 3:6 "*x*"',
      'text 3:7 "x"',
      'item 3:13 "{{first_name|y}}"',
      'slot 3:13 "{{first_name|y}}"',
    ],
  ],
  [
    'headings of both kinds',
    '##  A *b* ##\n\nc\nd\n---',
    [
      'heading 1:1 "##  A *b* ##"',
      'text 1:5 "A "',
      'emphasis 1:7 "*b*"',
      'text 1:8 "b"',
      String.raw`heading 3:1 "c\nd\n---"`,
      'text 3:1 "c"',
      String.raw`break 3:2 "\n"`,
      'text 4:1 "d"',
    ],
  ],
  [
    'a link, an entity and Chinese',
    '港口 &amp; [“x” y](https://e.org/ "t")。',
    [
      'paragraph 1:1 "港口 &amp; [“x” y](https://e.org/ \\"t\\")。"',
      'text 1:1 "港口 &amp; "',
      'link 1:10 "[“x” y](https://e.org/ \\"t\\")"',
      'text 1:11 "“x” y"',
      'text 1:37 "。"',
    ],
  ],
  [
    'a lone CR ends a line',
    'a\r\r*b*',
    ['paragraph 1:1 "a"', 'text 1:1 "a"', 'paragraph 3:1 "*b*"', 'emphasis 3:1 "*b*"', 'text 3:2 "b"'],
  ],
];

test.each(PLACES)('places: %s', (_, text, expected) => {
  expect(outline(text)).toEqual(expected);
});

test('a body that begins in the middle of a file keeps the file’s lines and columns', () => {
  const text = '---\ntitle: x\n---\n\nHello *you*';
  expect(outline(text, 17)).toEqual([
    'paragraph 5:1 "Hello *you*"',
    'text 5:1 "Hello "',
    'emphasis 5:7 "*you*"',
    'text 5:8 "you"',
  ]);
  const line = 'note: a *b*';
  expect(outline(line, 6)).toEqual(['paragraph 1:7 "a *b*"', 'text 1:7 "a "', 'emphasis 1:9 "*b*"', 'text 1:10 "b"']);
});

const FINDINGS: readonly (readonly [text: string, ...expected: readonly string[]])[] = [
  [''],
  [' \n\t\n'],
  ['a < b and 3 > 2'],
  ['a <b>c</b> d', 'markdown/raw-html 1:3 "<b>"'],
  ['x\n\n<div>\nhello\n</div>\n\ny', String.raw`markdown/raw-html 3:1 "<div>\nhello\n</div>"`],
  ['> a <!-- b -->', 'markdown/raw-html 1:5 "<!-- b -->"'],
  ['![<i>x](images/port.png)', 'markdown/raw-html 1:3 "<i>"'],
  ['[](https://e.org)', 'markdown/link-text 1:1 "[](https://e.org)"'],
  ['[a](/path)', 'link/relative 1:5 "/path"'],
  ['[a](<java script:x>)', 'link/relative 1:6 "java script:x"'],
  ['- [a]( javascript:alert(1) "t")', 'link/scheme 1:8 "javascript:alert(1)"'],
  ['[a][b]\n\n> [b]: ftp://e.org', 'link/scheme 3:3 "[b]: ftp://e.org"'],
  ['<http://e.org>', 'link/insecure 1:2 "http://e.org"'],
  ['[a](#top) [b](mailto:a@example.org) <https://e.org/>'],
  ['![](images/port.png)', 'markdown/image-alt 1:1 "![](images/port.png)"'],
  ['![a](images/prot.png)', 'image/missing 1:6 "images/prot.png"'],
  ['![a](../port.png)', 'image/outside 1:6 "../port.png"'],
  ['![a](<images/港 口.png>) ![b](./images/port.png "c") ![d](https://e.org/x.png)'],
  ['Hi {{first_name|*you*}} `{{nobody}}` \\{{x}}\n\n    {{code\n\n```{{\n{{y}}\n```'],
  ['Hi {{frist_name}}', 'slot/unknown-field 1:4 "{{frist_name}}"'],
  ['Hi {{__proto__}} {{email}}', 'slot/unknown-field 1:4 "{{__proto__}}"', 'slot/unknown-field 1:18 "{{email}}"'],
  ['> Hi {{first_name\n> you}}', 'slot/malformed 1:6 "{{"'],
  [
    '{{}} {{a b}} {{first_name:|x}}',
    'slot/malformed 1:1 "{{}}"',
    'slot/malformed 1:6 "{{a b}}"',
    'slot/malformed 1:14 "{{first_name:|x}}"',
  ],
  ['![a {{first_name}}](images/port.png)', 'slot/no-place 1:5 "{{first_name}}"'],
  ['[a](https://e.org "{{first_name}}")', 'slot/no-place 1:20 "{{first_name}}"'],
  ['[a](https://e.org/{{page}}) [b]({{page}}) [c]({{page|https://e.org}})'],
  ['[a]({{page|javascript:x}})', 'slot/no-place 1:5 "{{page|javascript:x}}"'],
  ['[a](java{{page|script:x}})', 'slot/no-place 1:5 "java{{page|script:x}}"'],
  ['a\u0000b\ufdd0', 'text/control-character 1:2 "\\u0000"', 'text/control-character 1:4 "\ufdd0"'],
];

test.each(FINDINGS)('findings: %j', (text, ...expected) => {
  expect(findings(text)).toEqual(expected);
});

test('slots become nodes, and stay literal in code', () => {
  const { blocks } = parse('*{{ first_name : title | dear reader }}* `{{first_name}}`');
  const slot = { field: 'first_name', format: 'title', fallback: 'dear reader' };
  expect(blocks).toMatchObject([
    {
      children: [
        { kind: 'emphasis', children: [{ kind: 'slot', slot }] },
        { text: ' ' },
        { kind: 'code', text: '{{first_name}}' },
      ],
    },
  ]);
});

test('an address keeps its slots and is encoded around them', () => {
  const { blocks } = parse('[a](https://e.org/é/{{page}}/ü?q={{first_name|x y}})');
  expect(blocks).toMatchObject([
    {
      children: [
        { url: ['https://e.org/%C3%A9/', { field: 'page' }, '/%C3%BC?q=', { field: 'first_name', fallback: 'x y' }] },
      ],
    },
  ]);
});

test('a picture alone is a figure with its title as caption, among words it is not', () => {
  const { blocks } = parse(
    '![Quay](images/%E6%B8%AF%20%E5%8F%A3.png "Monday")\n\na ![Quay](images/port.png)\n\n- ![Quay](images/port.png)',
  );
  expect(blocks).toMatchObject([
    { kind: 'figure', caption: 'Monday', image: { src: 'images/港 口.png', alt: 'Quay' } },
    { kind: 'paragraph', children: [{ kind: 'text' }, { kind: 'image', src: 'images/port.png' }] },
    { kind: 'list', items: [{ children: [{ kind: 'paragraph', children: [{ kind: 'image' }] }] }] },
  ]);
});

test('lists know their numbers, where they start, and whether they are tight', () => {
  const { blocks } = parse('3. a\n3. b\n\n---\n\n- a\n\n- b');
  expect(blocks).toMatchObject([
    { kind: 'list', start: 3, tight: true, items: [{ number: 3 }, { number: 3 }] },
    { kind: 'rule' },
    { kind: 'list', start: null, tight: false, items: [{ number: null }, { number: null }] },
  ]);
});

test('code keeps its text and language, tables their alignment', () => {
  const { blocks } = parse('```js&amp; x\n a\n```\n\n    b\n\n|a|b|c|d|\n|-|:-|:-:|-:|');
  expect(blocks).toMatchObject([
    { kind: 'code', language: 'js&', text: ' a\n' },
    { kind: 'code', language: null, text: 'b\n' },
    { kind: 'table', align: [null, 'left', 'center', 'right'], rows: [] },
  ]);
});

test('what is nested too deeply is said, not dropped in silence', () => {
  expect(findings(`a\n\n${'>'.repeat(200)} b`)).toEqual(['markdown/too-deep 3:100 ">"']);
  const stars = `${'*a **b '.repeat(40)}c${'** *'.repeat(40)}`;
  expect(findings(stars).filter((found) => found.startsWith('markdown/too-deep')).length).toBeLessThan(2);
});
