import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** The layer table of docs/architecture.md: who may import whom. Changing it takes an ADR. */
const PURE = [
  'diagnostic',
  'mail',
  'publication',
  'ingest',
  'content',
  'compile',
  'check',
  'audience',
  'personalise',
  'delivery',
  'report',
];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  diagnostic: [],
  mail: [],
  publication: ['diagnostic', 'mail'],
  ingest: ['diagnostic', 'mail', 'publication'],
  content: ['diagnostic', 'publication', 'mail'],
  compile: ['diagnostic', 'publication', 'content'],
  check: ['diagnostic', 'publication', 'content', 'compile'],
  audience: ['diagnostic', 'publication', 'mail'],
  personalise: ['compile', 'check', 'audience', 'mail'],
  delivery: ['personalise', 'audience', 'mail'],
  report: ['delivery', 'diagnostic'],
  disk: PURE,
  store: ['delivery', 'audience'],
  transport: ['delivery', 'mail'],
  preview: ['app'],
  serve: ['app'],
  app: PURE,
};

/** The one file in which each vendor's package may be named. */
const VENDOR_FILE: Readonly<Record<string, readonly string[]>> = {
  '@aws-sdk/client-ses': ['transport/ses-client.ts'],
  '@clack/prompts': ['cli/prompt.ts'],
  '@mozilla/readability': ['ingest/html/reader-mode.ts'],
  chardet: ['ingest/encoding/detect.ts'],
  feedsmith: ['ingest/feed/parse-feed.ts'],
  linkedom: ['ingest/html/dom.ts'],
  turndown: ['ingest/html/markdown.ts'],
  commander: ['cli/program.ts'],
  'csv-parse': ['publication/csv.ts'],
  'gray-matter': ['content/front-matter.ts'],
  handlebars: ['compile/handlebars-compiler.ts', 'compile/handlebars-runtime.ts'],
  'image-size': ['disk/pictures.ts'],
  'js-yaml': ['publication/yaml.ts'],
  libsql: ['store/sqlite/driver.ts'],
  'markdown-it': ['content/markdown/parse-markdown.ts'],
  mjml: ['compile/mjml.ts'],
  nodemailer: ['transport/smtp-session.ts'],
  yaml: ['publication/yaml.ts'],
};

/** What a pure folder never touches: files, network, clocks, chance, the environment. */
const IMPURE = [
  /from 'node:(fs|net|http|https|dns|tls|child_process|os|timers|worker_threads|readline|process)/,
  /\bDate\.now\(/,
  /\bnew Date\(\)/,
  /\bMath\.random\(/,
  /\bprocess\.(env|cwd|stdout|stderr|argv|exit)/,
  /\bperformance\.now\(/,
  /\brandomBytes\(|\brandomUUID\(/,
];

const root = resolve(import.meta.dirname, '../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(join(root, name), 'utf8') }));
const imports = files.flatMap((file) => importsOf(file.text).map((target) => ({ file: file.name, target })));

test('the gate saw the program', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.length).toBeGreaterThan(200);
});

test('every folder stands in the layer table', () => {
  const folders = new Set(files.map((file) => layerOf(file.name)));
  expect([...folders].filter((folder) => folder !== 'cli' && !Object.hasOwn(MAY_IMPORT, folder))).toEqual([]);
});

test('a layer imports only what the table allows', () => {
  const wrong = imports.flatMap(({ file, target }) => {
    if (!target.startsWith('.')) return [];
    const from = layerOf(file);
    const to = layerOf(relative(root, resolve(root, dirname(file), target)).replaceAll('\\', '/'));
    const allowed = from === to || from === 'cli' || MAY_IMPORT[from]?.includes(to) === true;
    return allowed ? [] : [`${file} -> ${to} (${target})`];
  });
  expect(wrong).toEqual([]);
});

test('a vendor is known in one file only', () => {
  const wrong = imports.flatMap(({ file, target }) => {
    const vendor = packageOf(target);
    if (vendor === null || (vendor === 'zod' && /^publication\/(schema\/|validate)/.test(file))) return [];
    return VENDOR_FILE[vendor]?.includes(file) === true ? [] : [`${file} imports ${vendor}`];
  });
  expect(wrong).toEqual([]);
});

test('a pure folder touches no file, clock, chance or environment', () => {
  const wrong = files
    .filter((file) => PURE.includes(layerOf(file.name)))
    .flatMap((file) => IMPURE.filter((rule) => rule.test(file.text)).map((rule) => `${file.name}: ${rule.source}`));
  expect(wrong).toEqual([]);
});

function layerOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function packageOf(target: string): string | null {
  if (target.startsWith('.') || target.startsWith('node:')) return null;
  const [scope = '', name = ''] = target.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** Statements and dynamic imports; words such as 'from' inside strings are none. */
function importsOf(text: string): readonly string[] {
  const statements = text.matchAll(/^(?:import|export)\b(?:[^;'"`]*?\sfrom)?\s'([^'\n]+)'/gm);
  const dynamic = text.matchAll(/\bimport\(\s*'([^'\n]+)'\s*\)/g);
  return [...statements, ...dynamic].map((match) => match[1] ?? '');
}
