import { expect, test } from 'vitest';
import { columnsOf } from '../../../src/compile/text/columns.ts';
import { renderText, type TextInput } from '../../../src/compile/text/mail-text.ts';
import { article, promos, text, tree } from './sample-content.ts';

const ENGLISH: TextInput = {
  publication: { name: 'The Harbour Daily', address: '1 Quay Street, Port Alder' },
  language: 'en',
  dateLine: 'Tuesday, 24 November 2026',
  note: tree('Good morning, {{first_name|reader}}. Two stories today, and [a correction](https://news.example.org/c).'),
  articles: [
    article(
      'Why the ferries stopped',
      'The quay was empty on Monday, and *nobody* at the harbour office **would say** for how long it will stay so, [the port said](https://news.example.org/port).\n\n> We were told at six.\n> That is all.\n\n## What is known\n\n1. The crews are unpaid.\n2. The boats are [insured](https://news.example.org/port) until the end of the month and not one day longer than that, says the owner.\n   - `MV Alder`\n   - MV Birch\n\n| Boat | Seats |\n|---|--:|\n| Alder | 120 |\n| Birch | 80 |\n\n![The quay](images/port.png "On Monday")\n\n```\nx  =  1\n```\n\nWrite to <desk@example.org>.',
      {
        deck: text.slotted('Three boats, no crew'),
        byline: text.located({ name: 'Inês Prado', email: 'ines@example.org' }),
        dateline: text.located('PORT ALDER'),
        section: text.located('News'),
        image: text.located({ src: 'images/port.png', alt: 'Two ferries', credit: 'A. Reis', caption: null }),
      },
    ),
    article('Five islands, one doctor', 'She rows.', {
      display: 'teaser',
      url: text.located('https://news.example.org/doctor'),
    }),
  ],
  promoLists: [
    promos('Most read', 'editorial', [
      {
        words: 'A bridge too long for its own river',
        url: text.located('https://news.example.org/1'),
        source: 'Harbour Weekly',
      },
      { words: 'Plain title' },
    ]),
    promos('From our partners', 'sponsored', [
      { words: 'Cranes for hire', url: text.located('https://partner.example.com/1'), sponsor: 'Northline' },
    ]),
  ],
  links: { unsubscribe: 'https://mail.example.org/u/t', webCopy: 'https://mail.example.org/w/a' },
  strings: {
    webCopy: 'Read on the web',
    unsubscribe: 'Leave this letter',
    whyYouGetThis: 'You get this letter because you signed up for it.',
    sponsoredLabel: 'Paid content',
    sponsor: 'Paid for by',
    readOn: 'Read on:',
    by: 'By',
    photo: 'Picture:',
    datelineEnd: ' — ',
  },
  mark: (slot) => `<${slot.field}>`,
};

const CHINESE: TextInput = {
  ...ENGLISH,
  publication: { name: '海港日报', address: '阿尔德港码头街一号' },
  language: 'zh-Hans',
  dateLine: '2026年11月24日 星期二',
  note: tree(''),
  articles: [
    article(
      '渡轮为何停运',
      '周一，码头空无一人，港务局也没有人说明停运还要持续多久。**船员**们说，他们早上六点才接到通知，\n此后再没有消息，详情见[港务局公告](https://news.example.org/port)。',
      {
        byline: text.located({ name: '王芳', email: null }),
        dateline: text.located('阿尔德港'),
      },
    ),
  ],
  promoLists: [promos('合作伙伴', 'sponsored', [{ words: '起重机出租', sponsor: '北线公司' }])],
  strings: {
    ...ENGLISH.strings,
    sponsoredLabel: '付费内容',
    sponsor: '付费方：',
    by: '记者',
    datelineEnd: '　',
    unsubscribe: '退订本刊',
    webCopy: '网页版',
    whyYouGetThis: '您收到这封邮件，是因为您订阅了本刊。',
  },
};

const ENGLISH_LETTER = `The Harbour Daily
Tuesday, 24 November 2026

Good morning, <first_name>. Two stories today, and a correction [1].

[1] https://news.example.org/c


News
====

Why the ferries stopped
-----------------------

Three boats, no crew

By Inês Prado (ines@example.org)

[Picture: Two ferries. A. Reis]

PORT ALDER — The quay was empty on Monday, and nobody at the harbour
office *would say* for how long it will stay so, the port said [2].

> We were told at six. That is all.

What is known

1. The crews are unpaid.
2. The boats are insured [2] until the end of the month and not one day
   longer than that, says the owner.
   - MV Alder
   - MV Birch

Boat   Seats
-----  -----
Alder    120
Birch     80

[Picture: The quay. On Monday]

    x  =  1

Write to desk@example.org.

[2] https://news.example.org/port


Five islands, one doctor
------------------------

She rows.

Read on:
https://news.example.org/doctor


Most read
---------

1. A bridge too long for its own river (Harbour Weekly)
   https://news.example.org/1
2. Plain title


From our partners
-----------------
[Paid content]

1. Cranes for hire
   Paid for by Northline
   https://partner.example.com/1


* * *

You get this letter because you signed up for it.

Leave this letter:
https://mail.example.org/u/t

Read on the web:
https://mail.example.org/w/a

The Harbour Daily
1 Quay Street, Port Alder
`;

