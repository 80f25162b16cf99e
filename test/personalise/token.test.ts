import { describe, expect, test } from 'vitest';
import { linkKeys, PREVIEW_TOKEN, signToken, verifyToken } from '../../src/personalise/token.ts';

const KEYS = linkKeys(['first secret']);
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

  test('needs a secret that is one, and a subscriber that can exist', () => {
    expect(() => linkKeys([])).toThrow('secret');
    expect(() => linkKeys(['a', ''])).toThrow('secret');
    for (const subscriber of [-1, 2 ** 48, Number.NaN, 1.5]) {
      expect(() => signToken(KEYS, { ...SUBJECT, subscriber })).toThrow(/subscriber's number|out of range/);
    }
  });
});
