import type { Span } from '../diagnostic/source.ts';

/**
 * A merge slot as the author wrote it: `{{field}}`, `{{field|default}}` or `{{field:format|default}}`.
 * It is filled for each subscriber when the message is put together, never at build time.
 */
export interface Slot {
  readonly field: string;
  readonly format: string | null;
  /** What stands in its place when the subscriber's field is empty; '' when the author gave none. */
  readonly fallback: string;
  readonly span: Span;
}

/** A one-line text in which slots may stand, in the order of reading. No empty strings, no two strings in a row. */
export type SlottedText = readonly (string | Slot)[];
