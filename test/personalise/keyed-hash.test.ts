import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { keyedHash } from '../../src/personalise/keyed-hash.ts';

test('is Node’s HMAC-SHA256 for every length, also when lengths and keys take turns', () => {
  const secrets = ['a', 'a secret', 'é'.repeat(300)];
  const hashes = secrets.map((secret) => keyedHash(secret, 'use'));
  for (let length = 0; length < 300; length += 1) {
    const bytes = Buffer.from(Array.from({ length }, (_, index) => (index * 31 + length) % 256));
    for (const [index, secret] of secrets.entries()) {
      const key = createHmac('sha256', secret).update('use').digest();
      expect(hashes[index]?.(bytes)).toBe(createHmac('sha256', key).update(bytes).digest('binary'));
    }
  }
});
