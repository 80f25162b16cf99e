/** RFC 2045 section 6.7, rule 5: 76 characters a line, of which the last is kept for the `=` of a soft break. */
const COLUMNS = 75;
const SOFT_BREAK = '=\r\n';
/** A short value that needs no encoding at all: most first names. */
const LITERAL = /^[A-EG-Za-z0-9][A-Za-z0-9 _@'-]{0,72}[A-Za-z0-9]$/;
const HEX = Array.from({ length: 256 }, (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`);
const ASCII_TOKENS = Array.from({ length: 128 }, (_, code) =>
  code === 0x09 || (code >= 0x20 && code < 0x7f && code !== 0x3d) ? String.fromCharCode(code) : hex([code]),
);

/**
 * Encodes a piece of a text whose line ends are CRLF. The result starts at column 0 and is self-contained: put in front
 * of another piece it must end at column 0 too, which `softly` sees to. Decoded, it is exactly the UTF-8 of the text.
 */
export function encodeQuotedPrintable(text: string): string {
  return text.split('\r\n').map(encodeLine).join('\r\n');
}

/** The same with a soft line break at its end unless it ends a line anyway, so that the next piece is at column 0. */
export function encodeQuotedPrintableSoftly(text: string): string {
  if (text === '') return '';
  if (LITERAL.test(text)) return text + SOFT_BREAK;
  const encoded = encodeQuotedPrintable(text);
  return encoded.endsWith('\r\n') ? encoded : encoded + SOFT_BREAK;
}

function encodeLine(line: string): string {
  let encoded = '';
  let column = 0;
  let offset = 0;
  for (const char of line) {
    const isLast = offset + char.length === line.length;
    let token = isLast && (char === ' ' || char === '\t') ? hex(Buffer.from(char)) : encodeCharacter(char);
    if (column + token.length > COLUMNS) {
      encoded += SOFT_BREAK;
      column = 0;
    }
    if (column === 0 && isUnsafeAtStart(line, offset)) token = hex(Buffer.from(char));
    encoded += token;
    column += token.length;
    offset += char.length;
  }
  return encoded;
}

/**
 * Mbox writers put a `>` before `From `, and a lone dot ends the message in relays that don't stuff dots
 * (RFC 2049 section 3). A space at a line's end, above, is eaten by relays (RFC 2045 section 6.7, rule 3).
 */
function isUnsafeAtStart(line: string, offset: number): boolean {
  return line[offset] === '.' || line.startsWith('From ', offset);
}

/** Never torn over two lines: some filters look for words in the undecoded text. */
function encodeCharacter(char: string): string {
  return ASCII_TOKENS[char.codePointAt(0) ?? 0] ?? hex(Buffer.from(char));
}

function hex(bytes: Iterable<number>): string {
  let encoded = '';
  for (const byte of bytes) encoded += HEX[byte] ?? '';
  return encoded;
}
