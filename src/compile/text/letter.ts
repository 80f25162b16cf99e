import { columnsOf } from './columns.ts';
import { type Run, wrap } from './wrap.ts';

/** RFC 3676 4.2 asks for lines of at most 78; 72 leaves room for a few levels of quoting in replies. */
export const WIDTH = 72;

/** A heading and a line under it, as wide as its longest line. */
export function underlined(runs: readonly Run[], sign: string): readonly string[] {
  const lines = wrap(runs, WIDTH);
  const longest = Math.max(0, ...lines.map(columnsOf));
  return lines.length === 0 ? [] : [...lines, sign.repeat(Math.min(WIDTH, longest))];
}

/** A label and what it is for: after full-width punctuation no space is written. */
export function labelled(label: string, text: string): string {
  return /[：　]$/.test(label) ? `${label}${text}` : `${label} ${text}`;
}
