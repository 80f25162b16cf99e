import { type Ingested, ingested, unfit } from '../ingested.ts';
import { declaredEncoding } from './declared.ts';
import { likelyEncodings } from './detect.ts';
import { mendWindows1252 } from './windows-1252.ts';

export interface DecodedText {
  readonly text: string;
  /** By its name in the Encoding Standard, such as `utf-8` or `gb18030`. */
  readonly encoding: string;
}

/** Files that programs write and nobody can read as text, by their first bytes. */
const BINARY: readonly (readonly [magic: string, what: string])[] = [
  ['%PDF-', 'a PDF'],
  ['PK\u0003\u0004', 'a packed file, such as a Word document'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Office document'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['GIF8', 'a picture'],
  ['RIFF', 'a picture or a sound'],
  ['\u001f\u008b', 'a packed file'],
  ['bplist', 'a web archive'],
];
/** So many letters beyond ASCII that are UTF-8 by chance are past belief, whatever a page declares. */
const SURELY_UTF8 = 8;
/** What bytes become that a one-byte encoding has no letter for: the guess was wrong. */
const NO_LETTER = /[\u0080-\u0084\u0086-\u009f\ufffd]/;

/**
 * Bytes as text: by their byte order mark, as UTF-8 where they are that, as they declare, or as is likeliest. Nothing is
 * replaced on the way: bytes that fit no encoding are a problem.
 */
export async function decodeText(bytes: Uint8Array): Promise<Ingested<DecodedText>> {
  const binary = binaryKind(bytes);
  if (binary !== null)
    return unfit(
      'not-text',
      `This is ${binary}, not a text.`,
      'Open it, and copy its text into a file, or save the page as HTML.',
    );
  const marked = byteOrderMark(bytes) ?? withoutMark(bytes);
  if (marked !== null) return decodeAs(bytes, [marked]);
  if (bytes.includes(0))
    return unfit('not-text', 'This file holds NUL bytes: it is not a text.', 'Check that it is the right file.');
  const declared = declaredEncoding(bytes);
  const utf8 = tryDecode(bytes, 'utf-8');
  const isAscii = utf8 !== null && utf8.text.length === bytes.length;
  if (
    utf8 !== null &&
    (declared === null || (isAscii && !bytes.includes(0x1b)) || beyondAscii(utf8.text) >= SURELY_UTF8)
  )
    return ingested(utf8);
  const asDeclared = declared === null ? null : tryDecode(bytes, declared);
  if (asDeclared !== null) return ingested(asDeclared);
  return utf8 === null ? decodeAs(bytes, await likelyEncodings(bytes)) : ingested(utf8);
}

function binaryKind(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 8));
  return BINARY.find(([magic]) => start.startsWith(magic))?.[1] ?? null;
}

function byteOrderMark([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** UTF-16 that lost its mark: of Latin letters, spaces and line ends every second byte is zero, always on the same side. */
function withoutMark(bytes: Uint8Array): string | null {
  if (bytes.length < 4 || bytes.length % 2 !== 0) return null;
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length / 20 && even === 0) return 'utf-16le';
  return even > sample.length / 20 && odd === 0 ? 'utf-16be' : null;
}

function decodeAs(bytes: Uint8Array, encodings: readonly string[]): Ingested<DecodedText> {
  for (const encoding of encodings) {
    const decoded = tryDecode(bytes, encoding);
    if (decoded !== null && !NO_LETTER.test(decoded.text)) return ingested(decoded);
  }
  return unfit(
    'unknown-encoding',
    `The letters of this file can’t be read as ${encodings.join(', ')}.`,
    'Save it again as UTF-8.',
  );
}

/** Null where a byte doesn't fit, or nobody knows the encoding. */
function tryDecode(bytes: Uint8Array, encoding: string): DecodedText | null {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    const text = decoder.decode(bytes);
    return { text: decoder.encoding === 'windows-1252' ? mendWindows1252(text) : text, encoding: decoder.encoding };
  } catch {
    return null;
  }
}

function beyondAscii(text: string): number {
  let count = 0;
  for (const letter of text.slice(0, 100_000)) if (letter > '\u007f') count += 1;
  return count;
}
