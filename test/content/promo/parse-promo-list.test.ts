import { expect, test } from 'vitest';
import { parsePromoList } from '../../../src/content/promo/parse-promo-list.ts';
import { createSource, offsetAt, type Source, type Span } from '../../../src/diagnostic/source.ts';
import { publication } from './sample-publication.ts';

const A = 'https://news.example.org/a';
const B = 'https://news.example.org/b';

/** Path and text, and what is said of it: place, code, the text that is underlined, and the places of notes. */
const WRONG: Readonly<Record<string, readonly [path: string, text: string, said: readonly string[]]>> = {
  'a rank twice': [
    'a.md',
    `1. [x](${A})\n3. [y](${B})\n3. [z](${B}#z)\n`,
    ['3:1 promo/rank-duplicate «3.» ← 2:1', '2:1 promo/rank-gap «3.»', `3:8 promo/url-duplicate «${B}#z» ← 2:8`],
  ],
  'rank twice below a front matter, indented': [
    'a.md',
    `---\ntitle: T\n---\n\n  2. [x](${A})\n  2. [y](${B})\n`,
    ['6:3 promo/rank-duplicate «2.» ← 5:3', '5:3 promo/rank-gap «2.»'],
  ],
  'a gap of one': ['a.md', `1. [x](${A})\n3. [y](${B})`, ['2:1 promo/rank-gap «3.»']],
  'rank 0': ['a.md', `0. [x](${A})`, ['1:1 promo/rank-invalid «0.»']],
  'no address': ['a.md', `1. Tides`, ['1:1 promo/no-url «1. Tides»']],
  'an address without a title': ['a.md', `1. [ ](${A})`, [`1:1 promo/title-missing «1. [ ](${A})»`]],
  'a number and nothing': ['a.md', `1.`, ['1:1 promo/no-url «1.»', '1:1 promo/title-missing «1.»']],
  'a bullet': ['a.md', `1. [x](${A})\n- [y](${B})`, [`2:1 promo/not-an-item «- [y](${B})»`]],
  'a nested list': ['a.md', `1. [x](${A})\n    1. y`, ['2:5 promo/not-an-item «1. y»']],
  'a paragraph': ['a.md', `Read this:\n\n1. [x](${A})`, ['1:1 promo/not-an-item «Read this:»']],
  'a continued item': ['a.md', `1. [x](${A})\nand more`, ['2:1 promo/not-an-item «and more»']],
  'a glued number': ['a.md', `1.[x](${A})`, [`1:1 promo/not-an-item «1.[x](${A})»`]],
  'full-width digits are for import to read': ['a.md', `１. x`, ['1:1 promo/not-an-item «１. x»']],
  'text behind the link': ['a.md', `1. [x](${A}) now`, ['1:36 promo/item-syntax «now»']],
  'a link in a sentence': ['a.md', `1. see [x](${A})`, [`1:10 promo/item-syntax «](${A})»`]],
  'an open address': ['a.md', `1. [x](${A}`, [`1:7 promo/item-syntax «(${A}»`]],
  'a title of a link': ['a.md', `1. [x](${A} "t")`, ['1:35 promo/item-syntax «"t")»']],
  'a wrong scheme': ['a.md', `1. [x](javascript:alert(1))`, ['1:8 link/scheme «javascript:alert(1)»']],
  'plain http': ['a.md', `1. [x](http://news.example.org)`, ['1:8 link/insecure «http://news.example.org»']],
  'an address twice': ['a.md', `1. [x](${A})\n1. [y](${A})`, [`2:8 promo/url-duplicate «${A}» ← 1:8`]],
  'a slot in an address': ['a.md', `1. [x](${A}?{{first_name}})`, [`1:8 slot/no-place «${A}?{{first_name}}»`]],
  'raw HTML': ['a.md', `1. [a <b>c</b>](${A})`, ['1:7 markdown/raw-html «<b>»']],
  'an unknown slot': ['a.md', `1. [Hello {{nam}}](${A})`, ['1:11 slot/unknown-field «{{nam}}»']],
  'an unknown attribute': ['a.md', `1. [x](${A}) {untill=2026-10-08}`, ['1:37 promo/unknown-attribute «untill»']],
  'a word for an attribute': ['a.md', `1. [x](${A}) {draft}`, ['1:37 promo/attribute-syntax «draft»']],
  'an open quote': ['a.md', `1. [x](${A}) {sponsor="North}`, ['1:37 promo/attribute-syntax «sponsor="North»']],
  'an attribute without a value': ['a.md', `1. [x](${A}) {sponsor=}`, ['1:37 promo/attribute-syntax «sponsor»']],
  'an attribute twice': [
    'a.md',
    `1. [x](${A}) {source=a source=b}`,
    ['1:46 promo/attribute-duplicate «source» ← 1:37'],
  ],
  'a bad day': ['a.md', `1. [x](${A}) {until=2026-02-30}`, ['1:43 date/invalid «2026-02-30»']],
  'until before from': [
    'a.md',
    `1. [x](${A}) {from=2026-10-08 until=2026-10-07}`,
    ['1:59 promo/until-before-from «2026-10-07» ← 1:42'],
  ],
  'an unknown segment': ['a.md', `1. [x](${A}) {segments="asia, eurpe"}`, ['1:53 issue/segment-unknown «eurpe»']],
  'a sponsored item without sponsor': [
    'a.md',
    `---\nkind: sponsored\n---\n1. [x](${A})`,
    [`4:1 promo/sponsor-missing «1. [x](${A})»`],
  ],
  'a bad limit': ['a.md', `---\nlimit: 0\n---\n1. [x](${A})`, ['2:8 field/value «0»']],
  'an unknown key': ['a.md', `---\ntitel: T\n---\n1. [x](${A})`, ['2:1 field/unknown «titel»']],
  'no items': ['a.md', `---\ntitle: T\n---\n`, ['1:1 promo/empty-list «»']],
  'an empty file': ['a.md', '', ['1:1 promo/empty-list «»']],
  'an open front matter hides no-items': ['a.md', `---\ntitle: T\n1. [x](${A})`, ['1:1 front-matter/unclosed «---»']],
  'lone CR as line end': ['a.md', `1. [x](${A})\r2. y\r`, ['2:1 promo/no-url «2. y»']],
  'a NUL': ['a.md', `1. [x\0y](${A})`, ['1:6 text/control-character «\0»']],

  'yaml: everything at once': [
    'a.yaml',
    `kind: sponsored\nitems:\n  - { rank: 1, title: a, url: ${A} }\n  - { rank: 1, title: b, url: ${B}, sponsor: N, until: soon }\n`,
    [
      `3:5 promo/sponsor-missing «{ rank: 1, title: a, url: ${A} }»`,
      '4:78 date/invalid «soon»',
      '4:13 promo/rank-duplicate «1» ← 3:13',
    ],
  ],
  'yaml: no title': ['a.yaml', `items:\n  - { rank: 1, url: ${A} }`, [`2:5 field/missing «{ rank: 1, url: ${A} }»`]],
  'yaml: a rank of one and a half': [
    'a.yaml',
    `items:\n  - { rank: 1.5, title: a, url: ${A} }`,
    ['2:13 field/type «1.5»'],
  ],
  'yaml: rank and score': [
    'a.yaml',
    `items:\n  - { rank: 1, score: 2, title: a, url: ${A} }`,
    ['2:23 promo/rank-and-score «2» ← 2:13'],
  ],
  'yaml: ranks and scores mixed': [
    'a.yaml',
    `items:\n  - { rank: 1, title: a, url: ${A} }\n  - { score: 2, title: b, url: ${B} }`,
    ['3:14 promo/rank-missing «2»'],
  ],
  'yaml: neither': [
    'a.yaml',
    `items:\n  - { title: a, url: ${A} }`,
    [`2:5 promo/rank-missing «{ title: a, url: ${A} }»`],
  ],
  'yaml: unreadable': ['a.yaml', `items: [`, ['1:8 yaml/syntax «[»']],
  'yaml: empty': ['a.yaml', 'items: []', ['1:1 promo/empty-list «»']],
  'yaml: items that are only texts are not called empty': ['a.yaml', 'items:\n  - Cranes', ['2:5 field/type «Cranes»']],
  'yaml: an address that is a mapping': [
    'a.yaml',
    'items:\n  - { rank: 1, title: a, url: { b: c } }',
    ['2:31 field/type «{ b: c }»'],
  ],

  'a pin that is none': ['a.md', `1. [x](${A}) {pin=top}`, ['1:41 promo/pin-invalid «top»']],
  'one place, two pins': [
    'a.md',
    `1. [x](${A}) {pin=2}\n2. [y](${B}) {pin=2}`,
    ['2:41 promo/pin-duplicate «2» ← 1:41'],
  ],
  'a pin beyond the limit': ['a.md', `---\nlimit: 1\n---\n1. [x](${A}) {pin=2}`, ['4:41 promo/pin-beyond-limit «2»']],
  'a label that is turned off, in an attribute': [
    'a.md',
    `1. [x](${A}) {label=none}`,
    ['1:37 promo/label-fixed «label»'],
  ],
  'a label that is turned off, in a front matter': [
    'a.md',
    `---\nkind: sponsored\nsponsorLabel: ""\nhideSponsor: true\ntitel: x\n---\n1. [x](${A}) {sponsor=N}`,
    ['3:1 promo/label-fixed «sponsorLabel»', '4:1 promo/label-fixed «hideSponsor»', '5:1 field/unknown «titel»'],
  ],
  'yaml: a label that is turned off': [
    'a.yaml',
    `label:\nitems:\n  - { rank: 1, title: a, url: ${A}, Disclosure: none, colour: red }`,
    ['1:1 promo/label-fixed «label»', '3:59 promo/label-fixed «Disclosure»', '3:77 field/unknown «colour»'],
  ],
  'csv: a label that is turned off': [
    'a.csv',
    `rank,title,url,Sponsored\n1,a,${A},no`,
    ['1:16 promo/label-fixed «Sponsored»'],
  ],
  'a sponsor in a list without a label': ['a.md', `1. [x](${A}) {sponsor=N}`, ['1:45 promo/sponsor-unlabelled «N»']],
  'expires: a word': ['a.md', `---\nexpires: soon\n---\n1. [x](${A})`, ['2:10 promo/expires-invalid «soon»']],
  'expires: a number': ['a.md', `---\nexpires: 7\n---\n1. [x](${A})`, ['2:10 promo/expires-invalid «7»']],
  'expires: no day': ['a.md', `---\nexpires: 2026-02-30\n---\n1. [x](${A})`, ['2:10 date/invalid «2026-02-30»']],
  'expires: a list': ['a.md', `---\nexpires: [7]\n---\n1. [x](${A})`, ['2:10 field/type «[7]»']],
  'expires after days that never begin': [
    'a.md',
    `---\nexpires: 7 days\n---\n1. [x](${A})\n2. [y](${B}) {until=2026-10-08}`,
    [`4:1 promo/from-missing «1. [x](${A})»`],
  ],
  'settings that are none': [
    'a.md',
    `---\nexclude: everything\nduplicates: yes\nsponsorCap: 0\nsponserCap: 2\nfallback:\n---\n1. [x](${A})`,
    [
      '2:10 field/value «everything»',
      '3:13 field/value «yes»',
      '4:13 field/value «0»',
      '5:1 field/unknown «sponserCap»',
    ],
  ],
  'yaml: a pin of one and a half': [
    'a.yaml',
    `items:\n  - { pin: 1.5, title: a, url: ${A} }`,
    ['2:12 field/type «1.5»'],
  ],
  'the same story twice': [
    'a.md',
    `1. [x](${A})\n1. [y](https://www.news.example.org/a/?utm_source=x)`,
    ['2:8 promo/url-duplicate «https://www.news.example.org/a/?utm_source=x» ← 1:8'],
  ],
  'csv: a wrong pin': ['a.csv', `rank,pin,title,url\n1,0,a,${A}`, ['2:3 promo/pin-invalid «0»']],

  'csv: duplicate rank, quoted': [
    'a.csv',
    `rank,title,url\n1,a,${A}\n"1",b,${B}\n`,
    ['3:2 promo/rank-duplicate «1» ← 2:1'],
  ],
  'csv: an open quote costs one row': [
    'a.csv',
    `rank,title,url\n1,"a,${A}\n2,b,${B}\n`,
    [`2:3 promo/csv-syntax «"a,${A}»`],
  ],
  'csv: a stray quote': ['a.csv', `rank,title,url\n1,a "b",${A}\n`, [`2:3 promo/csv-syntax «a "b",${A}»`]],
  'csv: a row too short': ['a.csv', `rank,title,url\n1,a\n`, ['2:1 promo/csv-width «1,a» ← 1:1']],
  'csv: a row too long': ['a.csv', `rank,title,url\n1,a,b,${A}\n`, [`2:1 promo/csv-width «1,a,b,${A}» ← 1:1`]],
  'csv: an unknown column': [
    'a.csv',
    `rank,titel,url\n1,a,${A}`,
    ['1:6 promo/unknown-column «titel»', '1:1 promo/column-missing «rank,titel,url»'],
  ],
  'csv: a column twice': [
    'a.csv',
    `rank,title,title,url\n1,a,b,${A}`,
    ['1:12 promo/attribute-duplicate «title» ← 1:6'],
  ],
  'csv: semicolons': ['a.csv', `rank;title\n1;a`, ['1:1 promo/unknown-column «rank;title»']],
  'csv: no ranks': [
    'a.csv',
    `title,url\na,${A}`,
    ['1:1 promo/column-missing «title,url»', `2:1 promo/rank-missing «a,${A}»`],
  ],
  'csv: a wrong score': ['a.csv', `score,title,url\nhigh,a,${A}`, ['2:1 promo/score-invalid «high»']],
  'csv: an empty title': ['a.csv', `rank,title,url\n1,,${A}`, [`2:1 promo/title-missing «1,,${A}»`]],
  'csv: Arabic, after a quoted line break': [
    'a.csv',
    `rank,title,url\n1,"سفن\r\nعالقة",${A}\n2,أسعار,ftp://x.example.org\n`,
    ['4:9 link/scheme «ftp://x.example.org»'],
  ],
  'csv: only a header': ['a.csv', 'rank,title,url\n', ['1:1 promo/empty-list «»']],
  'csv: an empty file': ['a.csv', '', ['1:1 promo/empty-list «»']],
};

