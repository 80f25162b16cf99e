import { describe, expect, test } from 'vitest';
import { parsePasted } from '../../src/ingest/text/parse-pasted.ts';

/** Lines below the headline → each list as its title and `rank title` of its items, then the body that is left. */
const LISTS: Readonly<
  Record<
    string,
    readonly [lines: string, lists: readonly (readonly [title: string | null, ...items: string[]])[], body: string]
  >
> = {
  'glued ranks': ['- 1One\n- 2Two', [[null, '1 One', '2 Two']], ''],
  'a rank of 1 begins the next list': [
    '- 1One\n- 2Two\n- 1Uno\n- 2Due',
    [
      [null, '1 One', '2 Two'],
      [null, '1 Uno', '2 Due'],
    ],
    '',
  ],
  'a title that begins with a number': [
    '- 1One\n- 2Two\n- 310 firms leave\n- 42019 was wet',
    [[null, '1 One', '2 Two', '3 10 firms leave', '4 2019 was wet']],
    '',
  ],
  'a first title that begins with a number': ['- 15 ways out\n- 2Two', [[null, '1 5 ways out', '2 Two']], ''],
  'ten and more': [
    Array.from({ length: 12 }, (_, index) => `- ${index + 1}T`).join('\n'),
    [[null, ...Array.from({ length: 12 }, (_, index) => `${index + 1} T`)]],
    '',
  ],
  'a tenth title with a number': [
    [...Array.from({ length: 9 }, (_, index) => `- ${index + 1}T`), '- 10101 boats'].join('\n'),
    [[null, ...Array.from({ length: 9 }, (_, index) => `${index + 1} T`), '10 101 boats']],
    '',
  ],
  'decimals and thousands': [
    '- 11.5 million people\n- 21,200 berths',
    [[null, '1 1.5 million people', '2 1,200 berths']],
    '',
  ],
  'a gap': ['- 1One\n- 2Two\n- 4Four', [[null, '1 One', '2 Two', '4 Four']], ''],
  dots: ['1. One\n2. Two', [[null, '1 One', '2 Two']], ''],
  brackets: ['1) One\n2) Two', [[null, '1 One', '2 Two']], ''],
  hashes: ['#1 One\n#2 Two', [[null, '1 One', '2 Two']], ''],
  'full-width digits': [
    '１．渡轮停航\n２．五座岛\n１、另一个',
    [
      [null, '1 渡轮停航', '2 五座岛'],
      [null, '1 另一个'],
    ],
    '',
  ],
  'full-width digits, glued': ['- １渡轮停航\n－ ２五座岛', [[null, '1 渡轮停航', '2 五座岛']], ''],
  'other bullets and spaces': ['• 1 One\n\n– 2. Two', [[null, '1 One', '2 Two']], ''],
  headings: [
    'Most read\n- 1One\nFrom our partners:\n- 1Two',
    [
      ['Most read', '1 One'],
      ['From our partners', '1 Two'],
    ],
    '',
  ],
  'a sentence is no heading': ['It rained.\n- 1One', [[null, '1 One']], 'It rained.'],
  'numbers within the story stay': [
    '1. First, a long condition.\n2. Second.\n\nAnd then the story goes on to its end.',
    [],
    '1\\. First, a long condition.\n\n2\\. Second.\n\nAnd then the story goes on to its end.',
  ],
  'numbers below the closing line': [
    'Text.\nContact writer: Ana Quill (ana@example.org)\n1. One\n2. Two',
    [[null, '1 One', '2 Two']],
    'Text.',
  ],
  'bullets without ranks stay': ['- 310 firms leave\n- bread', [], '\\- 310 firms leave\n\n\\- bread'],
  'one rank twice ends the list': ['- 1One\n- 2Two\n- 2Three', [[null, '1 One', '2 Two']], '\\- 2Three'],
  'a rank alone is no item': ['- 1\n- 2', [], '\\- 1\n\n\\- 2'],
};

test.each(Object.entries(LISTS))('lists: %s', (_, [lines, lists, body]) => {
  const found = parsePasted(`Headline\n\n${lines}`);
  expect(found.lists.map(({ title, items }) => [title, ...items.map((item) => `${item.rank} ${item.title}`)])).toEqual(
    lists,
  );
  expect(found.articles[0]?.body).toBe(body);
});

