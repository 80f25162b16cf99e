import { describe, expect, test } from 'vitest';
import {
  type LinkKey,
  type LinkSubject,
  linkKeys,
  PREVIEW_TOKEN,
  signReader,
  verifyToken,
} from '../../src/personalise/token.ts';

const KEYS = linkKeys(['first secret']);
const signToken = (keys: readonly LinkKey[], subject: LinkSubject) => signReader(keys, subject).token;
const SUBJECT = { subscriber: 42, send: '2026-11-24-daily' };

describe('a link token', () => {
  test.each([
    { subscriber: 0, send: '' },
    SUBJECT,
    { subscriber: 2 ** 48 - 1, send: '渡轮' },
    { subscriber: 1_000_000, send: 'x'.repeat(300) },
  ])('gives back %j', (subject) => {
    const token = signToken(KEYS, subject);
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(verifyToken(KEYS, token)).toEqual(subject);
    expect(signToken(KEYS, subject)).toBe(token);
  });

  test('is refused when any letter of it is another', () => {
    const token = signToken(KEYS, SUBJECT);
    const taken: string[] = [];
    for (let index = 0; index < token.length; index += 1) {
      for (const letter of ['A', 'B', 'z', '-', '_', '=', ' ', '']) {
        const changed = token.slice(0, index) + letter + token.slice(index + 1);
        if (changed !== token && verifyToken(KEYS, changed) !== null) taken.push(changed);
      }
    }
    expect(taken).toEqual([]);
  });

  test.each(['', PREVIEW_TOKEN, 'A', 'AQ', '\0', '../..', 'é', 'A'.repeat(1_000_000)])('%.20j is no token', (token) => {
    expect(verifyToken(KEYS, token)).toBeNull();
  });

  test('is refused with a letter more', () => {
    const token = signToken(KEYS, SUBJECT);
    for (const more of ['A', '=', '==', '\n', ' ', '%00']) expect(verifyToken(KEYS, token + more)).toBeNull();
  });

  test('outlives a change of secret, and dies with its secret', () => {
    const token = signToken(KEYS, SUBJECT);
    expect(verifyToken(linkKeys(['new', 'first secret']), token)).toEqual(SUBJECT);
    expect(verifyToken(linkKeys(['new']), token)).toBeNull();
    expect(signToken(linkKeys(['new', 'first secret']), SUBJECT)).toBe(signToken(linkKeys(['new']), SUBJECT));
  });

  test('of one reader says nothing of the next one', () => {
    const heads = [41, 42, 43, 44].map((subscriber) => signToken(KEYS, { ...SUBJECT, subscriber }));
    const bytes = heads.map((token) => Buffer.from(token, 'base64url'));
    // Version apart, all that isn't the send differs: neither the number nor its neighbours show.
    for (const [index, head] of bytes.entries()) {
      expect(head.subarray(1, 23).includes(Buffer.of(0, 0, 0, 41 + index))).toBe(false);
      for (const other of bytes.slice(index + 1)) {
        expect(head.subarray(17, 23).equals(other.subarray(17, 23))).toBe(false);
      }
    }
  });

  test('looks like chance to whoever lacks the key: every bit is set in half of them, and neighbours share none', () => {
    const marks = Array.from({ length: 4000 }, (_, subscriber) => signReader(KEYS, { ...SUBJECT, subscriber }));
    const heads = marks.map(({ token }) => Buffer.from(token, 'base64url').subarray(1, 23));
    const ids = marks.map(({ messageId }) => Buffer.from(messageId, 'hex'));
    expect(new Set(heads.map((head) => head.toString('hex'))).size).toBe(4000);
    expect(new Set(marks.map(({ messageId }) => messageId)).size).toBe(4000);
    for (const bytes of [heads, ids]) {
      const size = bytes[0]?.length ?? 0;
      for (let bit = 0; bit < size * 8; bit += 1) {
        const isSet = (each: Buffer | undefined) => ((each?.[bit >> 3] ?? 0) >> (bit & 7)) & 1;
        const count = bytes.reduce((sum, each) => sum + isSet(each), 0);
        const same = bytes.filter((each, index) => index > 0 && isSet(each) === isSet(bytes[index - 1])).length;
        // 2,000 ± 5 standard deviations of 31.6; the values are the same in every run.
        expect(Math.abs(count - 2000)).toBeLessThan(158);
        expect(Math.abs(same - 2000)).toBeLessThan(158);
      }
    }
  });

  test('and the Message-ID tell nothing of each other, nor does another send', () => {
    const { token, messageId } = signReader(KEYS, SUBJECT);
    const tag = Buffer.from(token, 'base64url').subarray(1, 17);
    expect(tag.toString('hex')).not.toBe(messageId);
    expect(Buffer.from(token, 'base64url').includes(Buffer.from(messageId, 'hex').subarray(0, 4))).toBe(false);
    const other = signReader(KEYS, { ...SUBJECT, send: '2026-11-25-daily' });
    expect(other.messageId).not.toBe(messageId);
    expect(Buffer.from(other.token, 'base64url').subarray(17, 23)).not.toEqual(
      Buffer.from(token, 'base64url').subarray(17, 23),
    );
    // The number of a reader can't be found by trying them all without the key.
    const guess = signReader(linkKeys(['another secret']), SUBJECT);
    expect([guess.messageId === messageId, guess.token === token]).toEqual([false, false]);
  });

  test('of one reader can’t be made into another’s by parts of theirs', () => {
    const [one, two] = [41, 42].map((subscriber) =>
      Buffer.from(signToken(KEYS, { ...SUBJECT, subscriber }), 'base64url'),
    );
    if (one === undefined || two === undefined) throw new Error('two tokens were made');
    for (let cut = 2; cut < 23; cut += 1) {
      const mixed = Buffer.concat([one.subarray(0, cut), two.subarray(cut)]).toString('base64url');
      expect(verifyToken(KEYS, mixed)).toBeNull();
    }
  });

  test('needs a secret that is one, and a subscriber that can exist', () => {
    expect(() => linkKeys([])).toThrow('secret');
    expect(() => linkKeys(['a', ''])).toThrow('secret');
    for (const subscriber of [-1, 2 ** 48, Number.NaN, 1.5]) {
      expect(() => signToken(KEYS, { ...SUBJECT, subscriber })).toThrow(/subscriber's number|out of range/);
    }
  });
});