test.each(Object.entries(WRONG))('%s', (_, [path, text, expected]) => {
  const source = createSource(path, text);
  const { diagnostics } = parsePromoList(source, null, publication);
  const said = diagnostics.map(({ code, span, notes }) => {
    const at = `${span.line}:${span.column} ${code} «${textOf(source, span)}»`;
    return notes.length === 0
      ? at
      : `${at} ← ${notes.map((note) => `${note.span.line}:${note.span.column}`).join(' ')}`;
  });
  expect(said.toSorted()).toEqual([...expected].toSorted());
  expect(diagnostics.every(({ message, hint }) => message !== '' && hint !== '')).toBe(true);
});

function textOf(source: Source, span: Span): string {
  return source.text.slice(offsetAt(source, span.line, span.column), offsetAt(source, span.endLine, span.endColumn));
}

/** What is right comes out as meant, and nothing is said of it. */
const RIGHT: Readonly<Record<string, readonly [path: string, text: string, items: readonly unknown[]]>> = {
  'typed ranks in any order': [
    'a.md',
    `2. [x](${A})\n1) [y](${B})\n`,
    [
      { rank: 2, title: 'x', url: A },
      { rank: 1, title: 'y', url: B },
    ],
  ],
  'all typed 1. counts by position': [
    'a.md',
    `1. [x](${A})\n\n1. [y](${B})\n`,
    [
      { rank: 1, title: 'x', url: A },
      { rank: 2, title: 'y', url: B },
    ],
  ],
  'brackets, parentheses, escapes': [
    'a.md',
    `1. [A [small] \\] *sign* \\*](https://news.example.org/b_(c))`,
    [{ rank: 1, title: 'A [small] ] *sign* *', url: 'https://news.example.org/b_(c)' }],
  ],
  'an address in angle brackets': ['a.md', `1. [x](<${A}>)`, [{ rank: 1, title: 'x', url: A }]],
  'slots, and braces that are none': [
    'a.md',
    `1. [Hello {{first_name|reader}} \\{{x}} {y}](${A})`,
    [{ rank: 1, title: ['Hello ', 'first_name', ' {{x}} {y}'], url: A }],
  ],
  attributes: [
    'a.md',
    `---\nkind: sponsored\n---\n1. [x](${A}) {from=2026-10-01 until=2026-10-08 sponsor="North \\"N\\" line" source=路透 segments=asia,europe pin=1}`,
    [
      {
        rank: 1,
        pin: 1,
        title: 'x',
        url: A,
        from: '2026-10-01',
        until: '2026-10-08',
        sponsor: 'North "N" line',
        source: '路透',
        segments: ['asia', 'europe'],
      },
    ],
  ],
  'a byte-order mark and CRLF': ['a.md', `\uFEFF1. [渡轮停航](${A})\r\n`, [{ rank: 1, title: '渡轮停航', url: A }]],
  'a story may stand twice': [
    'a.md',
    `---\nduplicates: allow\n---\n1. [x](${A})\n2. [y](${A})`,
    [
      { rank: 1, title: 'x', url: A },
      { rank: 2, title: 'y', url: A },
    ],
  ],
  'scores with a pin among them': [
    'a.md',
    `1. [x](${A}) {score=2}\n1. [y](${B}) {pin=1}`,
    [
      { score: 2, title: 'x', url: A },
      { pin: 1, title: 'y', url: B },
    ],
  ],
  'csv with a pin': [
    'a.csv',
    `rank,pin,title,url\n2,,a,${A}\n,1,b,${B}\n1,,c,${A}c`,
    [
      { rank: 2, title: 'a', url: A },
      { pin: 1, title: 'b', url: B },
      { rank: 1, title: 'c', url: `${A}c` },
    ],
  ],
  'an empty list with a fallback': ['a.md', '---\nfallback: b\n---\n', []],
  'scores in Markdown': [
    'a.md',
    `1. [x](${A}) {score=2}\n1. [y](${B}) {score=7.5}`,
    [
      { score: 2, title: 'x', url: A },
      { score: 7.5, title: 'y', url: B },
    ],
  ],
  yaml: [
    'a.yml',
    `kind: sponsored\nitems:\n  - { rank: 1, title: Cranes < hire, url: ${A}, sponsor: 3, segments: [asia] }\n  - rank: 2\n    title: "two\\tb"\n    url: ${B}\n    until:\n    sponsor: N\n`,
    [
      { rank: 1, title: 'Cranes < hire', url: A, sponsor: '3', segments: ['asia'] },
      { rank: 2, title: 'two\tb', url: B, sponsor: 'N' },
    ],
  ],
  csv: [
    'a.csv',
    `\uFEFFRank, title ,url,source,until\r\n1,"The ""best"", ferry",${A},,\r\n,,,,\r\n\r\n2, 渡轮 ,${B},S <b>,2026-10-08`,
    [
      { rank: 1, title: 'The "best", ferry', url: A },
      { rank: 2, title: '渡轮', url: B, source: 'S <b>', until: '2026-10-08' },
    ],
  ],
};