/** Text below the headline → dateline, byline, body. */
const STORIES: Readonly<
  Record<string, readonly [text: string, dateline: string | null, byline: string | null, body: string]>
> = {
  'a dateline': ['(Geneva) — The board.', 'Geneva', null, 'The board.'],
  'a dateline with a hyphen': ['(Port Alder) - The board.', 'Port Alder', null, 'The board.'],
  'a Chinese dateline': ['（日内瓦）——港务局宣布。', '日内瓦', null, '港务局宣布。'],
  'parentheses without a dash': ['(Geneva) The board.', null, null, '(Geneva) The board.'],
  'a dash without a sentence': ['(Geneva) —', null, null, '(Geneva) —'],
  'a closing line': ['Text.\nContact writer: Ana Quill (ana@example.org)', null, 'Ana Quill ana@example.org', 'Text.'],
  'another closing line': [
    'Text.\n\nContact the reporter: Ana Quill, ana@example.org.',
    null,
    'Ana Quill ana@example.org',
    'Text.',
  ],
  'an angry closing line': [
    'Text.\n\nContact writer: Ana Quill <ana@example.org>',
    null,
    'Ana Quill ana@example.org',
    'Text.',
  ],
  'a Chinese closing line': ['正文。\n\n联系记者：陈渡（chen@example.org）', null, '陈渡 chen@example.org', '正文。'],
  'a name alone': ['Text.\nContact writer: Ana Quill', null, 'Ana Quill null', 'Text.'],
  'what is no address stays': [
    'Text.\nContact writer: Ana (at home)',
    null,
    null,
    'Text.\n\nContact writer: Ana (at home)',
  ],
  'two writers stay': [
    'Text.\nContact writers: A (a@example.org), B (b@example.org)',
    null,
    null,
    'Text.\n\nContact writers: A (a@example.org), B (b@example.org)',
  ],
  'a line below the headline': ['By Ana Quill\nText.', null, 'Ana Quill null', 'Text.'],
  'a line below the headline, an address at the end': [
    'By Ana Quill\nText.\nContact the writer at ana@example.org',
    null,
    'Ana Quill ana@example.org',
    'Text.',
  ],
  'a sentence with By': ['By noon it rained.', null, null, 'By noon it rained.'],
  'single line ends': ['One.\nTwo.', null, null, 'One.\n\nTwo.'],
  'lines broken by a program': [
    'The harbour board stopped every ferry on Monday and said that\nnothing would leave the port before the morning of Friday, and\nthat was all.',
    null,
    null,
    'The harbour board stopped every ferry on Monday and said that\nnothing would leave the port before the morning of Friday, and\nthat was all.',
  ],
  'CRLF, CR and odd separators': ['One.\r\nTwo.\rThree.\u2028Four.', null, null, 'One.\n\nTwo.\n\nThree.\n\nFour.'],
  Arabic: ['قال مجلس الميناء: لا عبارات.', null, null, 'قال مجلس الميناء: لا عبارات.'],
  'signs of Markdown': [
    '# a *b* _c_ d_e [f](g) <h> `i` &amp; {{j}} ~k~ | \\',
    null,
    null,
    '\\# a \\*b\\* \\_c\\_ d_e \\[f\\](g) \\<h> \\`i\\` \\&amp; \\{{j}} \\~k\\~ \\| \\\\',
  ],
};

test.each(Object.entries(STORIES))('stories: %s', (_, [text, dateline, byline, body]) => {
  const [article] = parsePasted(`Headline\n\n${text}`).articles;
  const writer = article?.byline ? `${article.byline.name} ${article.byline.email}` : null;
  expect([article?.dateline, writer, article?.body]).toEqual([dateline, byline, body]);
});

describe('headlines', () => {
  test.each([
    ['\n\n  A headline  \nText', 'A headline'],
    ['\ufeff渡轮停航', '渡轮停航'],
    ['1. FC Alder wins\nText', '1. FC Alder wins'],
    ['- 1One\n- 2Two', null],
  ])('%j', (text, headline) => {
    expect(parsePasted(text).headline).toBe(headline);
  });
});
