import { and } from './and.ts';
import { eq } from './eq.ts';
import { even } from './even.ts';
import { gt } from './gt.ts';
import type { Helper } from './helper.ts';
import { not } from './not.ts';
import { odd } from './odd.ts';
import { or } from './or.ts';
import { slot } from './slot.ts';

/** Every helper that a template may call, besides Handlebars' own if, unless, each, with and lookup. */
export const ALL_HELPERS: readonly Helper[] = [and, eq, even, gt, not, odd, or, slot];
