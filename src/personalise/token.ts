import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/** What a reader's link stands for. `subscriber` is the store's number. */
export interface LinkSubject {
  readonly subscriber: number;
  readonly send: string;
}

/** What one secret makes: one key to sign with, one to hide the subscriber's number with. */
export interface LinkKey {
  readonly sign: KeyObject;
  readonly hide: KeyObject;
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
  return secrets.map((secret) => ({ sign: derive(secret, 'sign'), hide: derive(secret, 'hide') }));
}

/**
 * `version | tag | hidden number | send` in URL-safe base64. The tag is an HMAC-SHA256 over the rest, cut to 128 bits;
 * the subscriber's number is XORed with an HMAC of the tag, so that one reader's link tells nothing of how many
 * readers there are or of another's. The same link each time: a mail that is composed again has the same bytes.
 */
export function signToken(keys: readonly LinkKey[], subject: LinkSubject): string {
  const key = keys[0];
  if (key === undefined) throw new Error('links need a key');
  if (!Number.isSafeInteger(subject.subscriber)) throw new Error(`not a subscriber's number: ${subject.subscriber}`);
  const send = Buffer.from(subject.send);
  const number = Buffer.alloc(NUMBER_BYTES);
  number.writeUIntBE(subject.subscriber, 0, NUMBER_BYTES);
  const tag = tagOf(key, number, send);
  const token = Buffer.concat([Buffer.of(VERSION), tag, hide(key, tag, number), send]).toString('base64url');
  if (token.length > TOKEN_MAX) throw new Error(`the send's id is too long for a link: ${subject.send}`);
  return token;
}

/** What a token stands for; null for anything that one of these keys didn't sign, whole and unchanged. */
export function verifyToken(keys: readonly LinkKey[], token: string): LinkSubject | null {
  if (token.length > TOKEN_MAX) return null;
  const bytes = Buffer.from(token, 'base64url');
  // Buffer reads past what isn't base64; only the one way in which we write a token counts.
  if (bytes.toString('base64url') !== token || bytes.length < HEAD_BYTES || bytes[0] !== VERSION) return null;
  const tag = bytes.subarray(1, 1 + TAG_BYTES);
  const hidden = bytes.subarray(1 + TAG_BYTES, HEAD_BYTES);
  const send = bytes.subarray(HEAD_BYTES);
  for (const key of keys) {
    const number = hide(key, tag, hidden);
    if (timingSafeEqual(tagOf(key, number, send), tag)) {
      return { subscriber: number.readUIntBE(0, NUMBER_BYTES), send: send.toString() };
    }
  }
  return null;
}

function derive(secret: string, use: 'sign' | 'hide'): KeyObject {
  return createSecretKey(createHmac('sha256', secret).update(`courant link ${use} ${VERSION}`).digest());
}

function tagOf(key: LinkKey, number: Buffer, send: Buffer): Buffer {
  return createHmac('sha256', key.sign).update(number).update(send).digest().subarray(0, TAG_BYTES);
}

/** Its own inverse. */
function hide(key: LinkKey, tag: Buffer, number: Buffer): Buffer {
  const mask = createHmac('sha256', key.hide).update(tag).digest();
  return Buffer.from(number.map((byte, index) => byte ^ (mask[index] ?? 0)));
}
