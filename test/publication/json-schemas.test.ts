import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { jsonSchemas } from '../../scripts/json-schemas.ts';
import { readFrontMatter } from '../../src/content/front-matter.ts';
import { createSource } from '../../src/diagnostic/source.ts';
import { readYaml } from '../../src/publication/yaml.ts';
import { valueOf } from './samples.ts';

const ROOT = join(import.meta.dirname, '../..');
const schemas = jsonSchemas();
const samples = readdirSync(join(ROOT, 'issues'), { recursive: true, encoding: 'utf8' })
  .map((path) => `issues/${path.replaceAll('\\', '/')}`)
  .filter((path) => /^issues\/[^/]+\/.*\.(md|ya?ml)$/.test(path));

/** The file's own kind of schema. */
function schemaOf(path: string): string {
  if (path === 'courant.yaml') return 'publication';
  if (path.includes('/promos/')) return 'promo-list';
  return path.endsWith('/issue.md') ? 'issue' : 'article';
}

function validates(name: string, value: unknown): boolean {
  const schema = z.record(z.string(), z.json()).parse(JSON.parse(schemas.get(`schemas/${name}.schema.json`) ?? ''));
  return new Ajv2020({ strict: true, strictTypes: false }).validate(schema, value);
}

/** What a text editor's YAML reader makes of the file, or of its front matter. */
function readValue(path: string, text: string): unknown {
  const source = createSource(path, text);
  return path.endsWith('.md') ? valueOf(readFrontMatter(source)).document.value : valueOf(readYaml(source)).value;
}

test('schemas/ is up to date: run `npm run schemas` after a change', () => {
  expect(readdirSync(join(ROOT, 'schemas')).map((name) => `schemas/${name}`)).toEqual([...schemas.keys()].toSorted());
  for (const [path, text] of schemas) expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
});

test.each(['courant.yaml', ...samples])('%s is right', (path) => {
  expect(samples.length).toBeGreaterThan(20);
  expect(validates(schemaOf(path), readValue(path, readFileSync(join(ROOT, path), 'utf8')))).toBe(true);
});

const PUBLICATION = `name: 日报
url: http://localhost:8080
linkBase: https://mail.example.org
from: daily@example.org
address: 1 Quay Street
`;

test.each([
  ['publication', PUBLICATION, true],
  ['publication', `${PUBLICATION}segments: { asia: { list: daily, where: { country: { in: [CN, 1] } } } }`, true],
  ['publication', PUBLICATION.replace('from:', 'form:'), false],
  ['publication', PUBLICATION.replace('http://localhost:8080', 'news.example.org'), false],
  ['publication', `${PUBLICATION}smtp: { host: localhost, port: 99999 }`, false],
  ['publication', `${PUBLICATION}checks: { severity: { link/insecure: fatal } }`, false],
  ['issue', 'subject: 1984\ndate: 2026-11-24', true],
  ['issue', 'subject: a', false],
  ['issue', 'subject: a\ndate: 2026-11-24\npreheder: b', false],
  ['issue', 'subject: " "\ndate: 2026-11-24', false],
  ['article', 'title: a\nimage: images/port.png\nbyline: Ana', true],
  [
    'article',
    'title: a\nimage: { src: images/port.png, alt: "" }\nbyline: { name: Ana, email: ana@example.org }',
    true,
  ],
  ['article', 'title: a\nimage: { path: images/port.png }', false],
  ['article', 'title: a\ndisplay: big', false],
  ['promo-list', 'title: Most read\nkind: sponsored\nitems: [{ rank: 1, title: a }]', true],
  ['promo-list', 'limit: 5', true],
  ['promo-list', 'limit: five', false],
  ['promo-list', 'items: [{ rank: 0, title: a }]', false],
])('as %s: %j is %s', (name, text, right) => {
  expect(validates(name, readValue('a.yaml', text))).toBe(right);
});

const schemaNode = z.looseObject({
  $ref: z.string().optional(),
  description: z.string().optional(),
  properties: z.record(z.string(), z.json()).optional(),
});

/** Every key below a piece of a schema that an editor would see without a word about it; text editors follow `$ref`. */
function undescribed(node: unknown, path: string, root: unknown = node): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item) => undescribed(item, path, root));
  const parsed = schemaNode.safeParse(node);
  if (!parsed.success) return [];
  const { properties = {}, ...rest } = parsed.data;
  const keys = Object.entries(properties).flatMap(([key, value]) => {
    const words = schemaNode.safeParse(value).data;
    const described = (words?.description ?? definition(words?.$ref, root)?.description ?? '') !== '';
    return [...(described ? [] : [`${path}.${key}`]), ...undescribed(value, `${path}.${key}`, root)];
  });
  return [...keys, ...Object.values(rest).flatMap((value) => undescribed(value, path, root))];
}

function definition(ref: string | undefined, root: unknown) {
  const name = /^#\/\$defs\/(.+)$/.exec(ref ?? '')?.[1] ?? '';
  return z.looseObject({ $defs: z.record(z.string(), schemaNode) }).safeParse(root).data?.$defs[name];
}

test.each([...schemas])('%s says what every key is for', (path, text) => {
  expect(undescribed(JSON.parse(text), path)).toEqual([]);
  const words = z.object({ title: z.string().min(1), description: z.string().min(1) });
  expect(words.safeParse(JSON.parse(text)).success).toBe(true);
});
