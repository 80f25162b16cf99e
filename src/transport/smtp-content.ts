import { Readable } from 'node:stream';

/** A message on its way into a connection. */
export interface Content {
  readonly stream: Readable;
  /**
   * `untouched`: nothing of it was asked for; `begun`: some of it may be with the server, but not its end; `ended`: all of it,
   * and the dot that says so, may be.
   */
  readonly progress: () => 'untouched' | 'begun' | 'ended';
}

const STEP = 65_536;

/**
 * nodemailer asks for the next piece only as the connection takes the last ones, and writes the final dot only after it was
 * told that there is none. So until then the server can't have a whole message (RFC 5321 section 4.1.1.4), and a connection that
 * is lost is no doubt. The bytes are copied: a connection may hold on to them after the delivery is over, and the memory
 * that they stand in goes to another reader's message.
 */
export function openContent(bytes: Buffer, onEnded: () => void): Content {
  const copy = Buffer.from(bytes);
  let offset = 0;
  let progress: ReturnType<Content['progress']> = 'untouched';
  const stream = new Readable({
    read() {
      progress = 'begun';
      if (offset < copy.length) {
        const piece = copy.subarray(offset, offset + STEP);
        offset += piece.length;
        this.push(piece);
        return;
      }
      progress = 'ended';
      onEnded();
      this.push(null);
    },
  });
  return { stream, progress: () => progress };
}
