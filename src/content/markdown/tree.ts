import type { Span } from '../../diagnostic/source.ts';
import type { Slot } from '../slot.ts';

/** A Markdown text as a tree: what the HTML and the text renderers walk. Every node knows where it was written. */
export interface MarkdownTree {
  readonly blocks: readonly Block[];
  /** Footnotes as they are defined, each label once. `numberNotes` says which are shown, and in which order. */
  readonly notes: readonly Note[];
  /** How many of the blocks a teaser shows: those before `<!-- more -->`; null shows them all. */
  readonly cut: number | null;
}

export const EMPTY_TREE: MarkdownTree = { blocks: [], notes: [], cut: null };

/** A footnote. Its label is normalised, as those of references are. */
export interface Note {
  readonly label: string;
  readonly children: readonly Block[];
  readonly span: Span;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[]; readonly span: Span }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[]; readonly span: Span }
  | {
      readonly kind: 'list';
      /** The first number of an ordered list, null for a bulleted one. */
      readonly start: number | null;
      /** A tight list's paragraphs are written without space between them. */
      readonly tight: boolean;
      readonly items: readonly ListItem[];
      readonly span: Span;
    }
  | {
      readonly kind: 'quote';
      readonly children: readonly Block[];
      /** Who said it, without the dash; a quote that has one is a pull quote. */
      readonly attribution: Attribution | null;
      readonly span: Span;
    }
  | { readonly kind: 'code'; readonly text: string; readonly language: string | null; readonly span: Span }
  | { readonly kind: 'rule'; readonly span: Span }
  | { readonly kind: 'figure'; readonly image: ImageNode; readonly caption: string | null; readonly span: Span }
  | {
      readonly kind: 'table';
      readonly align: readonly ('left' | 'center' | 'right' | null)[];
      readonly head: readonly TableCell[];
      readonly rows: readonly (readonly TableCell[])[];
      readonly span: Span;
    };

export interface Attribution {
  readonly children: readonly Inline[];
  readonly span: Span;
}

export interface ListItem {
  /** The number as typed, null in a bulleted list. */
  readonly number: number | null;
  readonly children: readonly Block[];
  readonly span: Span;
}

export interface TableCell {
  readonly children: readonly Inline[];
  readonly span: Span;
}

export interface ImageNode {
  readonly kind: 'image';
  readonly src: string;
  readonly alt: string;
  readonly title: string | null;
  readonly span: Span;
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly span: Span }
  | { readonly kind: 'emphasis' | 'strong' | 'strike'; readonly children: readonly Inline[]; readonly span: Span }
  | { readonly kind: 'code'; readonly text: string; readonly span: Span }
  | {
      readonly kind: 'link';
      /** The address, in which slots may stand; already percent-encoded where CommonMark says so. */
      readonly url: readonly (string | Slot)[];
      readonly title: string | null;
      readonly children: readonly Inline[];
      readonly span: Span;
    }
  | ImageNode
  | { readonly kind: 'break'; readonly hard: boolean; readonly span: Span }
  /** A reference to the footnote with this label, which is defined. */
  | { readonly kind: 'note'; readonly label: string; readonly span: Span }
  | { readonly kind: 'slot'; readonly slot: Slot; readonly span: Span };
