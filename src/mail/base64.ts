/** RFC 2045 section 6.8: at most 76 characters a line, which is 57 bytes. */
const BYTES_PER_LINE = 57;

/**
 * A piece of a base64 body, encoded ahead for each of the three ways in which it can meet what comes before it: base64
 * takes three bytes at a time, so `phases[k]` leaves the piece's first k bytes to fill up the group before it.
 */
export interface Base64Piece {
  readonly bytes: Buffer;
  readonly phases: readonly [Base64Phase, Base64Phase, Base64Phase];
}

export interface Base64Phase {
  /** The bytes (0 to 2) that fill up the group before, one character a byte; null when the piece is shorter than that. */
  readonly head: string | null;
  /** Whole lines with their CRLF, no padding. */
  readonly lines: Buffer;
  /** The bytes (0 to 2) that are left over for what follows. */
  readonly rest: string;
}

/** Base64 in lines of 76, each with its CRLF; padded only if the length isn't a multiple of three. */
function base64Lines(bytes: Buffer): string {
  let lines = '';
  for (let start = 0; start < bytes.length; start += BYTES_PER_LINE) {
    lines += `${bytes.toString('base64', start, Math.min(start + BYTES_PER_LINE, bytes.length))}\r\n`;
  }
  return lines;
}

export function prepareBase64(text: string): Base64Piece {
  const bytes = Buffer.from(text);
  return { bytes, phases: [phaseOf(bytes, 0), phaseOf(bytes, 1), phaseOf(bytes, 2)] };
}

function phaseOf(bytes: Buffer, skipped: number): Base64Phase {
  const head = bytes.length < skipped ? null : bytes.toString('latin1', 0, skipped);
  const body = bytes.subarray(skipped);
  const whole = body.length - (body.length % 3);
  const lines = Buffer.from(base64Lines(body.subarray(0, whole)), 'latin1');
  return { head, lines, rest: body.toString('latin1', whole) };
}

/**
 * Appends the encoded body: piece 0, value 0, piece 1, … Only the values and the few bytes around them are encoded here.
 * Padding comes at the very end alone: decoders stop at it. Bytes are carried as a string with a character for each,
 * which is cheaper to join than buffers.
 */
export function joinBase64(
  pieces: readonly Base64Piece[],
  values: readonly string[],
  chunks: (Buffer | string)[],
): void {
  let carried = '';
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) carried += bytesOf(values[index - 1] ?? '');
    const { head, lines, rest } = phaseFor(piece, carried.length);
    if (head === null) {
      carried += piece.bytes.toString('latin1');
      continue;
    }
    chunks.push(encodeShort(carried + head), lines);
    carried = rest;
  }
  chunks.push(encodeShort(carried));
}

const ASCII = /^[\x00-\x7f]*$/;

function bytesOf(value: string): string {
  return ASCII.test(value) ? value : Buffer.from(value).toString('latin1');
}

/** A value of most lengths is one line. */
function encodeShort(bytes: string): string {
  if (bytes === '') return '';
  const buffer = Buffer.from(bytes, 'latin1');
  return buffer.length <= BYTES_PER_LINE ? `${buffer.toString('base64')}\r\n` : base64Lines(buffer);
}

/** By how many bytes the carried ones are short of whole groups of three. */
function phaseFor(piece: Base64Piece, carried: number): Base64Phase {
  const phase = carried % 3;
  if (phase === 0) return piece.phases[0];
  return phase === 2 ? piece.phases[1] : piece.phases[2];
}
