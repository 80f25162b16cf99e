import type { Helper } from './helper.ts';
import { isTruthy } from './truthy.ts';

/** `{{#if (or deck body)}}` */
export const or: Helper = { name: 'or', arity: [1, 20], options: [], run: (args) => args.some(isTruthy) };
