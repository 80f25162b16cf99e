import type { Located, Source, Span } from '../diagnostic/source.ts';
import type { PublicationDate } from '../publication/date.ts';
import type { MarkdownTree } from './markdown/tree.ts';
import type { SlottedText } from './slot.ts';

/** An issue as its editors wrote it, read and understood. `folder` is relative to the publication's root. */
export interface Issue {
  readonly name: string;
  readonly folder: string;
  /** `id:` of issue.md, else the folder's name. Never changes: the ledger counts deliveries by it. */
  readonly id: string;
  /** Where the id stands; the beginning of issue.md when the folder's name stands in for it. */
  readonly idSpan: Span;
  readonly file: string;
  readonly subject: Located<SlottedText>;
  readonly preheader: Located<SlottedText> | null;
  readonly date: Located<PublicationDate>;
  readonly template: Located<string>;
  readonly language: Located<string>;
  /** Holds the send until then. */
  readonly embargo: Located<PublicationDate> | null;
  /** Only readers in one of these segments get the issue; empty for everybody. */
  readonly segments: readonly Located<string>[];
  readonly note: MarkdownTree;
  readonly articles: readonly Article[];
  readonly promoLists: readonly PromoList[];
}

export type Display = 'full' | 'teaser' | 'headline';

export interface Article {
  /** `issues/<name>/10-vpn-rules.md` */
  readonly file: string;
  readonly title: Located<SlottedText>;
  readonly deck: Located<SlottedText> | null;
  readonly byline: Located<Byline> | null;
  readonly dateline: Located<string> | null;
  readonly date: Located<PublicationDate> | null;
  readonly url: Located<string> | null;
  readonly image: Located<ArticleImage> | null;
  readonly section: Located<string> | null;
  readonly display: Display;
  /** Shown only to readers of one of these segments; empty for everybody. */
  readonly segments: readonly Located<string>[];
  readonly body: MarkdownTree;
}

export interface Byline {
  readonly name: string;
  readonly email: string | null;
}

export interface ArticleImage {
  /** As written: a path inside the issue's folder, or an absolute https address. */
  readonly src: string;
  readonly alt: string;
  readonly credit: string | null;
  readonly caption: string | null;
}

/** A promo list as written, checked, not yet ranked: `rankPromoLists` says what stands where, for whom. */
export interface PromoList {
  /** The stem of its file. */
  readonly name: string;
  readonly file: string;
  readonly title: Located<SlottedText>;
  readonly kind: 'editorial' | 'sponsored';
  readonly limit: number | null;
  readonly order: 'rank' | 'score';
  /** The last day of items that have no `until`. */
  readonly expires: Expiry | null;
  /** `in-issue`: without stories that the issue has as articles. */
  readonly exclude: 'in-issue' | null;
  /** Whether it may show what an earlier list shows, or itself at a higher place. */
  readonly duplicates: 'allow' | 'leave-out';
  /** The name of the list that fills this one up. */
  readonly fallback: Located<string> | null;
  /** A `fallback` never stands in an issue on its own. */
  readonly role: 'shown' | 'fallback';
  /** At most so many items of one sponsor. */
  readonly sponsorCap: number | null;
  readonly items: readonly Promo[];
}

/** A day for all items, or a number of days, the item's `from` being the first of them. */
export type Expiry =
  | { readonly kind: 'date'; readonly date: PublicationDate }
  | { readonly kind: 'days'; readonly days: number };

export interface Promo {
  /** Set in a list ordered by rank: as typed, or the position where all are typed `1.`. */
  readonly rank: number | null;
  readonly score: number | null;
  /** The place that it holds whatever its rank or score. */
  readonly pin: number | null;
  readonly title: Located<SlottedText>;
  readonly url: Located<string> | null;
  readonly source: string | null;
  readonly sponsor: string | null;
  readonly from: PublicationDate | null;
  readonly until: PublicationDate | null;
  /** Shown only to readers of one of these segments; empty for everybody. */
  readonly segments: readonly Located<string>[];
}

/**
 * What became of a promo list for one edition. `items` may hold promos of its fallback lists; each of the list's own is
 * either among `items` or in `left`.
 */
export interface RankedPromos {
  readonly list: PromoList;
  readonly items: readonly RankedPromo[];
  readonly left: readonly LeftPromo[];
}

export interface RankedPromo {
  /** The place in the list, from 1 without gaps. */
  readonly rank: number;
  readonly promo: Promo;
  /** Why it stands where it does, as a sentence for the editor. */
  readonly reason: string;
}

export interface LeftPromo {
  readonly promo: Promo;
  readonly reason: string;
}

/** The files of an issue's folder, as `disk/` read them: what `parseIssue` starts from. */
export interface IssueFiles {
  readonly name: string;
  readonly folder: string;
  /** Text files below the folder (`issue.md`, articles, `promos/*`), in the order of their paths. */
  readonly sources: readonly Source[];
  /** Every other file below the folder by its path relative to the folder, such as `images/port.png`. */
  readonly otherFiles: ReadonlySet<string>;
}
