import { plainText } from '../plain-text.ts';
import type { Promo, PromoList } from '../issue.ts';
import { canonicalUrl } from './canonical-url.ts';
import type { RankContext } from './rank.ts';
import { reasonsDated } from './shown-days.ts';
import { inWords, quoted } from './wording.ts';

/**
 * Why an item has no place in an edition, whatever else stands there; null when it may stand. `lists` begins with the
 * item's own; where it fills another list, that one follows.
 */
export type Judge = (promo: Promo, lists: readonly PromoList[]) => string | null;

export function judgeItems({ date, segments, articles }: RankContext): Judge {
  const reasonDated = reasonsDated(date);
  const stories = new Map<string, string>();
  for (const { url, title, file } of articles) {
    const canonical = url && canonicalUrl(url.value);
    const base = file.slice(file.lastIndexOf('/') + 1);
    if (canonical && !stories.has(canonical)) stories.set(canonical, `${quoted(plainText(title.value))} (${base})`);
  }
  return (promo, lists) => {
    const dated = reasonDated(promo, lists[0]?.expires ?? null);
    if (dated !== null) return dated;
    const forOthers = reasonSegments(promo, segments);
    if (forOthers !== null || stories.size === 0 || !lists.some(({ exclude }) => exclude === 'in-issue'))
      return forOthers;
    const story = promo.url && stories.get(canonicalUrl(promo.url.value) ?? '');
    return story ? `its story is an article of this issue: ${story}` : null;
  };
}

function reasonSegments(promo: Promo, segments: ReadonlySet<string>): string | null {
  if (promo.segments.length === 0) return null;
  const names = promo.segments.map((segment) => segment.value);
  return names.some((name) => segments.has(name)) ? null : `only for readers of ${inWords(names, 'or')}`;
}
