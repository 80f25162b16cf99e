import type { PublicationDate } from '../../publication/date.ts';
import type { LeftPromo, Promo, PromoList, RankedPromo, RankedPromos } from '../issue.ts';
import { reasonsDated } from './shown-days.ts';

/** For whom and for which day a list is ranked. `segments` are those whose content the edition shows. */
export interface RankContext {
  readonly date: PublicationDate;
  readonly segments: ReadonlySet<string>;
}

/**
 * Says which items of a list stand where in one edition, and why. An item counts by its rank, or by its score where the
 * list is ordered by score; of two equals the earlier in the file stands first. Places are numbered from 1 without gaps.
 */
export function rankPromos(list: PromoList, context: RankContext): RankedPromos {
  const reasonDated = reasonsDated(context.date);
  const left: LeftPromo[] = [];
  const shown: Promo[] = [];
  for (const promo of inOrder(list)) {
    const reason = reasonDated(promo) ?? reasonSegments(promo, context.segments);
    if (reason === null) shown.push(promo);
    else left.push({ promo, reason });
  }
  const limit = list.limit ?? shown.length;
  for (const promo of shown.slice(limit)) left.push({ promo, reason: `left out: the list is limited to ${limit}` });
  return { list, items: explain(list, shown.slice(0, limit)), left };
}

function inOrder(list: PromoList): readonly Promo[] {
  if (list.order === 'score')
    return list.items.toSorted((a, b) => (b.score ?? -Infinity) - (a.score ?? -Infinity) || 0);
  return list.items.toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || 0);
}

function reasonSegments(promo: Promo, segments: ReadonlySet<string>): string | null {
  if (promo.segments.length === 0) return null;
  const names = promo.segments.map((segment) => segment.value);
  if (names.some((name) => segments.has(name))) return null;
  return `left out: only for readers of ${inWords(names, 'or')}`;
}

function explain(list: PromoList, kept: readonly Promo[]): readonly RankedPromo[] {
  if (list.order === 'score') return kept.map((promo, i) => ({ rank: i + 1, promo, reason: reasonScore(kept, i) }));
  const known = new Set(list.items.map((promo) => promo.rank));
  const room: Room = { left: [], empty: [] };
  let above = 0;
  return kept.map((promo, i) => {
    const rank = promo.rank ?? i + 1;
    for (let free = above + 1; free < rank && count(room) <= NAMED_RANKS; free += 1)
      (known.has(free) ? room.left : room.empty).push(free);
    above = rank;
    return { rank: i + 1, promo, reason: reasonRank(rank, i + 1, room) };
  });
}

/** Ranks above an item that no kept item has: what lets it move up. */
interface Room {
  readonly left: number[];
  readonly empty: number[];
}

/** More names than this would make a sentence that nobody reads. */
const NAMED_RANKS = 3;

function count(room: Room): number {
  return room.left.length + room.empty.length;
}

function reasonScore(kept: readonly Promo[], i: number): string {
  const score = kept[i]?.score;
  if (i === 0) return `score ${score}, the highest`;
  if (kept[i - 1]?.score === score) return `score ${score} like the one above it, which stands earlier in the file`;
  return `score ${score}, number ${i + 1} by score`;
}

function reasonRank(rank: number, place: number, room: Room): string {
  if (rank === place) return `rank ${rank} as written`;
  if (rank < place) return `moved down from ${rank}: another item claims that rank`;
  return `moved up from ${rank}: ${whatMadeRoom(room)}`;
}

function whatMadeRoom(room: Room): string {
  if (count(room) > NAMED_RANKS) return 'several ranks above it were left out or not given';
  const reasons: string[] = [];
  if (room.left.length > 0) reasons.push(`${ranksInWords(room.left)} left out`);
  if (room.empty.length > 0) reasons.push(`${ranksInWords(room.empty)} not given to any item`);
  return reasons.join(' and ');
}

function ranksInWords(ranks: readonly number[]): string {
  const names = inWords(ranks.map(String), 'and');
  return ranks.length === 1 ? `rank ${names} was` : `ranks ${names} were`;
}

function inWords(names: readonly string[], word: 'and' | 'or'): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} ${word} ${last}`;
}
