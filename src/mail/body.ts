import { type Base64Piece, joinBase64, prepareBase64 } from './base64.ts';
import { encodeQuotedPrintable, encodeQuotedPrintableSoftly, isLiteral, SOFT_BREAK } from './quoted-printable.ts';
import { remembered } from './remembered.ts';

/** A part's body, encoded once for all readers: pieces between which a reader's values go. */
export type Body =
  | {
      readonly encoding: 'quoted-printable';
      readonly pieces: readonly Buffer[];
      /** A value with its soft break. */
      readonly encode: (value: string) => string;
    }
  | { readonly encoding: 'base64'; readonly pieces: readonly Base64Piece[] };

/** Encoded bytes, or an ASCII string that stands for its own bytes. */
export type Chunk = Buffer | string;

/**
 * Encodes the pieces of a text as UTF-8 with CRLF line ends, in quoted-printable or base64, whichever makes the part
 * smaller (RFC 2045 section 6). Chinese costs nine characters a letter in the one and four in the other.
 */
export function prepareBody(pieces: readonly string[]): Body {
  const texts = pieces.map(withCrlf);
  const last = texts.length - 1;
  const quoted = texts.map((text, index) =>
    Buffer.from(index === last ? encodeQuotedPrintable(text) : encodeQuotedPrintableSoftly(text), 'latin1'),
  );
  const quotedLength = quoted.reduce((sum, piece) => sum + piece.length, 0);
  if (quotedLength <= base64Length(texts)) {
    const encode = remembered(encodeQuotedPrintableSoftly);
    return { encoding: 'quoted-printable', pieces: quoted, encode };
  }
  return { encoding: 'base64', pieces: texts.map(prepareBase64) };
}

/**
 * Appends the whole encoded body with these values between its pieces. A value is one line: it holds no CR or LF.
 */
export function fillBody(body: Body, values: readonly string[], chunks: Chunk[]): void {
  if (values.length !== body.pieces.length - 1) {
    throw new Error(`${body.pieces.length} pieces need ${body.pieces.length - 1} values, not ${values.length}`);
  }
  if (body.encoding === 'base64') return joinBase64(body.pieces, values, chunks);
  let next = 0;
  for (const piece of body.pieces) {
    chunks.push(piece);
    const value = values[next];
    if (value === undefined) return;
    if (isLiteral(value)) chunks.push(value, SOFT_BREAK);
    else chunks.push(body.encode(value));
    next += 1;
  }
}

function withCrlf(text: string): string {
  return text.replace(/\r\n?|\n/g, '\r\n');
}

function base64Length(texts: readonly string[]): number {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  return Math.ceil(bytes / 57) * 78;
}
