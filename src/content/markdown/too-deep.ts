import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source.ts';

export function tooDeep(span: Span): Diagnostic {
  return diagnose('markdown/too-deep', span, {
    message: 'from here on, the text is nested too deeply to be shown in a mail',
    hint: 'remove levels of quotes, lists or emphasis until a few are left',
  });
}