test.each(Object.entries(RIGHT))('right: %s', (_, [path, text, expected]) => {
  const { value, diagnostics } = parsePromoList(createSource(path, text), null, publication);
  expect(diagnostics).toEqual([]);
  const items = (value?.items ?? []).map((item) => {
    const title = item.title.value.map((part) => (typeof part === 'string' ? part : part.field));
    const all = {
      ...item,
      title: title.length === 1 ? title[0] : title,
      url: item.url?.value,
      from: item.from?.text,
      until: item.until?.text,
      segments: item.segments.length === 0 ? null : item.segments.map((segment) => segment.value),
    };
    return Object.fromEntries(Object.entries(all).filter(([, entry]) => entry !== null && entry !== undefined));
  });
  expect(items).toEqual(expected);
});

test('a list is named by its stem and says what it is', () => {
  const source = createSource(
    'issues/x/promos/most-read.md',
    `---\ntitle: Most read\nkind: sponsored\nlimit: 5\n---\n`,
  );
  const { value } = parsePromoList(source, null, publication);
  expect(value).toMatchObject({
    name: 'most-read',
    file: source.path,
    kind: 'sponsored',
    limit: 5,
    order: 'rank',
    items: [],
  });
  expect(value?.title).toEqual({
    value: ['Most read'],
    span: { file: source.path, line: 2, column: 8, endLine: 2, endColumn: 17 },
  });
});

