import { describe, expect, test } from 'vitest';
import type { FieldValue } from '../../src/audience/subscriber.ts';
import { type Pieces, SLOT_CAP } from '../../src/compile/edition.ts';
import { fillPieces } from '../../src/personalise/fill.ts';
import { leave, PUBLICATION, pieces, slot } from './sample-edition.ts';

const SETTINGS = { language: 'en', fields: PUBLICATION.fields, linkBase: 'https://mail.example.org/x?b&c' };

function fill(
  text: Pieces,
  fields: Record<string, FieldValue> = {},
  language = 'en',
  reader: string | null = null,
): string {
  return fillPieces(text, { ...SETTINGS, language }, { fields, language: reader, token: 'to-ken' });
}

const NAME_SLOT = { fallback: 'reader & friend' };

describe('a value is escaped for its place', () => {
  test.each([
    ['html-text', '<b>&"\'</b>', '&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;'],
    ['html-attribute', '"><script>', '&quot;&gt;&lt;script&gt;'],
    ['plain', '<b>&"\'</b>', '<b>&"\'</b>'],
    ['plain', 'a\r\n\r\nUnsubscribe: https://example.com', 'a  Unsubscribe: https://example.com'],
    ['header', 'a\r\nBcc: eve@example.org', 'a Bcc: eve@example.org'],
    ['header', ' a \t  b ', 'a b'],
    ['html-text', 'a\u202eb\u2066c\u2069d\u200fe', 'abcd\u200fe'],
    ['html-text', 'a\0b\u0001c\u0085d\u2028e', 'abc d e'],
    ['html-text', 'a\ud800b\udc00c😀', 'a\ufffdb\ufffdc😀'],
    ['html-text', '{{first_name}}\\{{x}}', '{{first_name}}\\{{x}}'],
    ['html-text', '$&$1$`', '$&amp;$1$`'],
    ['html-text', 'وئام', 'وئام'],
  ] as const)('%s %j', (place, value, expected) => {
    const filled = fill(pieces('[', slot(place, NAME_SLOT), ']'), { first_name: value });
    expect(filled).toBe(`[${expected}]`);
  });

  test.each([
    ['https://example.org/?a=1&b=2', 'https://example.org/?a=1&amp;b=2'],
    ['HTTP://example.org/ä b"<>', 'HTTP://example.org/%C3%A4%20b%22%3C%3E'],
    ['mailto:ada@example.org', 'mailto:ada@example.org'],
    [' https://example.org/%C3%A4 ', 'https://example.org/%C3%A4'],
    ['javascript:alert(1)', 'https://fallback.example'],
    ['java\nscript:alert(1)', 'https://fallback.example'],
    ['\u0001javascript:alert(1)', 'https://fallback.example'],
    ['data:text/html,x', 'https://fallback.example'],
    ['//example.com/x', 'https://fallback.example'],
    ['https:example.com', 'https://fallback.example'],
    ['Ada', 'https://fallback.example'],
    ['', 'https://fallback.example'],
    [`https://example.org/${'a'.repeat(200)}`, 'https://fallback.example'],
  ])('a whole address %j', (value, expected) => {
    const text = pieces('<a href="', slot('html-url', { fallback: 'https://fallback.example' }), '">');
    expect(fill(text, { first_name: value })).toBe(`<a href="${expected}">`);
  });

  test('a default that leads nowhere good is left out too', () => {
    expect(fill(pieces('<a href="', slot('html-url', { fallback: 'javascript:1' }), '">'))).toBe('<a href="">');
  });

  test.each([
    ['<a href="https://example.org/?n=', 'html-url', '">'],
    ['See https://example.org/?n=', 'plain', ' now'],
    ['<https://example.org/', 'plain', '>'],
    ['MAILTO:x@example.org?subject=', 'plain', '\n'],
  ] as const)('inside an address: %j', (before, place, after) => {
    const filled = fill(pieces(before, slot(place), '&m=', slot(place), after), { first_name: 'A & B/é"\'(' });
    expect(filled).toBe(`${before}A%20%26%20B%2F%C3%A9%22%27%28&m=A%20%26%20B%2F%C3%A9%22%27%28${after}`);
  });

  test.each([
    'https://example.org ',
    'https://example.org\n',
    '网址：https://example.org，',
    '<https://example.org> ',
    '',
  ])('after an address that has ended: %j', (before) => {
    expect(fill(pieces(before, slot('plain')), { first_name: 'A B' })).toBe(`${before}A B`);
  });
});

