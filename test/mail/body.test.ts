import { describe, expect, test } from 'vitest';
import { joinBase64, prepareBase64 } from '../../src/mail/base64.ts';
import { type Chunk, fillBody, prepareBody } from '../../src/mail/body.ts';
import { encodeQuotedPrintable, encodeQuotedPrintableSoftly } from '../../src/mail/quoted-printable.ts';

/** RFC 2045 section 6.7 read backwards, as a relay that trims line ends would hand it on. */
function decodeQuotedPrintable(encoded: string): string {
  const joined = encoded
    .split('\r\n')
    .map((line) => line.trimEnd())
    .join('\r\n')
    .replace(/=\r\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

function encodedBy(pieces: readonly string[], values: readonly string[]): { encoding: string; encoded: string } {
  const body = prepareBody(pieces);
  const chunks: Chunk[] = [];
  fillBody(body, values, chunks);
  return { encoding: body.encoding, encoded: chunks.map((chunk) => chunk.toString('latin1')).join('') };
}

describe('quoted-printable', () => {
  test.each([
    ['', ''],
    ['plain', 'plain'],
    ['1+1=2', '1+1=3D2'],
    ['é', '=C3=A9'],
    ['space at the end \r\nand tab\t\r\n', 'space at the end=20\r\nand tab=09\r\n'],
    ['From here\r\nFrom there', '=46rom here\r\n=46rom there'],
    ['From', 'From'],
    ['.\r\n..\r\na.', '=2E\r\n=2E.\r\na.'],
    ['a\nb\rc\0', 'a=0Ab=0Dc=00'],
    [`${'a'.repeat(75)}b`, `${'a'.repeat(75)}=\r\nb`],
    [`${'a'.repeat(74)}é`, `${'a'.repeat(74)}=\r\n=C3=A9`],
    [`${'a'.repeat(75)}.`, `${'a'.repeat(75)}=\r\n=2E`],
    [`${'a'.repeat(75)}From x`, `${'a'.repeat(75)}=\r\n=46rom x`],
    [`${'a'.repeat(74)} `, `${'a'.repeat(74)}=\r\n=20`],
    ['\ud800', '=EF=BF=BD'],
  ])('%j', (text, expected) => {
    expect(encodeQuotedPrintable(text)).toBe(expected);
  });

  test.each([
    ['', ''],
    ['Ada', 'Ada=\r\n'],
    ['Ada ', 'Ada=20=\r\n'],
    ['From a', '=46rom a=\r\n'],
    ['line\r\n', 'line\r\n'],
    ['a=b', 'a=3Db=\r\n'],
    ['x'.repeat(75), `${'x'.repeat(75)}=\r\n`],
  ])('softly %j', (text, expected) => {
    expect(encodeQuotedPrintableSoftly(text)).toBe(expected);
  });
});

describe('base64', () => {
  test('pieces and values of every length meet without a fault', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'.repeat(8);
    const lengths = [0, 1, 2, 3, 4, 56, 57, 58];
    let seen = 0;
    for (const a of lengths) {
      for (const b of lengths) {
        for (const c of lengths) {
          const pieces = [letters.slice(0, a), letters.slice(0, b), letters.slice(0, c)];
          const values = ['é'.repeat(b % 5), letters.slice(0, a % 7)];
          const chunks: Chunk[] = [];
          joinBase64(pieces.map(prepareBase64), values, chunks);
          const encoded = chunks.map((chunk) => chunk.toString('latin1')).join('');
          const expected = `${pieces[0]}${values[0]}${pieces[1]}${values[1]}${pieces[2]}`;
          // One padding, at the very end: a strict decoder takes nothing else.
          expect(encoded.replaceAll('\r\n', '')).toBe(Buffer.from(expected).toString('base64'));
          expect(encoded.split('\r\n').filter((line) => line.length > 76)).toEqual([]);
          seen += 1;
        }
      }
    }
    expect(seen).toBe(512);
  });
});

describe('a body', () => {
  test.each([
    ['ASCII', ['Dear ', ',\n\nfine\n'], ['Ada'], 'quoted-printable', 'Dear Ada,\r\n\r\nfine\r\n'],
    ['mixed line ends', ['a\r\nb\nc\rd'], [], 'quoted-printable', 'a\r\nb\r\nc\r\nd'],
    ['a slot at the end', ['bye, '], ['Ada'], 'quoted-printable', 'bye, Ada'],
    ['slots side by side', ['', '', '', ''], ['a', '', '.b'], 'quoted-printable', 'a.b'],
    ['Chinese', ['你好，', '：渡轮停航了。\n'], ['艾达'], 'base64', '你好，艾达：渡轮停航了。\r\n'],
    ['nothing', [''], [], 'quoted-printable', ''],
  ])('%s', (_, pieces, values, encoding, expected) => {
    const before = values.length === pieces.length - 1 ? pieces : [...pieces, ''];
    const body = encodedBy(before, values);
    expect(body.encoding).toBe(encoding);
    const decode =
      encoding === 'base64' ? (text: string) => Buffer.from(text, 'base64').toString() : decodeQuotedPrintable;
    expect(decode(body.encoded)).toBe(expected);
  });

  test('the number of values must be that of the slots', () => {
    expect(() => fillBody(prepareBody(['a', 'b']), [], [])).toThrow('2 pieces need 1 values, not 0');
  });
});
