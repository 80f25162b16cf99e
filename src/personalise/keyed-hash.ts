import { createHmac, hash } from 'node:crypto';

/** HMAC-SHA256 under one key, as a string of 32 characters, one a byte. */
export type KeyedHash = (bytes: Uint8Array) => string;

const BLOCK = 64;
const SUM = 32;

/**
 * RFC 2104 section 2, over Node's one-shot hash. createHmac makes an object for each message that the garbage collector
 * has to close: 2 µs, and as much again later, against 0.7. A test compares the two.
 */
export function keyedHash(secret: string, use: string): KeyedHash {
  // Of 32 bytes: shorter than a block, so that it needs no hashing first.
  const key = createHmac('sha256', secret).update(use).digest();
  const outer = padded(key, 0x5c, SUM);
  let inner = padded(key, 0x36, SUM);
  return (bytes) => {
    if (inner.length !== BLOCK + bytes.length) inner = padded(key, 0x36, bytes.length);
    inner.set(bytes, BLOCK);
    copyBytes(hash('sha256', inner, 'binary'), outer, BLOCK);
    return hash('sha256', outer, 'binary');
  };
}

/** The key, zeros up to a whole block, each byte XORed, and room for what follows. */
function padded(key: Buffer, pad: number, room: number): Buffer {
  const bytes = Buffer.alloc(BLOCK + room, pad);
  for (let index = 0; index < BLOCK; index += 1) bytes[index] = (key[index] ?? 0) ^ pad;
  return bytes;
}

/** One character a byte: for so few, 0.1 µs less than a call of `write`. */
function copyBytes(bytes: string, target: Uint8Array, at: number): void {
  for (let index = 0; index < bytes.length; index += 1) target[at + index] = bytes.charCodeAt(index);
}
