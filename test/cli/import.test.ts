import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { encodeAs } from '../ingest/encode-as.ts';
import { ATOM, JSON_FEED, RSS } from '../ingest/feeds.ts';
import { CHINESE_PAGE, DIV_PAGE, SEMANTIC_PAGE } from '../ingest/pages.ts';
import { courant, jsonOf, REPOSITORY, smallPublication } from './run-courant.ts';

const PASTED = `Harbour board lets 310 firms stay

(Geneva) — The board decided on Monday that *nothing* changes, and {{first_name}} stays as it is.
A second paragraph, pasted with a single newline.

1. This one begins with a number & an ampersand.

Contact writer: Ana Quill (ana@example.org)
Most read
- 1Why the ferries stopped
- 2Five islands, one doctor
- 310 firms leave the quay
- 42019 was the wettest year
- 1First of the partners
- 2Cranes for hire`;

/** Every kind of input: what is in the file, and what `found` says at least. */
const INPUTS: Readonly<
  Record<string, readonly [file: string, content: string | Buffer, found: object, encoding: string]>
> = {
  'a pasted page': [
    'pasted.txt',
    PASTED,
    {
      headline: 'Harbour board lets 310 firms stay',
      dateline: 'Geneva',
      byline: { name: 'Ana Quill', email: 'ana@example.org' },
      paragraphs: 3,
      articles: 1,
    },
    'utf-8',
  ],
  'a page with linked data': [
    'ferries.html',
    SEMANTIC_PAGE,
    {
      headline: 'Ferries stop until Friday',
      dateline: 'Port Alder',
      byline: { name: 'Ana Quill', email: 'ana@example.org' },
      date: '2026-11-23T18:05:00+01:00',
      url: 'https://quay.example.org/2026/11/ferries',
      images: 2,
      articles: 1,
    },
    'utf-8',
  ],
  'a page of divs': [
    'cranes.htm',
    encodeAs(DIV_PAGE, 'windows-1252'),
    {
      headline: 'Cranes fall silent',
      byline: { name: 'Ben Dock', email: null },
      date: '2026-11-23T09:30:00Z',
      images: 2,
      imagesLost: 1,
      articles: 1,
    },
    'windows-1252',
  ],
  'a Chinese page in GB18030': [
    '100.html',
    encodeAs(CHINESE_PAGE, 'gb18030'),
    {
      headline: '渡轮停航至周五',
      dateline: '奥德港',
      byline: { name: '陈渡', email: null },
      date: '2026-11-23T08:30',
      paragraphs: 3,
      articles: 1,
    },
    'gbk',
  ],
  'an RSS feed': [
    'feed.xml',
    RSS,
    {
      headline: 'The Quay & Port',
      articles: 3,
      date: '2026-11-23T18:05:00+01:00',
      byline: { name: 'Ana Quill', email: null },
    },
    'utf-8',
  ],
  'an Atom feed': [
    'feed.atom',
    ATOM,
    { headline: '港湾日报', articles: 2, byline: { name: '陈渡', email: 'chen@example.com' } },
    'utf-8',
  ],
  'a JSON feed': ['feed.json', JSON_FEED, { headline: 'Harbour Post', articles: 2, images: 2 }, 'utf-8'],
};

describe('import, check, build with no hand in between', () => {
  test.each(Object.entries(INPUTS))('%s', async (_, [file, content, found, encoding]) => {
    const root = smallPublication();
    writeFileSync(join(root, file), content);
    const imported = await courant(root, ['import', file, '--issue', '2026-11-24-new', '--json']);
    expect(imported.stderr).toBe('');
    expect(jsonOf(imported)).toMatchObject({ issue: '2026-11-24-new', encoding, found });
    const checked = await courant(root, ['check', '2026-11-24-new', '--json']);
    expect([checked.status, errorsOf(jsonOf(checked))]).toEqual([0, []]);
    const built = await courant(root, ['build', '2026-11-24-new']);
    expect(built.status).toBe(0);
    expect(existsSync(join(root, 'dist/issues/2026-11-24-new/email.html'))).toBe(true);
  });
});

