import type { Promo, PromoList, RankedPromo } from '../issue.ts';
import { plainText } from '../plain-text.ts';
import { arrange, inOrder } from './arrange.ts';
import { inWords, quoted } from './wording.ts';

/** An item of another list that fills this one up. */
export interface Filler {
  readonly promo: Promo;
  readonly from: PromoList;
}

/** Puts what a list shows into its places and says of each item why it stands there. */
export function explainPlaces(
  list: PromoList,
  kept: readonly Promo[],
  fillers: readonly Filler[],
): readonly RankedPromo[] {
  const own = new Set(kept);
  const ordered = inOrder(list).filter((promo) => own.has(promo));
  const origins = new Map(fillers.map(({ promo, from }) => [promo, from]));
  // A filler's pin is a place in its own list.
  const placed = arrange([...ordered, ...origins.keys()], (promo) => (origins.has(promo) ? null : promo.pin));
  const reasonOwn = list.order === 'score' ? reasonsByScore() : reasonsByRank(list, own);
  const pinned: number[] = [];
  return placed.map((promo, index) => {
    const place = index + 1;
    const from = origins.get(promo);
    if (from) return { rank: place, promo, reason: reasonFiller(promo, from) };
    if (promo.pin === null) return { rank: place, promo, reason: reasonOwn(promo, place, pinned) };
    pinned.push(place);
    return { rank: place, promo, reason: reasonPin(promo.pin, place, placed.length) };
  });
}

function reasonFiller({ rank, score }: Promo, from: PromoList): string {
  const there = from.order === 'score' ? score !== null && `score ${score}` : rank !== null && `rank ${rank}`;
  return `fills the list from its fallback “${from.name}”${there === false ? '' : `, where it has ${there}`}`;
}

function reasonPin(pin: number, place: number, places: number): string {
  if (pin === place) return `pinned to place ${pin}`;
  if (pin <= places) return `pinned to place ${pin}, which another item holds`;
  return `pinned to place ${pin}, and the list has only ${places} ${places === 1 ? 'item' : 'items'}`;
}

/** Says of one unpinned item after the other why it stands at its place; `pinned` are the places above that are held. */
type ReasonPlace = (promo: Promo, place: number, pinned: readonly number[]) => string;

function reasonsByScore(): ReasonPlace {
  let above: Promo | undefined;
  let number = 0;
  return (promo, _, pinned) => {
    const tied = above && above.score === promo.score ? above : undefined;
    above = promo;
    number += 1;
    if (tied)
      return `score ${promo.score} like ${quoted(plainText(tied.title.value))}, which stands earlier in the file`;
    const below = pinned.length === 0 ? '' : `, below ${placesInWords(pinned)}`;
    return `score ${promo.score}, ${number === 1 ? 'the highest' : `number ${number} by score`}${below}`;
  };
}

function placesInWords(places: readonly number[]): string {
  if (places.length > NAMED) return `${places.length} pinned items`;
  return `what is pinned to ${places.length === 1 ? 'place' : 'places'} ${inWords(places.map(String), 'and')}`;
}

/** Ranks above an item that no kept item stands at: what lets it move up. */
interface Room {
  readonly left: number[];
  readonly empty: number[];
  readonly pinned: number[];
}

/** More names than this would make a sentence that nobody reads. */
const NAMED = 3;

function reasonsByRank(list: PromoList, kept: ReadonlySet<Promo>): ReasonPlace {
  const known = new Set(list.items.map((promo) => promo.rank));
  const moved = new Set([...kept].filter(({ pin }) => pin !== null).map(({ rank }) => rank));
  const room: Room = { left: [], empty: [], pinned: [] };
  let above = 0;
  return (promo, place, pinned) => {
    const rank = promo.rank ?? place;
    for (let free = above + 1; free < rank && count(room) <= NAMED; free += 1)
      (moved.has(free) ? room.pinned : known.has(free) ? room.left : room.empty).push(free);
    above = rank;
    if (rank === place) return `rank ${rank} as written`;
    if (rank > place) return `moved up from ${rank}: ${whatMadeRoom(room)}`;
    return `moved down from ${rank}: ${pinned.length > 0 ? whatTookRoom(pinned) : 'another item claims that rank'}`;
  };
}

function count(room: Room): number {
  return room.left.length + room.empty.length + room.pinned.length;
}

function whatMadeRoom(room: Room): string {
  if (count(room) > NAMED) return 'several ranks above it were left out or not given';
  const reasons: string[] = [];
  if (room.left.length > 0) reasons.push(`${ranksInWords(room.left)} left out`);
  if (room.empty.length > 0) reasons.push(`${ranksInWords(room.empty)} not given to any item`);
  if (room.pinned.length > 0) reasons.push(`${ranksInWords(room.pinned)} pinned to a place`);
  return inWords(reasons, 'and');
}

function ranksInWords(ranks: readonly number[]): string {
  const names = inWords(ranks.map(String), 'and');
  return ranks.length === 1 ? `rank ${names} was` : `ranks ${names} were`;
}

function whatTookRoom(pinned: readonly number[]): string {
  if (pinned.length > NAMED) return `${pinned.length} items are pinned above it`;
  const names = inWords(pinned.map(String), 'and');
  return pinned.length === 1 ? `place ${names} is pinned to another item` : `places ${names} are pinned to other items`;
}
