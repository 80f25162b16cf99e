import type { Block, Inline, MarkdownTree, Note } from './tree.ts';
import { inlinesOf } from './walk-tree.ts';

/** The footnotes that a text shows, in the order in which it first refers to them. */
export interface NumberedNotes {
  readonly notes: readonly Note[];
  /** From 1, by label. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The first reference to each: what a note leads back to. */
  readonly firsts: ReadonlySet<Inline>;
}

/** The blocks of a text as a reader meets them: its own, then those of its notes. */
export function shownBlocks(tree: MarkdownTree): readonly Block[] {
  return [...tree.blocks, ...numberNotes(tree).notes.flatMap(({ children }) => children)];
}

/** A note that only another note refers to comes after those of the text itself. */
export function numberNotes({ blocks, notes }: Pick<MarkdownTree, 'blocks' | 'notes'>): NumberedNotes {
  const byLabel = new Map(notes.map((note) => [note.label, note]));
  const shown: Note[] = [];
  const numbers = new Map<string, number>();
  const firsts = new Set<Inline>();
  const visit = (inside: readonly Block[]): void => {
    for (const inline of inlinesOf(inside)) {
      const note = inline.kind === 'note' ? byLabel.get(inline.label) : undefined;
      if (note === undefined || numbers.has(note.label)) continue;
      numbers.set(note.label, shown.push(note));
      firsts.add(inline);
    }
  };
  visit(blocks);
  for (let index = 0; index < shown.length; index += 1) visit(shown[index]?.children ?? []);
  return { notes: shown, numbers, firsts };
}
