/**
 * Memory for messages, used again: a fresh buffer of 90 KB costs 20 µs (page faults, and the garbage collector's work
 * for memory outside of its heap), composing into a used one 5.
 * Who takes must know when nobody reads a message any more: memory that is given back too early would put one reader's
 * words into another's mail. What is never given back is the garbage collector's, and harms nobody.
 */
export interface MessagePool {
  /** Memory of exactly this many bytes, with anything in it. */
  readonly take: (bytes: number) => Buffer;
  /** Only what was taken, only once, and only when it will not be read again; anything else is left alone. */
  readonly giveBack: (memory: Buffer) => void;
}

/** More than any send has in flight. */
const KEPT = 64;
/** Of one edition's messages hardly two have the same size. */
const STEP = 16_384;

/** `kept` is the most pieces of memory that wait for their next message. */
export function createMessagePool(kept: number = KEPT): MessagePool {
  const free: ArrayBufferLike[] = [];
  const ours = new WeakSet<ArrayBufferLike>();
  return {
    take: (bytes) => {
      // The one given back last is the one that is still in the processor's cache.
      const last = free.pop();
      if (last !== undefined && last.byteLength >= bytes) return Buffer.from(last, 0, bytes);
      const { buffer } = Buffer.allocUnsafeSlow(roundUp(bytes));
      ours.add(buffer);
      return Buffer.from(buffer, 0, bytes);
    },
    giveBack: ({ buffer }) => {
      if (ours.has(buffer) && !free.includes(buffer) && free.length < kept) free.push(buffer);
    },
  };
}

/** No pool: memory of its own for each message, for as long as anybody holds on to it. */
export const OWN_MEMORY: Pick<MessagePool, 'take'> = { take: (bytes) => Buffer.allocUnsafe(bytes) };

function roundUp(bytes: number): number {
  return Math.ceil((bytes + 1) / STEP) * STEP;
}
