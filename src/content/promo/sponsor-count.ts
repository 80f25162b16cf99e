import type { Promo, PromoList } from '../issue.ts';
import { quoted } from './wording.ts';

/** How many items of each sponsor a list shows so far. */
export interface SponsorCount {
  readonly add: (promo: Promo) => void;
  /** Why no more of this item's sponsor may stand here; null when one more may. */
  readonly reasonFull: (promo: Promo) => string | null;
}

/** Names are one when they differ only in case, width or spaces. */
export function countSponsors({ sponsorCap }: PromoList): SponsorCount {
  const counts = new Map<string, number>();
  return {
    add: ({ sponsor }) => {
      if (sponsor !== null && sponsorCap !== null) counts.set(keyOf(sponsor), (counts.get(keyOf(sponsor)) ?? 0) + 1);
    },
    reasonFull: ({ sponsor }) => {
      if (sponsor === null || sponsorCap === null || (counts.get(keyOf(sponsor)) ?? 0) < sponsorCap) return null;
      return `the list shows at most ${sponsorCap} of ${quoted(sponsor)}`;
    },
  };
}

function keyOf(sponsor: string): string {
  return sponsor.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
