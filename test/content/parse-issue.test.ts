import { expect, test } from 'vitest';
import type { Issue } from '../../src/content/issue.ts';
import { localPictures } from '../../src/content/local-pictures.ts';
import { parseIssue } from '../../src/content/parse-issue.ts';
import type { Checked } from '../../src/diagnostic/diagnostic.ts';
import { createSource } from '../../src/diagnostic/source.ts';
import { samplePublication, valueOf } from '../publication/samples.ts';

const FOLDER = 'issues/2026-11-24-daily';
const HEAD = '---\nsubject: Ferries stand still\ndate: 2026-11-24\n---\n';
const GOOD = { 'issue.md': HEAD, '10-a.md': '---\ntitle: A\n---\nText.\n' };

function parse(files: Readonly<Record<string, string>>, otherFiles: readonly string[] = []): Checked<Issue> {
  const sources = Object.entries(files).map(([path, text]) => createSource(`${FOLDER}/${path}`, text));
  return parseIssue(
    { name: '2026-11-24-daily', folder: FOLDER, sources, otherFiles: new Set(otherFiles) },
    samplePublication(),
  );
}

const found = ({ diagnostics }: Checked<Issue>): readonly string[] =>
  diagnostics
    .map(({ code, span }) => `${span.file.slice(FOLDER.length + 1)}:${span.line}:${span.column} ${code}`)
    .toSorted();

test('a whole issue', () => {
  const checked = parse(
    {
      'issue.md': `---
id: harbour-1
subject: "{{first_name|Reader}}, the ferries"
preheader: And a doctor for five islands
date: 2026-11-24 07:30
template: weekly
language: zh-hans
order: [20-b.md, 10-a]
embargo: 2026-11-24T07:00Z
segments: [asia]
---
A note.
`,
      '10-a.md': `---
title: 1984
deck: >
  Two
  lines
byline: { name: Ana Prado, email: ana@example.org }
dateline: Port Alder
date: 2026-11-23
url: https://news.example.org/a
image: { src: ./images/port.png, alt: The port, credit: Ana, caption: At dawn }
section: News
display: teaser
segments: [asia]
---
Text with ![a crane](images/crane.jpg "A crane") in it.
`,
      '20-b.md': '---\ntitle: B\nbyline: Ana\n---\n',
      'promos/most-read.md': '---\ntitle: Most read\n---\n1. [One](https://news.example.org/1)\n',
    },
    ['images/port.png', 'images/crane.jpg'],
  );
  expect(found(checked)).toEqual([]);
  const issue = valueOf(checked);
  expect(issue).toMatchObject({
    id: 'harbour-1',
    folder: FOLDER,
    subject: { value: [{ field: 'first_name', fallback: 'Reader', span: { line: 3, column: 11 } }, ', the ferries'] },
    preheader: { value: ['And a doctor for five islands'] },
    date: { value: { kind: 'time', instant: Date.UTC(2026, 10, 24, 7, 30) }, span: { line: 5, column: 7 } },
    embargo: { value: { instant: Date.UTC(2026, 10, 24, 7) } },
    template: { value: 'weekly' },
    language: { value: 'zh-Hans' },
    segments: [{ value: 'asia' }],
    promoLists: [{ name: 'most-read', items: [{ rank: 1 }] }],
  });
  expect(issue.articles.map((article) => article.title.value)).toEqual([['B'], ['1984']]);
  expect(issue.articles[1]).toMatchObject({
    deck: { value: ['Two lines'] },
    byline: { value: { name: 'Ana Prado', email: 'ana@example.org' }, span: { line: 6 } },
    image: { value: { src: 'images/port.png', alt: 'The port', credit: 'Ana', caption: 'At dawn' } },
    display: 'teaser',
    segments: [{ value: 'asia', span: { line: 13, column: 12 } }],
  });
  expect(issue.articles[0]?.byline?.value).toEqual({ name: 'Ana', email: null });
  expect(localPictures(issue)).toEqual([`${FOLDER}/images/port.png`, `${FOLDER}/images/crane.jpg`]);
});

test('what issue.md leaves out comes from the folder and from courant.yaml', () => {
  const issue = valueOf(parse(GOOD));
  expect(issue).toMatchObject({
    id: '2026-11-24-daily',
    template: { value: 'daily' },
    language: { value: 'en' },
    embargo: null,
  });
  expect(issue.date.value.instant).toBe(Date.UTC(2026, 10, 24));
});

