import type { Helper } from './helper.ts';

/** `{{#if (eq display "full")}}` */
export const eq: Helper = { name: 'eq', arity: [2, 2], options: [], run: ([a, b]) => a === b };
