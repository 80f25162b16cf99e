import { withoutMarks } from '../slot-marks.ts';
import { columnsOf, graphemesOf } from './columns.ts';
import { isIdeographic } from './line-joins.ts';

/** Part of a running text: words, something that is never broken (a mark, an address), or the end of a line. */
export type Run =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'fixed'; readonly text: string; readonly columns: number }
  | { readonly kind: 'line-end' };

interface Atom {
  readonly text: string;
  readonly columns: number;
  /** Its last character: asking a text that grows for its end would cost its length each time. */
  readonly last: string;
  /** A space stands before it, where no line begins with it. */
  readonly spaced: boolean;
}

/** Closing punctuation begins no line, opening punctuation ends none (JIS X 4051, GB/T 15834). */
const NEVER_FIRST =
  /^[、。，．：；？！）」』】》〉〕］｝”’…—～・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％,.;:?!)\]}%]/u;
const NEVER_LAST = /[（「『【《〈〔［｛“‘([{$]$/u;

/** Words of the content; what could pass for a slot's mark is taken out of them. */
export function words(text: string): Run {
  return { kind: 'words', text: withoutMarks(text) };
}

/** Lines of at most `width` columns. What can't be broken (an address, a long word) may be longer. */
export function wrap(runs: readonly Run[], width: number): readonly string[] {
  return splitLines(runs).flatMap((line) => wrapAtoms(atomsOf(line), width));
}

function splitLines(runs: readonly Run[]): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    if (run.kind === 'line-end') lines.push([]);
    else lines.at(-1)?.push(run);
  }
  return lines;
}

function wrapAtoms(atoms: readonly Atom[], width: number): readonly string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let used = 0;
  for (const atom of atoms) {
    const space = atom.spaced && line.length > 0 ? 1 : 0;
    if (line.length > 0 && used + space + atom.columns > width) {
      lines.push(line.join(''));
      line = [];
      used = 0;
    }
    const shown = line.length > 0 && atom.spaced ? ` ${atom.text}` : atom.text;
    used += atom.columns + (shown.length > atom.text.length ? 1 : 0);
    line.push(shown);
  }
  return line.length > 0 ? [...lines, line.join('')] : lines;
}

function atomsOf(runs: readonly Run[]): readonly Atom[] {
  const atoms: Atom[] = [];
  let spaced = false;
  for (const run of runs) {
    if (run.kind === 'line-end') continue;
    const pieces = run.kind === 'fixed' ? [run] : run.text.split(/([ \t\n\r]+)/).flatMap(cutWord);
    for (const piece of pieces) {
      if (/^[ \t\n\r]+$/.test(piece.text)) spaced = true;
      else {
        addAtom(atoms, piece, spaced);
        spaced = false;
      }
    }
  }
  return atoms;
}

/** What no break is allowed before becomes part of the atom before it. */
function addAtom(atoms: Atom[], piece: { readonly text: string; readonly columns: number }, spaced: boolean): void {
  const last = atoms.at(-1);
  const ending = Array.from(piece.text.slice(-2)).at(-1) ?? '';
  if (last === undefined || spaced || mayBreak(last.last, piece.text)) atoms.push({ ...piece, last: ending, spaced });
  else
    atoms[atoms.length - 1] = {
      text: last.text + piece.text,
      columns: last.columns + piece.columns,
      last: ending === '' ? last.last : ending,
      spaced: last.spaced,
    };
}

function mayBreak(last: string, after: string): boolean {
  const first = String.fromCodePoint(after.codePointAt(0) ?? 32);
  if (NEVER_FIRST.test(after) || NEVER_LAST.test(last)) return false;
  return isIdeographic(last) || isIdeographic(first);
}

/** A word of letters stays whole; between ideographs each character is a piece of its own. */
function cutWord(word: string): readonly { readonly text: string; readonly columns: number }[] {
  if (word === '') return [];
  if (!/[\u1100-\u1fff\u2300-\uffef\u{20000}-\u{3fffd}]/u.test(word)) return [{ text: word, columns: columnsOf(word) }];
  return graphemesOf(word).map((text) => ({ text, columns: columnsOf(text) }));
}
