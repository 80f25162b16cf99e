import type { Located, Span } from '../../diagnostic/source.ts';
import type { SlottedText } from '../slot.ts';

/** The keys of a promo in every format: attributes in Markdown, columns in CSV. */
export const PROMO_KEYS = [
  'rank',
  'score',
  'pin',
  'title',
  'url',
  'source',
  'sponsor',
  'from',
  'until',
  'segments',
] as const;

export type PromoKey = (typeof PROMO_KEYS)[number];

/** An item as its format gave it: texts with their places, nothing understood yet. Absent and empty are both null. */
export interface RawPromo {
  /** Where a problem of the item as a whole is shown. */
  readonly span: Span;
  readonly title: Located<SlottedText> | null;
  readonly rank: Located<string> | null;
  readonly score: Located<string> | null;
  readonly pin: Located<string> | null;
  readonly url: Located<string> | null;
  /** `unread`: an address stands there and could not be read, which has been said. */
  readonly address: 'as-given' | 'unread';
  readonly source: Located<string> | null;
  readonly sponsor: Located<string> | null;
  readonly from: Located<string> | null;
  readonly until: Located<string> | null;
  readonly segments: readonly Located<string>[];
}

export function isPromoKey(name: string): name is PromoKey {
  return (PROMO_KEYS as readonly string[]).includes(name);
}

/** `asia, europe` as names with a place of their own. */
export function splitNames(list: Located<string> | null): readonly Located<string>[] {
  if (list === null) return [];
  const names: Located<string>[] = [];
  for (const match of list.value.matchAll(/[^\s,;][^,;]*/g)) {
    const value = match[0].trimEnd();
    names.push({ value, span: within(list.span, match.index, value.length) });
  }
  return names;
}

/** The place of a piece of a one-line text; the whole text's place when it runs over several lines. */
function within(span: Span, start: number, length: number): Span {
  if (span.line !== span.endLine) return span;
  return { ...span, column: span.column + start, endColumn: span.column + start + length };
}
