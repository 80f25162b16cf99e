import type { Article, RankedPromos } from '../content/issue.ts';
import type { PublicationDate } from '../publication/date.ts';
import type { Span } from '../diagnostic/source.ts';

/** The longest value that a slot takes from a subscriber, in UTF-16 units: longer ones are cut when a message is made. */
export const SLOT_CAP = 200;

/** Where a slot stands in the finished part: decides how a subscriber's value is escaped there. */
export type SlotPlace = 'html-text' | 'html-attribute' | 'html-url' | 'plain' | 'header';

/**
 * A hole in a compiled part that is filled for each subscriber.
 * `system` holes are Courant's own (the leave link, the web copy); `field` holes are the editor's merge slots.
 */
export type EditionSlot =
  | {
      readonly kind: 'field';
      readonly field: string;
      readonly format: string | null;
      readonly fallback: string;
      readonly place: SlotPlace;
    }
  | { readonly kind: 'system'; readonly name: SystemSlot; readonly place: SlotPlace };

/** `unsubscribe-url`: the reader's own signed link. */
export type SystemSlot = 'unsubscribe-url';

/** A compiled text, cut once at its slots: piece 0, slot 0, piece 1, … — always one more piece than slots. */
export interface Pieces {
  readonly pieces: readonly string[];
  readonly slots: readonly EditionSlot[];
}

export interface EditionLink {
  readonly url: string;
  readonly text: string;
  readonly source: Span;
}

/** A picture that the HTML shows. `src` is the address in the HTML. */
export interface EditionImage {
  readonly src: string;
  readonly alt: string;
}

/** A local picture that must be reachable at `name` below the picture base for the mail to show it. */
export interface EditionAsset {
  /** Path relative to the publication's root. */
  readonly file: string;
  /** `<first 16 hex of sha256>.<extension>`: named by its bytes. */
  readonly name: string;
}

/**
 * An issue compiled for one segment and language: immutable, and the same bytes on every machine and day.
 * `hash` is `sha256:<hex>` over everything that a reader can see before slots are filled.
 */
export interface Edition {
  /** The segments whose content this edition shows, sorted; empty for the default edition. */
  readonly segments: readonly string[];
  readonly issue: { readonly name: string; readonly id: string; readonly folder: string };
  readonly template: string;
  readonly language: string;
  readonly date: PublicationDate;
  readonly subject: Pieces;
  readonly preheader: Pieces;
  readonly html: Pieces;
  readonly text: Pieces;
  /** The page for the archive: the same mail without anything that belongs to one reader. */
  readonly web: string;
  /** The MJML that was compiled, with slots as `{{field}}`. */
  readonly mjml: string;
  readonly links: readonly EditionLink[];
  readonly images: readonly EditionImage[];
  readonly assets: readonly EditionAsset[];
  /** Names of the subscriber fields that slots of this edition use, sorted. */
  readonly mergeFields: readonly string[];
  readonly articles: readonly Article[];
  readonly promoLists: readonly RankedPromos[];
  readonly hash: string;
}