describe('an empty value', () => {
  test.each([[''], ['  \t'], ['\r\n'], ['\u202e'], ['\0']])('%j gives the default, escaped', (value) => {
    expect(fill(pieces(slot('html-text', NAME_SLOT)), { first_name: value })).toBe('reader &amp; friend');
  });

  test('so does an absent one, and a name that only objects have', () => {
    expect(fill(pieces(slot('plain', NAME_SLOT)))).toBe('reader & friend');
    expect(fill(pieces(slot('plain', { field: 'constructor', fallback: 'x' })))).toBe('x');
    expect(fill(pieces(slot('plain', { field: '__proto__', fallback: 'x' })))).toBe('x');
  });

  test('zero and false are values', () => {
    expect(fill(pieces(slot('plain', { field: 'visits', fallback: 'x' })), { visits: 0 })).toBe('0');
    expect(fill(pieces(slot('plain', { field: 'visits', fallback: 'x' })), { visits: false })).toBe('false');
  });
});

describe('a long value', () => {
  test('is cut', () => {
    expect(fill(pieces(slot('plain')), { first_name: 'x'.repeat(10_240) })).toBe('x'.repeat(SLOT_CAP));
  });

  test('never within a character', () => {
    expect(fill(pieces(slot('plain')), { first_name: `x${'😀'.repeat(200)}` })).toBe(
      `x${'😀'.repeat(SLOT_CAP / 2 - 1)}`,
    );
  });

  test('is cut before it is escaped', () => {
    expect(fill(pieces(slot('html-text')), { first_name: '&'.repeat(1000) })).toBe('&amp;'.repeat(SLOT_CAP));
  });
});

describe('a date', () => {
  test.each([
    ['en', null, '4 March 2025'],
    ['en', 'long', '4 March 2025'],
    ['en', 'short', '4 Mar'],
    ['de', 'long', '4. März 2025'],
    ['zh-Hans', 'long', '2025年3月4日'],
  ] as const)('in %s, %s', (language, format, expected) => {
    const text = pieces(slot('plain', { field: 'joined', format }));
    expect(fill(text, { joined: '2025-03-04' }, language)).toBe(expected);
  });

  test.each([
    ['en', 'full', 'Tuesday, 4 March 2025'],
    ['en', 'weekday', 'Tuesday'],
    ['en', 'month', 'March'],
    ['en', 'year', '2025'],
    ['pt-PT', 'full', 'terça-feira, 4 de março de 2025'],
    ['zh-Hans', 'weekday', '星期二'],
    ['ar', 'month', 'مارس'],
  ] as const)('in %s, %s', (language, format, expected) => {
    expect(fill(pieces(slot('plain', { field: 'joined', format })), { joined: '2025-03-04' }, language)).toBe(expected);
  });

  test('is written in the reader’s language where it is known, and in one that can be told', () => {
    const text = pieces(slot('plain', { field: 'joined' }));
    expect(fill(text, { joined: '2025-03-04' }, 'en', 'de')).toBe('4. März 2025');
    expect(fill(text, { joined: '2025-03-04' }, 'en', 'no such language!')).toBe('4 March 2025');
    expect(fill(text, { joined: '2025-03-04' }, 'de', null)).toBe('4. März 2025');
  });

  test('that is none stays as it is', () => {
    expect(fill(pieces(slot('plain', { field: 'joined' })), { joined: '2025-13-45' })).toBe('2025-13-45');
    expect(fill(pieces(slot('plain', { field: 'joined' })), { joined: 'soon' })).toBe('soon');
  });
});

describe('a number', () => {
  test.each([
    ['en', null, 1234567.891, '1234567.891'],
    ['en', 'plain', 20112, '20112'],
    ['en', 'integer', 1234567.891, '1,234,568'],
    ['de', 'integer', 1234567.891, '1.234.568'],
    ['en', 'decimal', 1234.5, '1,234.5'],
    ['en', 'amount', 1234.5, '1,234.50'],
    ['pt', 'amount', -0.5, '-0,50'],
    ['en', 'percent', 0.256, '25.6%'],
    ['en', 'long', 12, '12'],
  ] as const)('in %s, %s: %d', (language, format, value, expected) => {
    expect(fill(pieces(slot('plain', { field: 'visits', format })), { visits: value }, language)).toBe(expected);
  });

  test('of many languages and values stays right', () => {
    const text = pieces(slot('plain', { field: 'visits', format: 'integer' }));
    const filled = Array.from({ length: 12_000 }, (_, index) =>
      fill(text, { visits: index + 1000 }, index % 2 === 0 ? 'en' : 'de'),
    );
    expect([filled[0], filled[1], filled[11_999]]).toEqual(['1,000', '1.001', '12.999']);
  });
});

describe('the leave link', () => {
  test.each([
    ['<a href="', 'html-url', '<a href="https://mail.example.org/x?b&amp;c/u/to-ken'],
    ['', 'html-text', 'https://mail.example.org/x?b&amp;c/u/to-ken'],
    ['Leave: ', 'plain', 'Leave: https://mail.example.org/x?b&c/u/to-ken'],
  ] as const)('%s in %s', (before, place, expected) => {
    expect(fill(pieces(before, leave(place)))).toBe(expected);
  });
});
