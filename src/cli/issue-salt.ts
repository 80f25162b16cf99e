import { randomInt } from 'node:crypto';

/** No vowels and no look-alikes: nothing that could be read as a word. */
const LETTERS = '23456789bcdfghjkmnpqrstvwxz';

/** A few letters that make the id of a new issue unlike any other. */
export function issueSalt(): string {
  return Array.from({ length: 6 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
}
