import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source.ts';
import type { Publication } from '../../publication/publication.ts';
import type { ScannedSlots } from '../scan-slots.ts';
import type { Slot } from '../slot.ts';
import type { Note } from './tree.ts';
import type { Positions } from './positions.ts';
import type { Range } from './vendor-shapes.ts';

/** What a Markdown text is checked against. */
export interface MarkdownContext {
  readonly publication: Publication;
  /** Files of the folder by path relative to it, such as `images/port.png`: where pictures must be found. */
  readonly otherFiles: ReadonlySet<string>;
}

/** A parsed text and where everything in it stands. */
export interface Parsed extends MarkdownContext {
  readonly scanned: ScannedSlots;
  readonly positions: Positions;
  readonly locate: (from: number, to: number) => Span;
  /** Backslash escapes and entities of an info string. */
  readonly unescape: (text: string) => string;
  /** Normalised labels of all footnotes that are defined anywhere. */
  readonly noteLabels: ReadonlySet<string>;
  /** An address as CommonMark writes it: percent-encoded, its host in ASCII. */
  readonly encodeAddress: (url: string) => string;
}

/** What the builders of one tree share: the parsed text, and a place for what they find wrong with it. */
export interface Building extends Parsed {
  readonly slots: readonly Slot[];
  /** Where code stands: braces are literal there. */
  readonly code: Range[];
  /** Where each reference, by its normalised label, is defined. */
  readonly definitions: ReadonlyMap<string, Range>;
  /** Footnotes by label. */
  readonly notes: Map<string, Note>;
  /** Where `<!-- more -->` stands, and how many blocks before it. The first one counts. */
  readonly cuts: Cut[];
  readonly report: (diagnostic: Diagnostic) => void;
}

export interface Cut {
  readonly blocks: number;
  readonly span: Span;
}

/** The content of one `inline` token and where it stands. */
export interface Content {
  readonly building: Building;
  readonly locate: (start: number, end: number) => Span;
}
