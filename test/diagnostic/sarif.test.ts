import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { CATALOGUE, isDiagnosticCode } from '../../src/diagnostic/catalogue.ts';
import { type Diagnostic, diagnose } from '../../src/diagnostic/diagnostic.ts';
import { renderSarif } from '../../src/diagnostic/render/sarif.ts';
import { startOf } from '../../src/diagnostic/source.ts';
import { sarifShape } from './sarif-shape.ts';

/** One of every code, with places and words that are hard to write down. */
const DIAGNOSTICS: readonly Diagnostic[] = Object.keys(CATALOGUE)
  .filter((code) => isDiagnosticCode(code))
  .map((code, index) => {
    const file =
      ['courant.yaml', 'issues/日报/a b%.md', 'issues/x/\u202e\n:#?.md', 'issues/\ud800.md'][index % 4] ?? '';
    const span = index % 3 === 0 ? startOf(file) : { file, line: 2, column: 3, endLine: 2 + (index % 2), endColumn: 9 };
    const notes = index % 2 === 0 ? [] : [{ message: 'first \u0000 here', span: startOf('b.md') }];
    return diagnose(code, span, { message: `wrong {0} [link](1) \ud800 ${index}`, hint: 'mend it', notes });
  });

const OPTIONS = { version: '1.2.3', docs: 'https://news.example.org/diagnostics' };

const parse = (diagnostics: readonly Diagnostic[], docs = OPTIONS.docs): unknown =>
  JSON.parse(renderSarif(diagnostics, { ...OPTIONS, docs }));

test.each([
  ['one of every code', DIAGNOSTICS],
  ['none', []],
])('%s is SARIF 2.1.0', (_, diagnostics) => {
  const validate = new Ajv({ strict: true }).compile(sarifShape);
  expect([validate(parse(diagnostics)), validate.errors]).toEqual([true, null]);
});

/** The whole schema is OASIS's own and not ours to hand on; with its path in SARIF_SCHEMA it is held against too. */
const official = process.env['SARIF_SCHEMA'] ?? '';

test.skipIf(official === '')('the official schema agrees', () => {
  const schema = z.record(z.string(), z.json()).parse(JSON.parse(readFileSync(official, 'utf8')));
  // It is written in draft 4, whose identifiers ajv doesn't read; the rest means the same.
  Reflect.deleteProperty(schema, '$schema');
  Reflect.deleteProperty(schema, 'id');
  const ajv = new Ajv({
    strict: false,
    formats: { uri: URL.canParse.bind(URL), 'uri-reference': true, 'date-time': true },
  });
  const validate = ajv.compile(schema);
  for (const diagnostics of [DIAGNOSTICS, []])
    expect([validate(parse(diagnostics)), validate.errors]).toEqual([true, null]);
  expect(validate({ version: '2.1.0' })).toBe(false);
});

test('rules say what the catalogue says, and lead to the page', () => {
  const found = DIAGNOSTICS.find(({ code }) => code === 'field/unknown');
  const text: unknown = expect.stringContaining('{{0}} \\[link\\](1)');
  expect(parse(found ? [found] : [])).toMatchObject({
    runs: [
      {
        tool: {
          driver: {
            semanticVersion: '1.2.3',
            rules: [
              {
                id: 'field/unknown',
                shortDescription: { text: CATALOGUE['field/unknown'].summary },
                fullDescription: { text: CATALOGUE['field/unknown'].why },
                helpUri: 'https://news.example.org/diagnostics#fieldunknown',
              },
            ],
          },
        },
        results: [{ message: { text } }],
      },
    ],
  });
  expect(renderSarif(DIAGNOSTICS, { ...OPTIONS, docs: null })).not.toContain('helpUri');
});

test('what is not SARIF fails', () => {
  const validate = new Ajv({ strict: true }).compile(sarifShape);
  const region = { startLine: 0, startColumn: 1, endLine: 1, endColumn: 1 };
  const location = { physicalLocation: { artifactLocation: { uri: 'a.md', uriBaseId: '%SRCROOT%' }, region } };
  const result = { ruleId: 'a/b', ruleIndex: 0, level: 'fatal', message: { text: 'm' }, locations: [location] };
  expect(validate({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [result] }] })).toBe(false);
  expect(validate({ version: '2.0.0', runs: [] })).toBe(false);
});
