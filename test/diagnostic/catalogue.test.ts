import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diagnosticsPage } from '../../scripts/diagnostics-page.ts';
import { CATALOGUE, isDiagnosticCode } from '../../src/diagnostic/catalogue.ts';
import type { CatalogueEntry } from '../../src/diagnostic/catalogue/entry.ts';

const ROOT = join(import.meta.dirname, '../..');
const entries = Object.entries<CatalogueEntry>(CATALOGUE);

test('every code is area/kebab-name and says everything, in sentences', () => {
  expect(entries.length).toBeGreaterThan(100);
  for (const [code, entry] of entries) {
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/);
    for (const text of [entry.summary, entry.why])
      expect([code, text]).toEqual([code, expect.stringMatching(/^(?:[^a-z\s]|issue\.md ).*\.$/)]);
    for (const text of [entry.bad, entry.good]) expect([code, text]).toEqual([code, expect.stringMatching(/\S/)]);
    expect([code, entry.bad]).not.toEqual([code, entry.good]);
  }
});

test('every code is given by some layer', () => {
  const source = join(ROOT, 'src');
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.replaceAll('\\', '/').startsWith('diagnostic/catalogue'),
  );
  const texts = files.map((name) => readFileSync(join(source, name), 'utf8')).join('\n');
  expect(files.length).toBeGreaterThan(100);
  expect(entries.filter(([code]) => !texts.includes(`'${code}'`)).map(([code]) => code)).toEqual([]);
});

test('docs/diagnostics.md is up to date: run `npm run docs` after a change', () => {
  expect(readFileSync(join(ROOT, 'docs/diagnostics.md'), 'utf8')).toBe(diagnosticsPage());
});

test('names of every object are no codes', () => {
  expect([isDiagnosticCode('toString'), isDiagnosticCode('field/unknown')]).toEqual([false, true]);
});
