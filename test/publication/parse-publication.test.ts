import { expect, test } from 'vitest';
import { createSource } from '../../src/diagnostic/source.ts';
import { parsePublication } from '../../src/publication/parse-publication.ts';
import { COURANT_YAML, places, samplePublication, underlined } from './samples.ts';

test('every key of the contract', () => {
  const more = `replyTo: editors@example.org
language: zh-hans
template: weekly
checks: { clients: [gmail, outlook], severity: { link/insecure: error } }
ses: { region: eu-west-1, configurationSet: newsletters }
smtp: { host: localhost, port: 587 }
requireApproval: true
`;
  const { value, diagnostics } = parsePublication(createSource('courant.yaml', COURANT_YAML + more));
  expect(diagnostics).toEqual([]);
  expect(value).toMatchObject({ language: 'zh-Hans', template: 'weekly', smtp: { port: 587 }, requireApproval: true });
});

test('what is left out has its default', () => {
  expect(samplePublication()).toMatchObject({ language: 'en', template: 'daily', requireApproval: false });
  const { value } = parsePublication(
    createSource('courant.yaml', `${COURANT_YAML}ses: { rampUp: { from: 2026-11-01 } }`),
  );
  expect(value?.ses?.rampUp).toEqual({ from: '2026-11-01', start: 200, factor: 1.5 });
});

test.each([
  ['from: 2026-02-30', '2026-02-30', 'Write it like `2026-11-01`.'],
  ['from: 1 November', '1 November', 'Write it like `2026-11-01`.'],
  ['from: 2026-11-01 08:00', '2026-11-01 08:00', 'Write it like `2026-11-01`.'],
  ['from: 2026-11-01, start: 0', '0', 'Change the value.'],
  ['from: 2026-11-01, factor: 10', '10', 'Change the value.'],
])('a ramp-up %s', (keys, place, hint) => {
  const source = createSource('courant.yaml', `${COURANT_YAML}ses: { rampUp: { ${keys} } }\n`);
  const { value, diagnostics } = parsePublication(source);
  expect(value).toBeUndefined();
  expect(diagnostics).toMatchObject([{ code: 'field/value', hint }]);
  expect(diagnostics.map((diagnostic) => underlined(source, diagnostic))).toEqual([place]);
});

test.each([
  ['timeZone: Europe/Lisbon', 'timeZone: Lisbon', 'Lisbon', 'publication/time-zone', 'Did you mean `Europe/Lisbon`?'],
  [
    'timeZone: Europe/Lisbon',
    'language: english',
    'english',
    'publication/language',
    'Write a tag such as `en`, `pt-BR` or `zh-Hans`.',
  ],
  ['timeZone: Europe/Lisbon', 'language: pt_BR', 'pt_BR', 'publication/language', 'Write `pt-BR`.'],
  ['<daily@example.org>', '', 'The Harbour Daily', 'publication/mailbox', /^Write it like/],
  [
    '<daily@example.org>',
    '<a@example.org>, b@example.org',
    'The Harbour Daily <a@example.org>, b@example.org',
    'publication/mailbox',
    /^Write it like/,
  ],
  [
    'The Harbour Daily <daily@example.org>',
    '"Daily\\r\\nBcc: x <daily@example.org>"',
    '"Daily\\r\\nBcc: x <daily@example.org>"',
    'publication/mailbox',
    /^Write it like/,
  ],
  [
    '<daily@example.org>',
    '<读者@example.org>',
    'The Harbour Daily <读者@example.org>',
    'publication/mailbox',
    /^Write it/,
  ],
  ['https://news.example.org', 'https://', 'https://', 'field/value', /^Write the whole address/],
  ['https://news.example.org', 'ftp://localhost', 'ftp://localhost', 'field/value', /^Write the whole address/],
  [
    '  country: {',
    '  homeTown: { type: text }\n  country: {',
    'homeTown',
    'publication/field-name',
    'Write `home_town`.',
  ],
  [
    '  country: {',
    '  email: { type: text }\n  country: {',
    'email',
    'publication/field-name',
    'Use another name, such as `first_name`.',
  ],
  [
    '  country: {',
    '  __proto__: { type: text }\n  country: {',
    '__proto__',
    'publication/field-name',
    'Write `proto`.',
  ],
  ['  daily: {', '  our readers: {}\n  daily: {', 'our readers', 'publication/audience-name', /^Use letters/],
  ['  daily: {', '  asia: {}\n  daily: {', 'asia', 'publication/name-clash', 'Give one of the two another name.'],
  ['list: daily', 'list: dayly', 'dayly', 'publication/list-unknown', 'Did you mean `daily`?'],
  ['where: { country', 'where: { contry', 'contry', 'publication/field-unknown', 'Did you mean `country`?'],
  ['title: The daily letter', 'file: ../readers.csv', '../readers.csv', 'publication/path-outside', /^Copy the file/],
  [
    'timeZone: Europe/Lisbon',
    'checks: { severity: { link/insecur: off } }',
    'link/insecur',
    'publication/code-unknown',
    'Did you mean `link/insecure`?',
  ],
])('%s → %s', (good, bad, text, code, hint) => {
  const source = createSource('courant.yaml', COURANT_YAML.replace(good, bad));
  const { value, diagnostics } = parsePublication(source);
  expect(value).toBeUndefined();
  expect(diagnostics.map((found) => [found.code, underlined(source, found)])).toEqual([[code, text]]);
  expect(diagnostics[0]?.hint).toMatch(hint);
});

test('all problems come out in one run', () => {
  const text = COURANT_YAML.replace('timeZone: Europe/Lisbon', 'timezone: x')
    .replace('first_name: { type: text }', 'First: { type: txt }')
    .replace('list: daily', 'list: weekly')
    .replace('address: 1 Quay Street, Port Alder', 'address:');
  expect(places(parsePublication(createSource('courant.yaml', text)).diagnostics).toSorted()).toEqual([
    '13:17-13:23 publication/list-unknown',
    '5:1-5:8 field/empty',
    '6:1-6:9 field/unknown',
    '8:18-8:21 field/value',
    '8:3-8:8 publication/field-name',
  ]);
});

test.each(['http://localhost:8080', 'http://127.0.0.1/', 'https://新闻.example.org/a', 'HTTPS://news.example.org'])(
  '%s is an address to try things out with',
  (url) => {
    const text = COURANT_YAML.replace('https://news.example.org', url);
    expect(parsePublication(createSource('courant.yaml', text)).diagnostics).toEqual([]);
  },
);
