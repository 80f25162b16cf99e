import type { Random } from './random.ts';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * `20261124-080112-x7k2`: when it was planned (UTC) and four characters of chance. Sorts by time, and is safe as a
 * folder's name and as an SES tag (`[A-Za-z0-9_-]+`), whatever the issue is called.
 */
export function sendId(now: number, random: Random): string {
  const time = new Date(now).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const chance = [...random.bytes(4)].map((byte) => ALPHABET[byte % 32] ?? '0').join('');
  return `${time}-${chance}`;
}
