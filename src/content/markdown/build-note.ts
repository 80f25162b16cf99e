import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source.ts';
import { nearest } from '../../publication/nearest.ts';
import type { Building } from './building.ts';
import { numberNotes } from './number-notes.ts';
import type { MarkdownTree, Note } from './tree.ts';

/** A definition. Of two with one label the first counts, as in GFM. */
export function addNote(note: Note, building: Building): void {
  const first = building.notes.get(note.label);
  if (first === undefined) {
    building.notes.set(note.label, note);
    return;
  }
  building.report(
    diagnose('markdown/note-duplicate', note.span, {
      message: 'there is a footnote with this label already, and only one of them can be shown',
      hint: 'give this one another label, and its reference too',
      notes: [{ message: 'defined first here', span: first.span }],
    }),
  );
}

/** `[^label]` where no footnote has that label. */
export function undefinedNote(label: string, span: Span, known: Iterable<string>): Diagnostic {
  const near = nearest(
    label.toLowerCase(),
    [...known].map((name) => name.toLowerCase()),
  );
  return diagnose('markdown/note-undefined', span, {
    message: `no footnote is called \`${label.slice(0, 60)}\`, so readers will see this as it stands`,
    hint:
      near === undefined
        ? `write the footnote on a line of its own, as in [^${label.slice(0, 60)}]: What it says`
        : `did you mean [^${near}]? A backslash before the bracket keeps it as it is`,
  });
}

export function unusedNotes(tree: MarkdownTree): readonly Diagnostic[] {
  if (tree.notes.length === 0) return [];
  const { numbers } = numberNotes(tree);
  return tree.notes
    .filter(({ label }) => !numbers.has(label))
    .map(({ span }) =>
      diagnose('markdown/note-unused', span, {
        message: 'nothing in the text refers to this footnote, so readers won’t see it',
        hint: 'put its label where it belongs, as in “closed.[^1]”, or remove the footnote',
      }),
    );
}
