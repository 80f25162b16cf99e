import type { PublicationDate } from '../../publication/date.ts';
import type { Article, LeftPromo, Promo, PromoList, RankedPromos } from '../issue.ts';
import { arrange, inOrder, pinnedFirst } from './arrange.ts';
import { fallbacksOf } from './fallbacks.ts';
import { type Judge, judgeItems } from './judge-items.ts';
import { type Filler, explainPlaces } from './place-reasons.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { countSponsors, type SponsorCount } from './sponsor-count.ts';

/** For whom and for which day lists are ranked. `segments` and `articles` are those that the edition shows. */
export interface RankContext {
  readonly date: PublicationDate;
  readonly segments: ReadonlySet<string>;
  readonly articles: readonly Pick<Article, 'file' | 'title' | 'url'>[];
}

/**
 * Says which items of an issue's lists stand where in one edition, and why each does or was left out. `lists` come in the
 * order of their files: of two lists with one story the earlier keeps it. Places are numbered from 1 without gaps.
 */
export function rankPromoLists(lists: readonly PromoList[], context: RankContext): readonly RankedPromos[] {
  const ranking: Ranking = { lists, judge: judgeItems(context), shelf: openShelf() };
  const shown = new Map<PromoList, Outcome>();
  for (const list of lists) if (list.role === 'shown') shown.set(list, rankOne(list, ranking));
  return lists.map((list) => {
    const { items, left } = shown.get(list) ?? keepBack(list, ranking);
    return { list, items, left: left.map((one) => sayLeft(one, ranking.shelf)) };
  });
}

interface Ranking {
  readonly lists: readonly PromoList[];
  /** Why an item cannot stand in this edition at all. */
  readonly judge: Judge;
  /** What stands already, in any list. */
  readonly shelf: Shelf;
}

interface Outcome {
  readonly items: RankedPromos['items'];
  readonly left: readonly LeftOut[];
}

/** `reason` is null where another list has taken the item. */
interface LeftOut {
  readonly promo: Promo;
  readonly reason: string | null;
}

function rankOne(list: PromoList, ranking: Ranking): Outcome {
  const { judge, shelf } = ranking;
  const sponsors = countSponsors(list);
  const kept: Promo[] = [];
  const left: LeftOut[] = [];
  for (const promo of pinnedFirst(list)) {
    if (list.duplicates !== 'allow' && shelf.fillerOf(promo)) {
      left.push({ promo, reason: null });
      continue;
    }
    const reason =
      judge(promo, [list]) ??
      shelf.repeats(list, promo) ??
      sponsors.reasonFull(promo) ??
      reasonLimit(list, promo, kept.length);
    if (reason !== null) {
      left.push({ promo, reason });
      continue;
    }
    kept.push(promo);
    sponsors.add(promo);
    shelf.add(list, promo);
  }
  const fillers = fill(list, kept, { ...ranking, sponsors });
  return { items: explainPlaces(list, kept, fillers), left };
}

function reasonLimit({ limit }: PromoList, { pin }: Promo, kept: number): string | null {
  if (limit === null) return null;
  if (pin !== null && pin > limit) return `pinned to place ${pin}, and the list is limited to ${limit}`;
  return kept < limit ? null : `the list is limited to ${limit}`;
}

/** What its fallbacks give a list that has room: up to its limit, or where it has none only if nothing of its own is left. */
function fill(
  list: PromoList,
  kept: readonly Promo[],
  { lists, judge, shelf, sponsors }: Ranking & { readonly sponsors: SponsorCount },
): readonly Filler[] {
  const room = list.limit === null && kept.length === 0 ? Infinity : (list.limit ?? 0) - kept.length;
  if (room <= 0) return [];
  const fillers: Filler[] = [];
  for (const from of fallbacksOf(list, lists)) {
    const able = inOrder(from).filter((promo) => judge(promo, [from, list]) === null);
    for (const promo of arrange(able)) {
      if (fillers.length >= room) return fillers;
      if (shelf.refuses(list, promo) || sponsors.reasonFull(promo) !== null) continue;
      fillers.push({ promo, from });
      sponsors.add(promo);
      shelf.addFiller(list, promo);
    }
  }
  return fillers;
}

/** A list that only fills others: where each of its items went. */
function keepBack(list: PromoList, { judge, shelf }: Ranking): Outcome {
  const left = inOrder(list).map((promo): LeftOut => {
    if (shelf.fillerOf(promo)) return { promo, reason: null };
    const reason = judge(promo, [list]) ?? shelf.repeats(list, promo);
    return { promo, reason: reason ?? 'this list only fills others, and none took it' };
  });
  return { items: [], left };
}

function sayLeft({ promo, reason }: LeftOut, shelf: Shelf): LeftPromo {
  const filled = shelf.fillerOf(promo);
  const elsewhere = filled ? `it fills “${filled.name}”` : null;
  return { promo, reason: `left out: ${[reason, elsewhere].filter((part) => part !== null).join('; ')}` };
}
