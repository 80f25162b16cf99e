import type { Helper } from './helper.ts';
import { isTruthy } from './truthy.ts';

/** `{{#if (not web)}}` */
export const not: Helper = { name: 'not', arity: [1, 1], options: [], run: ([value]) => !isTruthy(value) };
