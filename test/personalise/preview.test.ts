import { afterEach, describe, expect, test } from 'vitest';
import { previewHtml, previewMessage, previewSubject, previewText } from '../../src/personalise/preview.ts';
import { bodyOf, headersNamed, readWithPython } from '../mail/read-back.ts';
import { edition, leave, PUBLICATION, pieces, slot } from './sample-edition.ts';

const SUMMER = {
  text: '2026-07-01',
  kind: 'day',
  instant: Date.parse('2026-06-30T23:00:00Z'),
  timeZone: 'Europe/Lisbon',
} as const;
const EDITION = edition({
  date: SUMMER,
  subject: pieces('Morning, ', slot('header', { fallback: 'reader' })),
  html: pieces(
    '<p>Hello ',
    slot('html-text', { fallback: 'reader & all' }),
    '</p><a href="',
    leave('html-url'),
    '">leave</a>\n',
  ),
  text: pieces('Hello ', slot('plain', { fallback: 'reader & all' }), '\n', leave('plain'), '\n'),
});
const ZONE = process.env['TZ'];

afterEach(() => {
  if (ZONE === undefined) delete process.env['TZ'];
  else process.env['TZ'] = ZONE;
});

describe('the preview of an edition', () => {
  test('is what a reader with only an address gets', () => {
    expect(previewHtml(EDITION, PUBLICATION)).toBe(
      '<p>Hello reader &amp; all</p><a href="https://mail.example.org/u/preview">leave</a>\n',
    );
    expect(previewText(EDITION, PUBLICATION)).toBe('Hello reader & all\nhttps://mail.example.org/u/preview\n');
    expect(previewSubject(EDITION, PUBLICATION)).toBe('Morning, reader');
  });

  test('has a subject without gaps', () => {
    const other = edition({ subject: pieces('Morning ', slot('header'), ' ', slot('header')) });
    expect(previewSubject(other, PUBLICATION)).toBe('Morning');
    expect(headersNamed(readWithPython([previewMessage(other, PUBLICATION).bytes])[0], 'Subject')).toEqual(['Morning']);
  });

  test('is a mail with the issue’s date, an id from the hash and the same parts', () => {
    const message = previewMessage(EDITION, PUBLICATION);
    const [mail] = readWithPython([message.bytes]);
    expect(mail?.defects).toEqual([]);
    expect(mail?.to).toEqual([{ name: '', address: 'reader@example.com' }]);
    expect(headersNamed(mail, 'Date')).toEqual(['Wed, 01 Jul 2026 00:00:00 +0100']);
    expect(headersNamed(mail, 'Message-ID')).toEqual(['<0123456789abcdef0123456789abcdef@example.org>']);
    expect(headersNamed(mail, 'Subject')).toEqual(['Morning, reader']);
    expect(bodyOf(mail, 'text/html')).toBe(previewHtml(EDITION, PUBLICATION).replaceAll('\n', '\r\n'));
    expect(bodyOf(mail, 'text/plain')).toBe(previewText(EDITION, PUBLICATION).replaceAll('\n', '\r\n'));
  });

  test('is the same in every time zone', () => {
    process.env['TZ'] = 'Pacific/Kiritimati';
    const far = previewMessage(EDITION, PUBLICATION).bytes.toString();
    process.env['TZ'] = 'America/Los_Angeles';
    expect(new Date(SUMMER.instant).getHours()).toBe(16);
    expect(previewMessage(EDITION, PUBLICATION).bytes.toString()).toBe(far);
  });
});
