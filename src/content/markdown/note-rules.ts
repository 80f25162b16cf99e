import type { BlockState, InlineState, MarkdownToken } from './vendor-shapes.ts';

/** Longer labels are none: a line of a megabyte must not be searched for a bracket from each of its brackets. */
const LABEL = /^\[\^([^\s[\]\ufdd0-\ufdef]{1,200})\]/;
const LONGEST = 203;
/** What a definition's later blocks are indented by, as in GFM. */
const INDENT = 4;

/** What the rule for definitions changes of the parser's state while it reads a definition's inside. */
interface DefinitionState extends BlockState {
  readonly bMarks: number[];
  readonly tShift: number[];
  readonly sCount: number[];
  blkIndent: number;
  parentType: string;
  readonly push: (type: string, tag: string, nesting: -1 | 1) => NoteToken;
}

interface ReferenceState extends Omit<InlineState, 'pos'> {
  pos: number;
  readonly push: (type: string, tag: string, nesting: 0) => NoteToken;
}

interface NoteToken extends Omit<MarkdownToken, 'content' | 'meta'> {
  content: string;
  meta: unknown;
}

/** Labels of the definitions that were found; the blocks of a text are all read before its words. */
export interface NoteLabels {
  readonly defined: Set<string>;
  readonly normalise: (label: string) => string;
}

/**
 * `[^label]: …` begins a definition (GFM), whose inside `readInside` reads. markdown-it-footnote looks for a label's end as
 * far as the line goes, from each of its brackets, which is quadratic for one line of `[^`, so the rules are written here.
 */
export function noteDefinition(
  state: DefinitionState,
  line: number,
  labels: NoteLabels,
  readInside: (() => void) | null,
): boolean {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const label = labelAt(state.src, start);
  const inside = start + (label?.length ?? 0) + '[^]:'.length;
  if ((state.sCount[line] ?? 0) - state.blkIndent >= INDENT) return false;
  if (label === null || inside > (state.eMarks[line] ?? 0) || state.src[inside - 1] !== ':') return false;
  if (readInside === null) return true;
  const name = labels.normalise(label);
  labels.defined.add(name);
  state.push('note_open', '', 1).meta = { label: name };
  indented(state, line, inside, readInside);
  state.push('note_close', '', -1);
  return true;
}

/** The line tables say for a while that the line begins behind the label. */
function indented(state: DefinitionState, line: number, inside: number, readInside: () => void): void {
  const { parentType } = state;
  const before = [state.bMarks[line] ?? 0, state.tShift[line] ?? 0, state.sCount[line] ?? 0] as const;
  let blank = inside;
  while (blank < (state.eMarks[line] ?? 0) && /[ \t]/.test(state.src[blank] ?? '')) blank += 1;
  state.blkIndent += INDENT;
  state.bMarks[line] = inside;
  state.tShift[line] = blank - inside;
  // A definition's first line is never code, however far its text is from the label.
  state.sCount[line] = state.blkIndent;
  state.parentType = 'footnote';
  readInside();
  state.parentType = parentType;
  state.blkIndent -= INDENT;
  [state.bMarks[line], state.tShift[line], state.sCount[line]] = before;
}

/** `[^label]`: a reference where the label is defined; else literal, as in GFM, and marked so that it can be said. */
export function noteReference(state: ReferenceState, labels: NoteLabels, push: 'push' | 'skip'): boolean {
  const label = labelAt(state.src, state.pos);
  if (label === null || state.pos + label.length + '[^]'.length > state.posMax) return false;
  const name = labels.normalise(label);
  const isDefined = labels.defined.has(name);
  const typed = isDefined ? `[^${label}]` : '[^';
  if (push === 'push') {
    const token = state.push(isDefined ? 'note' : 'note_missing', '', 0);
    token.content = typed;
    token.meta = { label: isDefined ? name : label };
  }
  state.pos += typed.length;
  return true;
}

function labelAt(text: string, offset: number): string | null {
  return LABEL.exec(text.slice(offset, offset + LONGEST))?.[1] ?? null;
}