describe('import', () => {
  test('writes what stands in the page, and nothing of its scripts', async () => {
    const root = smallPublication({ 'ferries.html': SEMANTIC_PAGE });
    await courant(root, ['import', 'ferries.html', '--issue', 'x']);
    expect(articleOf(root, 'x')).toBe(`---
# yaml-language-server: $schema=../../schemas/article.schema.json
title: Ferries stop until Friday
deck: Two islands wait for bread and a doctor.
byline:
  name: Ana Quill
  email: "ana@example.org"
dateline: Port Alder
date: 2026-11-23T18:05:00+01:00
url: "https://quay.example.org/2026/11/ferries"
image:
  src: "https://quay.example.org/media/port.jpg"
  alt: The empty port
  caption: The port on Monday
---
The harbour board stopped every ferry on Monday, and said that **nothing** would leave the port before Friday morning.

“We can’t see the bow from the bridge,” said a captain with [thirty years](https://quay.example.org/people/captain) on the line & *two* ships. See this and that.

## What it means

Bread goes to the islands by boat, the doctor goes by boat, and so does the post. \\{{first_name}} is no slot here, and 1 \\< 2 is no tag; C:\\\\temp and \\*stars\\* stay as they are.

- No bread until Friday
- No doctor, \`{{none}}\`

![A crane (old)](https://quay.example.org/2026/11/crane.jpg "The crane, by B. Quay")

> The sea decides, and the board signs.

| Line | Ships |
| --- | --- |
| North \\| South | 2 |

The next word of the board comes on Thursday, at noon, from the [board’s own page](https://board.example.com/news?a=1&b=%282%29).
`);
    expect(readFileSync(join(root, 'issues/x/promos/most-read.md'), 'utf8')).toBe(`---
# yaml-language-server: $schema=../../../schemas/promo-list.schema.json
title: Most read
kind: editorial
---
1. [Why the ferries stopped](https://quay.example.org/one)
2. [Five islands, one doctor](https://quay.example.org/two)
3. [10 firms leave \\[the quay\\]](https://quay.example.org/three)
`);
    expect(readFileSync(join(root, 'issues/x/promos/from-our-partners.md'), 'utf8')).toContain(
      '1. [Cranes for hire](https://partner.example.com/x) {sponsor=TODO}\n',
    );
  });

  test('reads standard input, to its end', () => {
    const cwd = smallPublication();
    const args = [join(REPOSITORY, 'bin', 'courant.js'), 'import', '-', '--issue', 'in', '--json'];
    const run = spawnSync(process.execPath, args, { cwd, input: PASTED, encoding: 'utf8' });
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(JSON.parse(run.stdout)).toMatchObject({ issue: 'in', found: { articles: 1, paragraphs: 3 } });
  });

  test('names the lists in their order', async () => {
    const root = smallPublication({ 'in.txt': PASTED });
    const run = await courant(root, ['import', 'in.txt', '--lists', 'top,partner-content', '--json']);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Lisbon' }).format();
    expect(jsonOf(run)).toMatchObject({
      issue: `${today}-harbour-board-lets-310-firms-stay`,
      format: 'text',
      found: {
        lists: [
          { name: 'top', title: 'Most read', items: 4 },
          { name: 'partner-content', title: null, items: 2 },
        ],
      },
      todo: ['subject', 'preheader', 'promos/partner-content sponsor'],
    });
  });

  test('refuses an issue that exists, and writes nothing', async () => {
    const root = smallPublication({ 'in.txt': PASTED });
    const run = await courant(root, ['import', 'in.txt', '--issue', '2026-01-05-small', '--json']);
    expect([run.status, jsonOf(run)]).toMatchObject([2, { error: { code: 'issue-exists' } }]);
    expect(readdirSync(join(root, 'issues/2026-01-05-small')).toSorted()).toEqual(['10-story.md', 'issue.md']);
  });

  test.each([
    ['no file', ['import', 'none.txt'], 'no-such-file'],
    ['a folder', ['import', 'issues'], 'file-unreadable'],
    ['an empty file', ['import', 'empty.txt'], 'empty'],
    ['a binary file', ['import', 'binary.txt'], 'not-text'],
    ['a PDF', ['import', 'story.pdf'], 'not-text'],
    ['a bad name', ['import', 'in.txt', '--issue', '../x'], 'bad-name'],
    ['a bad list', ['import', 'in.txt', '--lists', 'a,../b'], 'usage'],
    ['no feed', ['import', 'in.txt', '--format', 'feed'], 'not-a-feed'],
    ['entities', ['import', 'bomb.xml'], 'feed-entities'],
    ['a page as deep as the sea', ['import', 'deep.html'], 'too-complex'],
    ['a huge file', ['import', 'huge.txt'], 'too-large'],
  ])('refuses %s', async (_, args, code) => {
    const root = smallPublication({
      'in.txt': PASTED,
      'empty.txt': ' \n',
      'binary.txt': 'a\0b\0\0c',
      'story.pdf': '%PDF-1.7',
      'bomb.xml':
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss version="2.0"><channel><title>&b;</title></channel></rss>',
      'deep.html': `<html><body>${'<div>'.repeat(100_000)}x`,
    });
    if (code === 'too-large') writeFileSync(join(root, 'huge.txt'), Buffer.alloc(50 * 1024 * 1024, 'a'));
    const start = Date.now();
    const run = await courant(root, [...args, '--json']);
    expect([run.status, jsonOf(run)]).toMatchObject([2, { error: { code } }]);
    expect(Date.now() - start).toBeLessThan(5_000);
    expect(readdirSync(join(root, 'issues'))).toEqual(['2026-01-05-small']);
  });

  test('what is left to write is a warning to check, and an error to send', async () => {
    const root = smallPublication({ 'in.txt': 'A headline\n\nA paragraph.\n' });
    await courant(root, ['import', 'in.txt', '--issue', '2026-11-24-todo']);
    const checked = await courant(root, ['check', '2026-11-24-todo', '--format', 'concise']);
    expect(checked.status).toBe(0);
    expect(checked.stdout.match(/warning.*check\/todo|check\/todo.*warning/g)?.length ?? 0).toBe(2);
    const sent = await courant(root, ['send', '2026-11-24-todo', '--to', 'readers', '--yes', '--json']);
    expect([sent.status, errorsOf(jsonOf(sent))]).toEqual([
      1,
      ['check/todo issues/2026-11-24-todo/issue.md:4:10', 'check/todo issues/2026-11-24-todo/issue.md:5:12'],
    ]);
    expect(existsSync(join(root, 'outbox'))).toBe(false);
  });
});

function articleOf(root: string, issue: string): string {
  const folder = join(root, 'issues', issue);
  const name = readdirSync(folder).find((file) => /^\d+-/.test(file)) ?? '';
  return readFileSync(join(folder, name), 'utf8');
}

function errorsOf(value: unknown): readonly string[] {
  const list = typeof value === 'object' && value !== null && 'diagnostics' in value ? value.diagnostics : [];
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: { code: string; severity: string; file: string; line: number; column: number }) =>
    one.severity === 'error' ? [`${one.code} ${one.file}:${one.line}:${one.column}`] : [],
  );
}
