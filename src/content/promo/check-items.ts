import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Located, Span } from '../../diagnostic/source.ts';
import type { Promo } from '../issue.ts';
import { canonicalUrl } from './canonical-url.ts';
import type { RawPromo } from './raw-promo.ts';

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

/** Places to which two items are pinned, each at the later one, and places that the limit cuts off. */
export function checkPins(pins: readonly Located<number>[], limit: number | null): readonly Diagnostic[] {
  const first = new Map<number, Span>();
  return pins.flatMap(({ value, span }) => {
    if (limit !== null && value > limit) return [pinBeyondLimit(span, value, limit)];
    const used = first.get(value);
    if (used === undefined) {
      first.set(value, span);
      return [];
    }
    return [
      diagnose('promo/pin-duplicate', span, {
        message: `two items are pinned to place ${value}`,
        hint: 'pin one of them to another place, or take its pin away',
        notes: [{ message: 'first pinned here', span: used }],
      }),
    ];
  });
}

function pinBeyondLimit(span: Span, place: number, limit: number): Diagnostic {
  return diagnose('promo/pin-beyond-limit', span, {
    message: `this item is pinned to place ${place}, and the list shows only ${limit}`,
    hint: `pin it to a place from 1 to ${limit}, or raise the list’s \`limit\``,
  });
}

/** Addresses of one story that two items lead to, each at the later one. */
export function checkDuplicateUrls(items: readonly Pick<Promo, 'url'>[]): readonly Diagnostic[] {
  const first = new Map<string, Span>();
  return items.flatMap(({ url }) => {
    const canonical = url && canonicalUrl(url.value);
    if (!url || canonical === null) return [];
    const used = first.get(canonical);
    if (used === undefined) {
      first.set(canonical, url.span);
      return [];
    }
    return [
      diagnose('promo/url-duplicate', url.span, {
        message: 'another item of this list leads to the same story: where both could stand, only the higher one will',
        hint: 'correct one of the two addresses, remove one item, or write `duplicates: allow` if both shall show',
        notes: [{ message: 'first used here', span: used }],
      }),
    ];
  });
}

/** Items that never expire, in a list that counts days from their beginning. */
export function checkBegun(raws: readonly RawPromo[]): readonly Diagnostic[] {
  return raws
    .filter(({ from, until }) => from === null && until === null)
    .map(({ span }) =>
      diagnose('promo/from-missing', span, {
        message: 'this list’s items expire some days after their `from`, and this one has no `from`',
        hint: 'add the day on which it begins, such as from=2026-10-01, or its last day as `until`',
      }),
    );
}