const CHINESE_LETTER = `海港日报
2026年11月24日 星期二


渡轮为何停运
------------

记者 王芳

阿尔德港　周一，码头空无一人，港务局也没有人说明停运还要持续多久。船员们
说，他们早上六点才接到通知，此后再没有消息，详情见港务局公告 [1]。

[1] https://news.example.org/port


合作伙伴
--------
[付费内容]

1. 起重机出租
   付费方：北线公司


* * *

您收到这封邮件，是因为您订阅了本刊。

退订本刊：
https://mail.example.org/u/t

网页版：
https://mail.example.org/w/a

海港日报
阿尔德港码头街一号
`;

/** The number of a link hangs on the word before it by a space that doesn't break. */
const plain = (letter: string) => letter.replaceAll('\u00a0', ' ');

test('a letter in English', () => {
  expect(plain(renderText(ENGLISH))).toBe(ENGLISH_LETTER);
});

test('a letter in Chinese', () => {
  expect(plain(renderText(CHINESE))).toBe(CHINESE_LETTER);
});

const BARE: TextInput = {
  ...ENGLISH,
  note: tree(''),
  articles: [],
  promoLists: [],
  links: { unsubscribe: null, webCopy: null },
};

const BODIES: readonly (readonly [body: string, lines: readonly string[]])[] = [
  ['', []],
  ['> a\n>\n> - b\n>\n>   c', ['> a', '>', '> - b', '>', '>   c']],
  ['9. a\n10. b\n\n    c', [' 9. a', '', '10. b', '', '    c']],
  ['a\\\nb ~~c~~', ['a', 'b ~c~']],
  [
    '[a](https://e.org/é) [b](#x) [a@e.org](mailto:a@e.org) <https://e.org/ü>',
    ['a [1] b a@e.org https://e.org/ü', '', '[1] https://e.org/%C3%A9'],
  ],
  ['[Hi {{first_name}}](https://e.org/{{first_name}})', ['Hi <first_name> [1]', '', '[1] https://e.org/<first_name>']],
  [
    `| City | Why |\n|-|-|\n| Port Alder | ${'long '.repeat(20)}|`,
    [
      'City: Port Alder',
      'Why: long long long long long long long long long long long long long',
      'long long long long long long long',
    ],
  ],
  ['|港口|b|\n|-|-|\n|a|{{first_name|reader}}|', ['港口  b', '----  ------', 'a     <first_name>']],
  ['![](images/port.png)', []],
  ['مرحبا **بكم** في الميناء', ['مرحبا *بكم* في الميناء']],
  ['a&#3;b \u00030\u0004c', ['a�b �0�c']],
  [
    'The quay[^a] is closed.[^b]\n\n> The sea decides.\n> — [Ana](https://e.org/ana)\n\n[^b]: Says *the* office.\n[^a]: The northern one, which is the larger of the two that the harbour has kept.\n\n    And older.',
    [
      'The quay (1) is closed. (2)',
      '',
      '> The sea decides.',
      '> — Ana [1]',
      '',
      '(1) The northern one, which is the larger of the two that the harbour',
      '    has kept.',
      '',
      '    And older.',
      '(2) Says the office.',
      '',
      '[1] https://e.org/ana',
    ],
  ],
];

test.each(BODIES)('a body: %j', (body, lines) => {
  const letter = plain(renderText({ ...BARE, articles: [article('T', body)] }));
  const head = ['The Harbour Daily', 'Tuesday, 24 November 2026', '', '', 'T', '-'];
  const foot = ['', '', '* * *', '', 'The Harbour Daily', '1 Quay Street, Port Alder', ''];
  expect(letter.split('\n')).toEqual([...head, ...(lines.length > 0 ? ['', ...lines] : []), ...foot]);
});

test('a headline has no body, and no reader’s links appear where none are given', () => {
  const letter = renderText({
    ...BARE,
    articles: [article('Only this', 'never shown', { display: 'headline', url: text.located('https://e.org/') })],
  });
  expect(letter).toContain('Only this\n---------\n\nRead on:\nhttps://e.org/\n');
  expect(letter).not.toMatch(/never shown|Leave this letter/);
});

test('a mark can’t be forged by a name', () => {
  const forged = { name: 'A\u00030\u0004', email: null };
  expect(renderText({ ...BARE, articles: [article('T', '', { byline: text.located(forged) })] })).toContain('By A0\n');
});

test.each([ENGLISH, CHINESE])('lines are at most 72 columns, none ends in a space, one line end ends it', (input) => {
  const long = '港口今天关闭，渡轮停运，and nobody knows why. '.repeat(30);
  const letter = renderText({
    ...input,
    articles: [...input.articles, article(long.slice(0, 200), `${long}\n\n> - ${long}`)],
  });
  for (const line of letter.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(72);
  expect(letter).not.toMatch(/[ \t]\n|\r|\n\n\n\n/);
  expect(letter.endsWith('\n') && !letter.endsWith('\n\n')).toBe(true);
});
