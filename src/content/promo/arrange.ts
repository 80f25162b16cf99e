import type { Promo, PromoList } from '../issue.ts';

/** By rank from 1, or by score from the highest; of two equals the earlier in the file stands first, and one without last. */
export function inOrder(list: PromoList): readonly Promo[] {
  if (list.order === 'score') return list.items.toSorted((a, b) => compare(b.score ?? -Infinity, a.score ?? -Infinity));
  return list.items.toSorted((a, b) => compare(a.rank ?? Infinity, b.rank ?? Infinity));
}

/** The order in which items lay claim to the places that a limit or a cap leaves: what is pinned has the first word. */
export function pinnedFirst(list: PromoList): readonly Promo[] {
  return inOrder(list).toSorted((a, b) => compare(a.pin ?? Infinity, b.pin ?? Infinity));
}

/** Unlike a difference it can compare two infinities. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Gives each item its place: pinned ones theirs, as far as there are so many places, and the others the rest in their
 * order. Pinned ones whose place lies beyond the end, or is another's, come last.
 */
export function arrange(
  kept: readonly Promo[],
  pinOf: (promo: Promo) => number | null = ({ pin }) => pin,
): readonly Promo[] {
  const places = new Map<number, Promo>();
  const homeless: Promo[] = [];
  for (const promo of kept) {
    const pin = pinOf(promo);
    if (pin === null) continue;
    if (pin <= kept.length && !places.has(pin)) places.set(pin, promo);
    else homeless.push(promo);
  }
  const others = kept.filter((promo) => pinOf(promo) === null);
  const rest = [...others, ...homeless.toSorted((a, b) => compare(a.pin ?? 0, b.pin ?? 0))].values();
  return kept.flatMap((_, index) => places.get(index + 1) ?? rest.next().value ?? []);
}
