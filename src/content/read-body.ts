import { type Checked, type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { type Source, spanAt } from '../diagnostic/source.ts';
import { type BodyRange, bodyRange } from './front-matter.ts';
import { type MarkdownContext, parseMarkdown } from './markdown/parse-markdown.ts';
import type { MarkdownTree } from './markdown/tree.ts';

/**
 * In UTF-16 code units. Gmail shows 102 KB of a mail, HTML and all; and some thousand bytes of brackets or list items
 * cost the parser, and every step after it, a thousand times their own room.
 */
const MAX_LENGTH = 300_000;

/** The Markdown below the front matter of a file; a body too long for any mail is a diagnostic and isn't read. */
export function readBody(source: Source, context: MarkdownContext): Checked<MarkdownTree> {
  const range = bodyRange(source);
  if (range.end - range.start > MAX_LENGTH) return { value: undefined, diagnostics: [tooLong(source, range)] };
  return parseMarkdown(source, range.start, range.end, context);
}

function tooLong(source: Source, { start, end }: BodyRange): Diagnostic {
  return diagnose('markdown/too-long', spanAt(source, start, start), {
    message: `the text that begins here has ${(end - start).toLocaleString('en')} characters; a mail can hold ${MAX_LENGTH.toLocaleString('en')} at most`,
    hint: 'keep its beginning, with a link to the rest on the web',
  });
}
