import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  closeSync,
  ftruncateSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  cpSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type Measured, runMeasured } from './run-measured.ts';

const BASE = join(import.meta.dirname, '../broken/base');
const ISSUE = 'issues/news/issue.md';
const ARTICLE = 'issues/news/10-ferries.md';
const HEAD = '---\nsubject: a\npreheader: b\ndate: 2026-11-24\n';

const many = (count: number, piece: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join('');
const article = (body: string): string => `---\ntitle: a\n---\n${body}`;
/** Eight lists of nine aliases each unfold to 43 million values. */
const BOMB = many(8, (index) => `k${index + 1}: &a${index + 1} [${many(9, () => `*a${index}, `)}]\n`);

/** What is put over a valid publication → what is said first (or anywhere). No colon: nothing is wrong. */
const TEXTS: readonly (readonly [what: string, path: string, content: string | Buffer, says: string])[] = [
  ['a YAML alias bomb', ISSUE, `${HEAD}k0: &a0 [x, x]\n${BOMB}---\n`, 'yaml/alias'],
  ['an alias bomb in courant.yaml', 'courant.yaml', `k0: &a0 [x, x]\n${BOMB}`, 'yaml/alias'],
  ['an alias of itself', ISSUE, `${HEAD}segments: &a [*a]\n---\n`, 'yaml/alias'],
  ['brackets in YAML', ISSUE, `${HEAD}segments: ${'['.repeat(900_000)}\n---\n`, 'yaml/too-deep'],
  ['braces in YAML', ISSUE, `${HEAD}segments: ${'{a: '.repeat(200_000)}\n---\n`, 'yaml/too-deep'],
  ['dashes in YAML', ISSUE, `${HEAD}segments:\n${'- '.repeat(200_000)}\n---\n`, 'yaml/too-deep'],
  [
    'sixty thousand unknown keys',
    ISSUE,
    `${HEAD}${many(60_000, (index) => `wrong${index}: x\n`)}---\n`,
    'file/too-many',
  ],
  ['one key a hundred thousand times', ISSUE, `${HEAD}${'x: 1\n'.repeat(100_000)}---\n`, 'file/too-many'],
  [
    'ninety thousand names of segments',
    ISSUE,
    `${HEAD}segments: [${many(90_000, (index) => `w${index}, `)}]\n---\n`,
    'file/too-many',
  ],
  ['five thousand quotes', ARTICLE, article('>'.repeat(5_000)), 'markdown/too-deep'],
  ['five thousand brackets', ARTICLE, article('['.repeat(5_000)), ''],
  ['five thousand links in each other', ARTICLE, article('[a]('.repeat(5_000)), ''],
  ['a quarter of a million brackets', ARTICLE, article('['.repeat(250_000)), ''],
  ['stars', ARTICLE, article('*a _b '.repeat(40_000)), ''],
  ['lists in lists', ARTICLE, article(many(500, (index) => `${' '.repeat(2 * index)}- a\n`)), 'markdown/too-deep'],
  ['sixty thousand items', ARTICLE, article('- a\n'.repeat(60_000)), ''],
  ['fifty thousand tags', ARTICLE, article('<b>'.repeat(50_000)), 'markdown/raw-html'],
  ['twenty thousand links to nowhere', ARTICLE, article(many(20_000, (index) => `[a](b${index}) `)), 'link/relative'],
  ['twenty thousand slots', ARTICLE, article(many(20_000, (index) => `{{w${index}}} `)), 'slot/unknown-field'],
  ['braces', ARTICLE, article('{{'.repeat(100_000)), 'slot/malformed'],
  ['a book', ARTICLE, article('All the news. '.repeat(100_000)), 'markdown/too-long'],
  ['NUL bytes', ARTICLE, article('a\0b'), 'text/control-character'],
  ['nothing but NUL bytes', ARTICLE, Buffer.alloc(1_000_000), 'front-matter/missing'],
  ['controls in a body', ARTICLE, article('\u0001'.repeat(250_000)), 'text/control-character'],
  ['lone CRs', ARTICLE, article('b\n'.repeat(100_000)).replaceAll('\n', '\r'), ''],
  ['no UTF-8', ARTICLE, Buffer.from(article('caf\xe9'), 'latin1'), 'file/not-utf8'],
  ['half a character at the end', ARTICLE, Buffer.from(article('渡')).subarray(0, -1), 'file/not-utf8'],
  ['UTF-16', ARTICLE, Buffer.from(`\ufeff${article('渡')}`, 'utf16le'), 'file/not-utf8'],
  ['a fence called js', ARTICLE, '---js\nprocess.exit(3)\n---\nb\n', 'front-matter/fence'],
  ['a fence called constructor', ARTICLE, '---constructor\nb\n---\nb\n', 'front-matter/fence'],
  [
    'keys of every object',
    ARTICLE,
    '---\ntitle: a\n__proto__: { polluted: 1 }\nconstructor: 1\n---\nb\n',
    'field/unknown',
  ],
  [
    'ninety thousand columns',
    'issues/news/promos/wide.csv',
    `${many(90_000, (index) => `c${index},`)}\n1\n`,
    'file/too-many',
  ],
  ['fifty thousand wrong rows', 'issues/news/promos/long.csv', `rank,title\n${'x,\n'.repeat(50_000)}`, 'file/too-many'],
  ['a template of blocks', 'templates/plain/layout.mjml.hbs', '{{#if a}}'.repeat(100_000), 'template/too-deep'],
  [
    'a template of tags',
    'templates/plain/layout.mjml.hbs',
    `<mjml><mj-body>${'<mj-text>'.repeat(50_000)}`,
    'file/too-many',
  ],
];

test.each(TEXTS)('%s costs little and says so', { timeout: 120_000 }, async (_, path, content, says) => {
  const run = await checked((root) => writeFileSync(place(root, path), content));
  expect(run.stdout).toContain(says === '' ? '' : `[${says}]`);
  expect(run.status).toBe(says === '' ? 0 : 1);
  expect(run.stdout.split('\n').length).toBeLessThan(420);
  expectLittle(run, { seconds: 8, megabytes: 700 });
});

/** Things in a folder that are no files, or not what they seem. */
const FOLDERS: readonly (readonly [what: string, make: (root: string) => void, says: string])[] = [
  [
    'a link out of the folder',
    (root) => symlinkSync('/etc/hostname', place(root, 'issues/news/20-x.md')),
    'file/outside',
  ],
  ['a link to a device', (root) => symlinkSync('/dev/zero', place(root, 'issues/news/20-x.md')), 'file/outside'],
  ['a folder linked into itself', (root) => symlinkSync('.', place(root, 'issues/news/again')), 'file/outside'],
  [
    'courant.yaml as a link to a device',
    (root) => symlinkSync('/dev/zero', place(root, 'courant.yaml')),
    'file/outside',
  ],
  ['a pipe in place of issue.md', (root) => pipe(place(root, ISSUE)), 'file/unreadable'],
  ['a pipe as an article', (root) => pipe(place(root, 'issues/news/20-x.md')), 'file/unreadable'],
  ['a pipe as courant.yaml', (root) => pipe(place(root, 'courant.yaml')), 'file/unreadable'],
  ['a pipe as a template', (root) => pipe(place(root, 'templates/partials/a.mjml.hbs')), 'file/unreadable'],
  ['a pipe as issue.md of another issue', (root) => pipe(place(root, 'issues/other/issue.md')), ''],
  ['a folder named issue.md', (root) => folder(root, ISSUE), 'issue/missing'],
  ['a folder named like an article', (root) => folder(root, 'issues/news/20-x.md'), ''],
  ['a folder named courant.yaml', (root) => folder(root, 'courant.yaml'), 'file/unreadable'],
  ['ten thousand pictures', (root) => manyFiles(root, 'png'), ''],
  ['three thousand articles', (root) => manyFiles(root, 'md'), 'front-matter/missing'],
];

test.each(FOLDERS)('%s is no trouble', { timeout: 120_000 }, async (_, make, says) => {
  const run = await checked(make);
  expect(run.stdout).toContain(says === '' ? '' : `[${says}]`);
  expect(run.status).toBe(says === '' ? 0 : 1);
  expectLittle(run, { seconds: 10, megabytes: 500 });
});

test.each(['issues/news/20-big.md', ISSUE, 'courant.yaml', 'templates/plain/layout.mjml.hbs'])(
  '50 MB as %s are refused within a second and 200 MB',
  { timeout: 120_000 },
  async (path) => {
    const run = await checked((root) => {
      const file = openSync(place(root, path), 'w');
      ftruncateSync(file, 50 * 1024 * 1024);
      closeSync(file);
    });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('[file/too-large]');
    expectLittle(run, { seconds: 1, megabytes: 200 });
  },
);

test('names that could steer a terminal are shown, not obeyed', { timeout: 120_000 }, async () => {
  const names = ['20-a\nb.md', '30-\u001b[2Jc.md', '40-\u202edm.d.md', '50-\u009b31m.md', '60-\u0007.md'];
  const make = (root: string): void => {
    for (const name of names) writeFileSync(join(root, 'issues/news', name), 'no front matter');
  };
  for (const format of ['human', 'concise', 'github']) {
    const { stdout } = await checked(make, ['--format', format]);
    expect(stdout.match(/front-matter\/missing/g)).toHaveLength(names.length);
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
});

/** `courant check` over a valid publication with something done to it. */
async function checked(
  make: (root: string) => void,
  args: readonly string[] = ['--format', 'concise'],
): Promise<Measured> {
  const root = mkdtempSync(join(tmpdir(), 'courant-hostile-'));
  try {
    cpSync(BASE, root, { recursive: true });
    make(root);
    return await runMeasured(['check', 'news', ...args], root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function expectLittle(run: Measured, most: { readonly seconds: number; readonly megabytes: number }): void {
  expect(run.stderr).toBe('');
  expect(run.megabytes).toBeGreaterThan(20);
  expect(run.megabytes).toBeLessThan(most.megabytes);
  expect(run.seconds).toBeLessThan(most.seconds);
}

/** The path in the folder, with its folders made and nothing in its place. */
function place(root: string, path: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { recursive: true, force: true });
  return file;
}

function folder(root: string, path: string): void {
  mkdirSync(place(root, path));
}

function pipe(file: string): void {
  execFileSync('mkfifo', [file]);
}

function manyFiles(root: string, ending: 'png' | 'md'): void {
  const count = ending === 'png' ? 10_000 : 3_000;
  for (let index = 0; index < count; index += 1) writeFileSync(place(root, `issues/news/a-${index}.${ending}`), 'x');
}
