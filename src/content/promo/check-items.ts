import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Located, Span } from '../../diagnostic/source.ts';

/** Ranks that two items claim, each at the later one. */
export function checkDuplicateRanks(ranks: readonly Located<number>[]): readonly Diagnostic[] {
  const first = new Map<number, Span>();
  return ranks.flatMap(({ value, span }) => {
    const used = first.get(value);
    if (used === undefined) {
      first.set(value, span);
      return [];
    }
    return [
      diagnose('promo/rank-duplicate', span, {
        message: `rank ${value} is claimed by two items`,
        hint: 'give each item a rank of its own, or type every number as `1.` in Markdown to rank by position',
        notes: [{ message: 'first used here', span: used }],
      }),
    ];
  });
}

/** Ranks below the highest that no item has, each run of them at the item that follows it. */
export function checkRankGaps(ranks: readonly Located<number>[]): readonly Diagnostic[] {
  const inOrder = ranks.toSorted((a, b) => a.value - b.value);
  return inOrder.flatMap(({ value, span }, i) => {
    const before = inOrder[i - 1]?.value ?? 0;
    if (value <= before + 1) return [];
    const missing = value === before + 2 ? `rank ${before + 1}` : `a rank from ${before + 1} to ${value - 1}`;
    return [
      diagnose('promo/rank-gap', span, {
        message: `no item has ${missing}; readers will see this one as number ${i + 1}`,
        hint: 'close the gap, or look for an item that was lost',
      }),
    ];
  });
}

/** Addresses that two items lead to, each at the later one. */
export function checkDuplicateUrls(urls: readonly Located<string>[]): readonly Diagnostic[] {
  const first = new Map<string, Span>();
  return urls.flatMap(({ value, span }) => {
    const used = first.get(value);
    if (used === undefined) {
      first.set(value, span);
      return [];
    }
    return [
      diagnose('promo/url-duplicate', span, {
        message: 'another item of this list has the same address',
        hint: 'correct one of the two addresses, or remove one item',
        notes: [{ message: 'first used here', span: used }],
      }),
    ];
  });
}
