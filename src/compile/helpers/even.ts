import type { Helper } from './helper.ts';

/** `{{#if (even @index)}}`: the first, third … turn of an `{{#each}}`, which counts from 0. */
export const even: Helper = { name: 'even', arity: [1, 1], options: [], run: ([value]) => Number(value) % 2 === 0 };