test.each<[what: string, files: Readonly<Record<string, string>>, expected: readonly string[]]>([
  ['no issue.md', { '10-a.md': GOOD['10-a.md'] }, ['issue.md:1:1 issue/missing']],
  ['no article', { 'issue.md': HEAD }, ['issue.md:1:1 issue/no-articles']],
  ['an empty issue.md', { ...GOOD, 'issue.md': '' }, ['issue.md:1:1 front-matter/missing']],
  [
    'an empty subject',
    { ...GOOD, 'issue.md': HEAD.replace('Ferries stand still', '""') },
    ['issue.md:2:10 field/empty'],
  ],
  [
    'no subject, no date',
    { ...GOOD, 'issue.md': '---\nid: a\n---\n' },
    ['issue.md:1:1 field/missing', 'issue.md:1:1 field/missing'],
  ],
  [
    'an unknown key',
    { ...GOOD, 'issue.md': HEAD.replace('date', 'preheder: x\ndate') },
    ['issue.md:3:1 field/unknown'],
  ],
  [
    'a date that is none',
    { ...GOOD, 'issue.md': HEAD.replace('2026-11-24', '24.11.2026') },
    ['issue.md:3:7 date/invalid'],
  ],
  [
    'a day that is none',
    { ...GOOD, 'issue.md': HEAD.replace('2026-11-24', '2026-02-30') },
    ['issue.md:3:7 date/invalid'],
  ],
  [
    'no language',
    { ...GOOD, 'issue.md': HEAD.replace('date', 'language: english\ndate') },
    ['issue.md:3:11 issue/language'],
  ],
  [
    'a template with a path',
    { ...GOOD, 'issue.md': HEAD.replace('date', 'template: ../x\ndate') },
    ['issue.md:3:11 issue/template'],
  ],
  [
    'an unknown segment',
    { ...GOOD, 'issue.md': HEAD.replace('date', 'segments: [asai]\ndate') },
    ['issue.md:3:12 issue/segment-unknown'],
  ],
  [
    'an unknown field',
    { ...GOOD, 'issue.md': HEAD.replace('Ferries', 'Dear {{nam}}') },
    ['issue.md:2:15 slot/unknown-field'],
  ],
  [
    'an order with every fault',
    { ...GOOD, '20-b.md': GOOD['10-a.md'], 'issue.md': HEAD.replace('date', 'order: [10-a, 10-a.md, 30-c]\ndate') },
    [
      'issue.md:3:15 issue/order-duplicate',
      'issue.md:3:1 issue/order-incomplete',
      'issue.md:3:24 issue/order-unknown',
    ].toSorted(),
  ],
  [
    'stray files',
    { ...GOOD, 'x.txt': '', 'y.markdown': '', 'promo/z.md': '' },
    ['promo/z.md:1:1 issue/stray-file', 'x.txt:1:1 issue/stray-file', 'y.markdown:1:1 issue/stray-file'],
  ],
  ['notes beside pictures', { ...GOOD, 'images/LICENCE.txt': '' }, []],
  [
    'two lists of one name',
    {
      ...GOOD,
      'promos/a.yaml': 'items: [{ rank: 1, title: x, url: https://example.org/ }]',
      'promos/a.yml': 'items: [{ rank: 1, title: x, url: https://example.org/ }]',
    },
    ['promos/a.yml:1:1 issue/promo-list-duplicate'],
  ],
  [
    'settings of no list',
    { ...GOOD, 'promos/a.csv.yaml': 'title: x' },
    ['promos/a.csv.yaml:1:1 issue/settings-without-list'],
  ],
  ['an article without front matter', { ...GOOD, '20-b.md': 'Text' }, ['20-b.md:1:1 front-matter/missing']],
  ['a fence of another language', { ...GOOD, '20-b.md': '---js\n1\n---\n' }, ['20-b.md:1:1 front-matter/fence']],
  [
    'an article with every fault',
    {
      ...GOOD,
      '10-a.md': `---
title:
display: teaser
date: yesterday
byline: { name: Ana, email: ana }
image: images/Port.png
colour: red
---
[x](javascript:alert)
`,
    },
    [
      '10-a.md:2:1 field/empty',
      '10-a.md:3:10 article/teaser-without-url',
      '10-a.md:4:7 date/invalid',
      '10-a.md:5:29 article/byline-email',
      '10-a.md:6:1 image/no-alt',
      '10-a.md:6:8 image/missing',
      '10-a.md:7:1 field/unknown',
      '10-a.md:9:5 link/scheme',
    ],
  ],
  [
    'a picture outside',
    { ...GOOD, '10-a.md': '---\ntitle: A\nimage: { src: ../port.png, alt: "" }\n---\n' },
    ['10-a.md:3:15 image/outside'],
  ],
  [
    'a picture over http',
    { ...GOOD, '10-a.md': '---\ntitle: A\nimage: { src: "http://example.org/a.png", alt: "" }\n---\n' },
    ['10-a.md:3:15 link/insecure'],
  ],
  [
    'a picture as data',
    { ...GOOD, '10-a.md': '---\ntitle: A\nimage: { src: "data:image/png,x", alt: "" }\n---\n' },
    ['10-a.md:3:15 link/scheme'],
  ],
  [
    'unreadable YAML, and a body that is read anyway',
    { ...GOOD, '10-a.md': '---\ntitle: A: b\n---\n<b>x</b>\n' },
    ['10-a.md:2:9 yaml/syntax', '10-a.md:4:1 markdown/raw-html'],
  ],
])('%s', (_, files, expected) => {
  expect(found(parse(files, ['images/port.png']))).toEqual(expected);
});

test('articles that cannot be read leave the rest of the issue to be compiled', () => {
  const { value } = parse({ ...GOOD, '20-b.md': 'Text', '30-c.md': '---\ntitle: C\nurl: ftp://example.org\n---\n' });
  expect(value?.articles.map((article) => [article.title.value[0], article.url])).toEqual([
    ['A', null],
    ['C', null],
  ]);
});

test('the place of a template that courant.yaml names is there', () => {
  const { template } = valueOf(parse(GOOD));
  expect(template.span).toMatchObject({ file: `${FOLDER}/issue.md`, line: 1 });
});
