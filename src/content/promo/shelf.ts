import type { Promo, PromoList } from '../issue.ts';
import { plainText } from '../plain-text.ts';
import { canonicalUrl } from './canonical-url.ts';
import { quoted } from './wording.ts';

/** What stands in the lists of an edition while they are ranked one after the other, so that nothing stands twice. */
export interface Shelf {
  readonly add: (list: PromoList, promo: Promo) => void;
  readonly addFiller: (list: PromoList, promo: Promo) => void;
  /** The first other list that an item fills. */
  readonly fillerOf: (promo: Promo) => PromoList | undefined;
  /** Why it would repeat a story; null when it doesn't, or may. */
  readonly repeats: (list: PromoList, promo: Promo) => string | null;
  /** Whether a list cannot take the item of another one. */
  readonly refuses: (list: PromoList, promo: Promo) => boolean;
}

export function openShelf(): Shelf {
  const stories = new Map<string, { readonly list: PromoList; readonly promo: Promo }>();
  const owners = new Map<Promo, PromoList>();
  const inList = new Map<PromoList, Set<string | Promo>>();
  const fillers = new Map<Promo, PromoList>();
  const storyOf = (promo: Promo) => promo.url && canonicalUrl(promo.url.value);
  const add = (list: PromoList, promo: Promo): void => {
    const story = storyOf(promo);
    const own = inList.get(list) ?? new Set();
    inList.set(list, own.add(promo));
    if (!owners.has(promo)) owners.set(promo, list);
    if (story === null) return;
    own.add(story);
    if (!stories.has(story)) stories.set(story, { list, promo });
  };
  const repeats = (list: PromoList, promo: Promo): string | null => {
    const first = list.duplicates === 'allow' ? undefined : stories.get(storyOf(promo) ?? '');
    if (first === undefined || first.promo === promo) return null;
    const title = quoted(plainText(first.promo.title.value));
    if (first.list === list) return `it leads to the same story as ${title}, which this list shows already`;
    return `its story stands already in “${first.list.name}”, as ${title}`;
  };
  return {
    add,
    addFiller: (list, promo) => {
      add(list, promo);
      if (!fillers.has(promo)) fillers.set(promo, list);
    },
    fillerOf: (promo) => fillers.get(promo),
    repeats,
    refuses: (list, promo) => {
      const own = inList.get(list);
      const story = storyOf(promo);
      if (own?.has(promo) || (story !== null && own?.has(story))) return true;
      return list.duplicates !== 'allow' && (owners.has(promo) || repeats(list, promo) !== null);
    },
  };
}
