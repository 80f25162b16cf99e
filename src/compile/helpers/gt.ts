import type { Helper } from './helper.ts';

/** `{{#if (gt promoLists.length 1)}}` */
export const gt: Helper = { name: 'gt', arity: [2, 2], options: [], run: ([a, b]) => Number(a) > Number(b) };
