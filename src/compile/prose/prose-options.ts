import type { NumberedNotes } from '../../content/markdown/number-notes.ts';
import type { Slot } from '../../content/slot.ts';

/** A picture as the HTML shows it. */
export interface ResolvedImage {
  readonly src: string;
  /** Of the picture's file; null for a picture at an address of its own. */
  readonly width: number | null;
  readonly height: number | null;
}

export interface ProseOptions {
  /** CSS for `style` attributes by element (`p`, `a`, `h2`, …); an element that isn't here gets none. */
  readonly styles: Readonly<Record<string, string>>;
  /** The mark that stands for a slot until it becomes a hole of the edition. It is written as it is. */
  readonly mark: (slot: Slot, place: 'text' | 'url') => string;
  /** Where a picture is shown from; null leaves it out, and its words stand in for it. */
  readonly resolveImage: (src: string) => ResolvedImage | null;
  /** Added to each heading's level: 1 makes `#` an h2. */
  readonly headingOffset: number;
  /** Chinese, Japanese and Korean know no italics: emphasis is written bold. */
  readonly cjk: boolean;
  /** Part of the ids of footnotes, and unlike that of every other text in the mail: `3` makes `fn-3-1`. */
  readonly anchor: string;
  /** What the link from a footnote back to the text says to those who hear it. */
  readonly backToText: string;
}

/** What is known while one text is rendered. */
export interface Rendering extends ProseOptions {
  readonly numbered: NumberedNotes;
  /** Inside a link a reference to a footnote is no link. */
  readonly inLink: boolean;
}
