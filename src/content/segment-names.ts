import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Located } from '../diagnostic/source.ts';
import { MOST_GUESSES, nearest } from '../publication/nearest.ts';
import type { Publication } from '../publication/publication.ts';
import type { YamlDocument } from '../publication/yaml-document.ts';

/** The names under `segments:`, each with its place; those that courant.yaml doesn't have are diagnostics. */
export function readSegmentNames(
  document: YamlDocument,
  names: readonly string[],
  publication: Publication,
): { readonly value: readonly Located<string>[]; readonly diagnostics: readonly Diagnostic[] } {
  const value = names.map((name, index) => ({ value: name, span: document.spanOf(['segments', index]) }));
  return { value, diagnostics: checkSegmentNames(value, publication) };
}

export function checkSegmentNames(names: readonly Located<string>[], publication: Publication): readonly Diagnostic[] {
  const known = new Set(Object.keys(publication.segments));
  return names
    .filter(({ value }) => !known.has(value))
    .map(({ value, span }, index) => {
      const meant = index < MOST_GUESSES ? nearest(value, known) : undefined;
      return diagnose('issue/segment-unknown', span, {
        message: `courant.yaml has no segment \`${value.slice(0, 60)}\``,
        hint: meant ? `did you mean \`${meant}\`?` : 'write the name of a segment in courant.yaml, or add it there',
      });
    });
}
