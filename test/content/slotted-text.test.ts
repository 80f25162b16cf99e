import { expect, test } from 'vitest';
import { parseSlottedText } from '../../src/content/slotted-text.ts';
import { createSource, spanAt } from '../../src/diagnostic/source.ts';
import { publicationSchema } from '../../src/publication/schema/publication.ts';

const publication = {
  ...publicationSchema.parse({
    name: 'The Harbour Daily',
    url: 'https://news.example.org',
    linkBase: 'https://mail.example.org',
    from: 'daily@example.org',
    address: '1 Quay Street',
    fields: { first_name: { type: 'text' }, joined: { type: 'date' } },
  }),
  source: createSource('courant.yaml', ''),
};

function read(text: string) {
  const source = createSource('issue.md', `---\nsubject: ${text}\n`);
  const { value, diagnostics } = parseSlottedText(source, 13, text, publication);
  return {
    parts: value.map((part) =>
      typeof part === 'string' ? part : [part.field, part.format, part.fallback, part.span.column],
    ),
    found: diagnostics.map(({ code, span }) => `${code} ${span.line}:${span.column}-${span.endColumn}`),
  };
}

const CASES: readonly (readonly [text: string, parts: readonly unknown[], ...found: readonly string[]])[] = [
  ['', []],
  ['Ferries < trains', ['Ferries < trains']],
  ['{{first_name}}', [['first_name', null, '', 10]]],
  ['早上好，{{first_name|读者}}！', ['早上好，', ['first_name', null, '读者', 14], '！']],
  [
    '{{joined:year|a | b}}{{first_name}}',
    [
      ['joined', 'year', 'a | b', 10],
      ['first_name', null, '', 31],
    ],
  ],
  ['\\{{first_name}} {{ first_name }}', ['{{first_name}} ', ['first_name', null, '', 26]]],
  ['{{fist_name}}', [['fist_name', null, '', 10]], 'slot/unknown-field 2:10-23'],
  ['{{email}}', [['email', null, '', 10]], 'slot/unknown-field 2:10-19'],
  ['{{constructor}}', [['constructor', null, '', 10]], 'slot/unknown-field 2:10-25'],
  ['Hello {{first_name', ['Hello {{first_name'], 'slot/malformed 2:16-18'],
  ['{{a {{first_name}}', ['{{a ', ['first_name', null, '', 14]], 'slot/malformed 2:10-12'],
  ['{{|reader}}', ['{{|reader}}'], 'slot/malformed 2:10-21'],
  ['{{first-name}}', ['{{first-name}}'], 'slot/malformed 2:10-24'],
  ['a\u0007\u0000b', ['ab'], 'text/control-character 2:11-13'],
];

test.each(CASES.map(([text, parts, ...found]) => ({ text, parts, found })))('$text', ({ text, parts, found }) => {
  expect(read(text)).toEqual({ parts, found });
});

test('a quoted scalar without escapes has exact places, one with escapes is named as a whole', () => {
  const plain = createSource('issue.md', 'subject: "Hi {{nobody}}"');
  expect(parseSlottedText(plain, 9, 'Hi {{nobody}}', publication).diagnostics[0]?.span).toEqual(spanAt(plain, 13, 23));
  const escaped = createSource('issue.md', 'subject: "Hi\\t{{nobody}}"');
  const whole = spanAt(escaped, 9, 25);
  expect(parseSlottedText(escaped, 9, 'Hi\t{{nobody}}', publication, whole).diagnostics[0]?.span).toEqual(whole);
});

test('the hint names the field that was meant', () => {
  const source = createSource('issue.md', '{{frist_name}} {{planet}}');
  const hints = parseSlottedText(source, 0, source.text, publication).diagnostics.map(({ hint }) => hint);
  expect(hints).toEqual([
    'Did you mean `first_name`?',
    'Declare it below `fields:` in courant.yaml, or use one of these: first_name, joined.',
  ]);
});
