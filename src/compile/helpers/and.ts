import type { Helper } from './helper.ts';
import { isTruthy } from './truthy.ts';

/** `{{#if (and lead note)}}` */
export const and: Helper = { name: 'and', arity: [1, 20], options: [], run: (args) => args.every(isTruthy) };
