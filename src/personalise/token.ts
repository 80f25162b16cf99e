import { timingSafeEqual } from 'node:crypto';
import { type KeyedHash, keyedHash } from './keyed-hash.ts';

/** What a reader's link stands for. `subscriber` is the store's number. */
export interface LinkSubject {
  readonly subscriber: number;
  readonly send: string;
}

/** What one secret makes: one key to sign with, one to hide the subscriber's number with. */
export interface LinkKey {
  readonly sign: KeyedHash;
  readonly hide: KeyedHash;
}

/** What is one reader's own in a send: the link's token, and the left half of the Message-ID. */
export interface ReaderMarks {
  readonly token: string;
  readonly messageId: string;
}

/** Stands in builds, which belong to no reader. It verifies as nothing. */
export const PREVIEW_TOKEN = 'preview';

const VERSION = 1;
const TAG_BYTES = 16;
const NUMBER_BYTES = 6;
const HEAD_BYTES = 1 + TAG_BYTES + NUMBER_BYTES;
const TOKEN_MAX = 512;

/** The keys of the publication's secrets: the first signs, all verify, so that links outlive a change of secret. */
export function linkKeys(secrets: readonly string[]): readonly LinkKey[] {
  if (secrets.length === 0 || secrets.includes('')) throw new Error('links need a secret that is not empty');
  return secrets.map((secret) => ({
    sign: keyedHash(secret, `courant link sign ${VERSION}`),
    hide: keyedHash(secret, `courant link hide ${VERSION}`),
  }));
}

/**
 * `version | tag | hidden number | send` in URL-safe base64. The tag is the first half of an HMAC-SHA256 over the rest;
 * the subscriber's number is XORed with an HMAC of the tag, so that one reader's link tells nothing of how many readers
 * there are or of another's. The HMAC's second half, of which no link says
 * anything, makes the Message-ID: a plain hash of the number would let everybody count.
 * The same each time: a mail that is composed again has the same bytes.
 */
export function signReader(keys: readonly LinkKey[], { subscriber, send }: LinkSubject): ReaderMarks {
  const key = keys[0];
  if (key === undefined) throw new Error('links need a key');
  if (!Number.isSafeInteger(subscriber)) throw new Error(`not a subscriber's number: ${subscriber}`);
  // The HMAC's second half stands behind the token's bytes, so that one piece of memory serves both.
  const end = HEAD_BYTES + Buffer.byteLength(send);
  const bytes = Buffer.allocUnsafe(end + TAG_BYTES);
  bytes.write(send, HEAD_BYTES);
  bytes.writeUIntBE(subscriber, 1 + TAG_BYTES, NUMBER_BYTES);
  const sum = key.sign(bytes.subarray(1 + TAG_BYTES, end));
  bytes[0] = VERSION;
  for (let index = 0; index < TAG_BYTES; index += 1) {
    bytes[1 + index] = sum.charCodeAt(index);
    bytes[end + index] = sum.charCodeAt(TAG_BYTES + index);
  }
  hide(key, bytes);
  const token = bytes.toString('base64url', 0, end);
  if (token.length > TOKEN_MAX) throw new Error(`the send's id is too long for a link: ${send}`);
  return { token, messageId: bytes.toString('hex', end) };
}

/** What a token stands for; null for anything that one of these keys didn't sign, whole and unchanged. */
export function verifyToken(keys: readonly LinkKey[], token: string): LinkSubject | null {
  if (token.length > TOKEN_MAX) return null;
  const given = Buffer.from(token, 'base64url');
  // Buffer reads past what isn't base64; only the one way in which we write a token counts.
  if (given.toString('base64url') !== token || given.length < HEAD_BYTES || given[0] !== VERSION) return null;
  for (const key of keys) {
    const bytes = Buffer.from(given);
    hide(key, bytes);
    const sum = Buffer.from(key.sign(bytes.subarray(1 + TAG_BYTES)), 'latin1');
    if (!timingSafeEqual(sum.subarray(0, TAG_BYTES), given.subarray(1, 1 + TAG_BYTES))) continue;
    return { subscriber: bytes.readUIntBE(1 + TAG_BYTES, NUMBER_BYTES), send: bytes.toString('utf8', HEAD_BYTES) };
  }
  return null;
}

/** Hides the number that stands behind the tag, or shows it again: its own inverse. */
function hide(key: LinkKey, bytes: Buffer): void {
  const mask = key.hide(bytes.subarray(1, 1 + TAG_BYTES));
  for (let index = 0; index < NUMBER_BYTES; index += 1) {
    const at = 1 + TAG_BYTES + index;
    bytes[at] = (bytes[at] ?? 0) ^ mask.charCodeAt(index);
  }
}
