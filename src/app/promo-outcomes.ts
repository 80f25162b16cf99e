import { chooseShown } from '../compile/shown-content.ts';
import type { Issue, RankedPromos } from '../content/issue.ts';
import { plainText } from '../content/plain-text.ts';
import { defaultEditions } from './check-issue.ts';

/** What became of an issue's promo lists in the edition for these segments; for everybody where there are none. */
export interface PromoOutcome {
  readonly issue: string;
  readonly segments: readonly string[];
  readonly lists: readonly RankedPromos[];
}

/** Needs no compiled edition, so that an issue with errors can be explained as well, as far as it could be read. */
export function promoOutcomes(issue: Issue): readonly PromoOutcome[] {
  return defaultEditions(issue).map((segments) => ({
    issue: issue.name,
    segments: [...segments],
    lists: chooseShown(issue, segments).promoLists,
  }));
}

/** A list as `edition.json` has it. */
export function promoListJson({ list, items, left }: RankedPromos) {
  return {
    name: list.name,
    title: plainText(list.title.value),
    kind: list.kind,
    items: items.map(({ rank, promo, reason }) => ({
      rank,
      title: plainText(promo.title.value),
      url: promo.url?.value ?? null,
      source: promo.source,
      sponsor: promo.sponsor,
      reason,
    })),
    left: left.map(({ promo, reason }) => ({ title: plainText(promo.title.value), reason })),
  };
}

/** What `check --explain-promos --json` adds: the lists of every edition, each with the edition that it stands in. */
export function promoOutcomesJson(outcomes: readonly PromoOutcome[]): readonly object[] {
  return outcomes.flatMap(({ issue, segments, lists }) =>
    lists.map((list) => ({ issue, segments, ...promoListJson(list) })),
  );
}
