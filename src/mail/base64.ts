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
  /** Whole lines with their CRLF, no padding. */
  readonly lines: Buffer;
  /** The bytes (0 to 2) that are left over for what follows. */
  readonly rest: Buffer;
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
  const body = bytes.subarray(skipped);
  const whole = body.length - (body.length % 3);
  return { lines: Buffer.from(base64Lines(body.subarray(0, whole)), 'latin1'), rest: body.subarray(whole) };
}

/**
 * The encoded body: piece 0, value 0, piece 1, … Only the values and the few bytes around them are encoded here.
 * Padding comes at the very end alone: decoders stop at it.
 */
export function joinBase64(pieces: readonly Base64Piece[], values: readonly string[]): readonly (Buffer | string)[] {
  const chunks: (Buffer | string)[] = [];
  let carried = Buffer.alloc(0);
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) carried = Buffer.concat([carried, Buffer.from(values[index - 1] ?? '')]);
    const missing = (3 - (carried.length % 3)) % 3;
    if (piece.bytes.length < missing) {
      carried = Buffer.concat([carried, piece.bytes]);
      continue;
    }
    const phase = phaseFor(piece, missing);
    chunks.push(base64Lines(Buffer.concat([carried, piece.bytes.subarray(0, missing)])), phase.lines);
    carried = Buffer.from(phase.rest);
  }
  chunks.push(base64Lines(carried));
  return chunks;
}

function phaseFor(piece: Base64Piece, missing: number): Base64Phase {
  if (missing === 0) return piece.phases[0];
  return missing === 1 ? piece.phases[1] : piece.phases[2];
}
