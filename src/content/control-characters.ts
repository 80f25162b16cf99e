import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Span } from '../diagnostic/source.ts';

/**
 * Characters that no text means: controls but tab and line ends, and the noncharacters, of which U+FDD0–U+FDEF serve
 * as marks while Markdown is parsed.
 */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const REFUSED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]+/g;
/** A binary file by mistake would otherwise fill the screen. */
const MOST_REPORTED = 20;

/** Replaces each refused character with U+FFFD, so that the text keeps its length. */
export function maskControls(text: string): string {
  return text.replace(REFUSED, (run) => '\ufffd'.repeat(run.length));
}

export function dropControls(text: string): string {
  return text.replace(REFUSED, '');
}

/** One diagnostic for each run of refused characters; `locate` says where offsets of the text stand in the file. */
export function findControls(text: string, locate: (start: number, end: number) => Span): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const match of text.matchAll(REFUSED)) {
    if (diagnostics.length === MOST_REPORTED) break;
    diagnostics.push(
      diagnose('text/control-character', locate(match.index, match.index + match[0].length), {
        message: `there is a character here that no mail may contain (${codeOf(match[0])})`,
        hint: 'delete it; if you can’t see it, delete the characters around it and type them anew',
      }),
    );
  }
  return diagnostics;
}

function codeOf(text: string): string {
  return `U+${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
