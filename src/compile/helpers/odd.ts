import type { Helper } from './helper.ts';

/** `{{#if (odd @index)}}`: the second, fourth … turn of an `{{#each}}`, which counts from 0. */
export const odd: Helper = {
  name: 'odd',
  arity: [1, 1],
  options: [],
  run: ([value]) => Math.abs(Number(value)) % 2 === 1,
};