test('a list says its rules', () => {
  const rules = 'order: score\nexpires: 2 weeks\nexclude: in-issue\nduplicates: allow\nfallback: 2026\nsponsorCap: 2\n';
  const csv = createSource('promos/p.csv', `score,title,url\n1,a,${A}\n`);
  const { value } = parsePromoList(csv, createSource('promos/p.csv.yaml', rules), publication);
  expect(value).toMatchObject({
    order: 'score',
    expires: { kind: 'days', days: 14 },
    exclude: 'in-issue',
    duplicates: 'allow',
    fallback: { value: '2026', span: { file: 'promos/p.csv.yaml', line: 5, column: 11 } },
    role: 'shown',
    sponsorCap: 2,
  });
  const only = parsePromoList(createSource('a.md', '---\nfallback: only\n---\n'), null, publication).value;
  expect(only).toMatchObject({ fallback: null, role: 'fallback', duplicates: 'leave-out', expires: null });
});

test('a CSV takes title and kind from the file beside it, else the stem', () => {
  const csv = createSource('promos/partners.csv', `score,title,url,sponsor\n1,a,${A},N\n`);
  const beside = createSource('promos/partners.csv.yaml', 'title: From our partners\nkind: sponsored\n');
  expect(parsePromoList(csv, beside, publication).value).toMatchObject({
    name: 'partners',
    order: 'score',
    kind: 'sponsored',
    title: { value: ['From our partners'], span: { file: beside.path, line: 1 } },
  });
  expect(parsePromoList(csv, null, publication).value).toMatchObject({
    kind: 'editorial',
    title: { value: ['partners'] },
  });
  const wrong = createSource('promos/partners.csv.yaml', 'items: []\n');
  expect(parsePromoList(csv, wrong, publication).diagnostics.map(({ code, span }) => [code, span.file])).toEqual([
    ['field/unknown', 'promos/partners.csv.yaml'],
    ['promo/sponsor-unlabelled', 'promos/partners.csv'],
  ]);
});

test('hostile lists end in bounded time', () => {
  const hostile = [
    ['a.md', `1. ${'['.repeat(200_000)}`],
    ['a.md', `1. [x](${'('.repeat(200_000)}`],
    ['a.md', `1. x {${'a="'.repeat(60_000)}}`],
    ['a.md', `1. ${'<a '.repeat(60_000)}`],
    ['a.md', `1. x ${'{'.repeat(200_000)}}`],
    ['a.md', `1. x {a="${'b" '.repeat(200_000)}}`],
    ['a.md', '1. x {segments=nowhere}\n'.repeat(2_000)],
    ['a.csv', `rank,title\n1,${'"'.repeat(200_001)}`],
    ['a.csv', `rank,title\n${'1,"a\n'.repeat(2_000)}`],
    ['a.yaml', `items: ${'['.repeat(20_000)}`],
    ['a.yaml', 'items:\n  - { __proto__: { title: x }, constructor: 1 }'],
  ] as const;
  const started = process.cpuUsage();
  for (const [path, text] of hostile) {
    expect(parsePromoList(createSource(path, text), null, publication).diagnostics.length).toBeGreaterThan(0);
  }
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(10);
});
