import { describe, expect, test } from 'vitest';
import { renderMailDate, zoneOffsetMinutes, zoneOffsets } from '../../src/mail/date-header.ts';
import { encodedWords } from '../../src/mail/encoded-word.ts';
import { headerField, unstructuredWords } from '../../src/mail/header.ts';
import { mailboxWords } from '../../src/mail/mailbox.ts';

function subject(text: string): string {
  return headerField('Subject', unstructuredWords('Subject', text));
}

/** Undoes RFC 2047 for the tests, one word at a time: a word that tears a character comes out as U+FFFD. */
function decode(words: readonly string[]): readonly string[] {
  return words.map((word) => {
    const [, charset, encoding, payload] = /^=\?(.+?)\?([BQ])\?(.*)\?=$/.exec(word) ?? [];
    expect(charset).toBe('UTF-8');
    if (encoding === 'B') return Buffer.from(payload ?? '', 'base64').toString();
    const percent = (payload ?? '').replaceAll('%', '%25').replaceAll('_', ' ').replaceAll('=', '%');
    return decodeURIComponent(percent);
  });
}

describe('a header field', () => {
  test.each([
    ['Morning news', 'Subject: Morning news\r\n'],
    ['', 'Subject:\r\n'],
    ['Café au lait', 'Subject: =?UTF-8?Q?Caf=C3=A9_au_lait?=\r\n'],
    ['Café', 'Subject: =?UTF-8?B?Q2Fmw6k=?=\r\n'],
    ['早安', 'Subject: =?UTF-8?B?5pep5a6J?=\r\n'],
    ['a  b', 'Subject: =?UTF-8?Q?a__b?=\r\n'],
    ['this is =?x?= typed', 'Subject: =?UTF-8?Q?this_is_=3D=3Fx=3F=3D_typed?=\r\n'],
    [
      'Thirteen words that go on until the line is full and has to be folded here',
      'Subject: Thirteen words that go on until the line is full and has to be\r\n folded here\r\n',
    ],
  ])('subject %j', (text, expected) => {
    expect(subject(text)).toBe(expected);
  });

  test.each(['a\r\nBcc: x@example.org', 'a\nb', 'a\rb', 'a\0b', 'é', 'a\tb'])('a word %j is refused', (word) => {
    expect(() => headerField('Subject', [word])).toThrow('may not hold');
  });

  test('a name that is none, and a line that no relay takes, are refused', () => {
    expect(() => headerField('Sub ject', ['x'])).toThrow('not a header name');
    expect(() => headerField('X', ['a'.repeat(999)])).toThrow('longer than 998');
  });
});

describe('encoded words', () => {
  test.each([
    ['Chinese', '海港日报：渡轮为什么停航，以及接下来会发生什么'.repeat(8)],
    ['Arabic', 'صحيفة الميناء: لماذا توقفت العبارات؟ '.repeat(8).trim()],
    ['German', 'Größere Fähren für die Äußeren Inseln '.repeat(6).trim()],
    ['families and flags', '👩‍👩‍👧‍👦🇵🇹🏳️‍🌈é'.repeat(12)],
    ['letters without limit', `a${'\u0301'.repeat(200)}`],
    ['a long ASCII word', 'x'.repeat(600)],
  ])('%s', (_, text) => {
    const words = encodedWords(text, 67);
    expect(decode(words).join('')).toBe(text);
    expect(words.filter((word) => word.length > 75)).toEqual([]);
    expect(words[0]?.length).toBeLessThanOrEqual(67);
    expect(
      subject(text)
        .split('\r\n')
        .filter((line) => line.length > 76),
    ).toEqual([]);
  });

  test('end between the characters that readers see', () => {
    const family = '👩‍👩‍👧';
    const words = decode(encodedWords(family.repeat(9), 67));
    expect(words.length).toBeGreaterThan(2);
    expect(words.map((word) => word.replaceAll(family, ''))).toEqual(words.map(() => ''));
  });
});

describe('a mailbox in a header', () => {
  test.each([
    ['', 'a@example.org'],
    ['The Daily', 'The Daily <a@example.org>'],
    ['Daily, The', '"Daily, The" <a@example.org>'],
    ['J. "Jo" O\\', '"J. \\"Jo\\" O\\\\" <a@example.org>'],
    ['海港', '=?UTF-8?B?5rW35riv?= <a@example.org>'],
    ['=?UTF-8?Q?x?=', '=?UTF-8?B?PT9VVEYtOD9RP3g/PQ==?= <a@example.org>'],
    ['A\r\nBcc:  x', '"A Bcc: x" <a@example.org>'],
  ])('%j', (name, expected) => {
    expect(mailboxWords({ name, address: 'a@example.org' }, 70).join(' ')).toBe(expected);
  });
});

describe('a date', () => {
  test.each([
    ['2026-11-24T05:30:00Z', 60, 'Tue, 24 Nov 2026 06:30:00 +0100'],
    ['2026-11-24T05:30:09Z', 0, 'Tue, 24 Nov 2026 05:30:09 +0000'],
    ['2026-01-01T02:00:00Z', -210, 'Wed, 31 Dec 2025 22:30:00 -0330'],
    ['2024-02-29T20:00:00Z', 345, 'Fri, 1 Mar 2024 01:45:00 +0545'],
  ])('%s at %i minutes', (instant, offsetMinutes, expected) => {
    expect(renderMailDate({ instant: Date.parse(instant), offsetMinutes })).toBe(expected);
  });

  test('a zone’s offset changes at the moment when its clocks do', () => {
    const offset = zoneOffsets('Europe/Lisbon');
    const change = Date.parse('2026-10-25T01:00:00Z');
    expect([change - 2, change - 1, change, change + 1, change - 1].map(offset)).toEqual([60, 60, 0, 0, 60]);
  });

  test.each([
    ['Europe/Lisbon', '2026-07-01T00:00:00Z', 60],
    ['Europe/Lisbon', '2026-11-24T00:00:00Z', 0],
    ['Asia/Kathmandu', '2026-11-24T00:00:00Z', 345],
    ['America/St_Johns', '2026-11-24T00:00:00Z', -210],
    ['UTC', '2026-11-24T00:00:00Z', 0],
  ])('%s at %s is %i minutes ahead', (zone, instant, expected) => {
    expect(zoneOffsetMinutes(Date.parse(instant), zone)).toBe(expected);
  });
});
