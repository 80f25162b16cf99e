import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Located, Source, Span } from '../../diagnostic/source.ts';
import type { Publication } from '../../publication/publication.ts';
import type { SlottedText } from '../slot.ts';
import { parseSlottedText } from '../slotted-text.ts';

/** A text as its format gave it. `start` is the offset in the file at which it, or its opening quote, stands. */
export interface WrittenTitle {
  readonly text: string;
  readonly start: number;
  readonly span: Span;
}

/** ASCII punctuation behind a backslash: CommonMark 2.4. */
const ESCAPE = /\\([!-/:-@[-`{-~])/g;

/**
 * Reads the title of a promo, or of a list: plain text with slots, on one line. In Markdown a backslash makes the next
 * sign an ordinary one and is itself not shown; emphasis has no meaning, and its signs stay as they were typed.
 */
export function readTitle(
  source: Source,
  written: WrittenTitle,
  style: { readonly publication: Publication; readonly escapes: 'markdown' | 'none' },
): { readonly title: Located<SlottedText> | null; readonly diagnostics: readonly Diagnostic[] } {
  const { text, start, span } = written;
  if (text.trim() === '') return { title: null, diagnostics: [] };
  const { value, diagnostics } = parseSlottedText(source, start, text, style.publication, span);
  const parts = value.map((part) => (typeof part === 'string' ? plain(part, style.escapes) : part));
  return { title: parts.length === 0 ? null : { value: parts, span }, diagnostics };
}

function plain(text: string, escapes: 'markdown' | 'none'): string {
  const oneLine = text.replace(/\s*[\r\n]\s*/g, ' ');
  return escapes === 'markdown' ? oneLine.replace(ESCAPE, '$1') : oneLine;
}
