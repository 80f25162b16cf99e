import type { Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Located } from '../diagnostic/source.ts';
import type { Publication } from '../publication/publication.ts';
import type { YamlDocument, YamlPath } from '../publication/yaml-document.ts';
import type { SlottedText } from './slot.ts';
import { parseSlottedText } from './slotted-text.ts';

/** A text of a YAML document in which slots may stand. Line ends become spaces: these texts stand on one line. */
export function readSlottedField(
  document: YamlDocument,
  path: YamlPath,
  text: string,
  publication: Publication,
): { readonly value: Located<SlottedText>; readonly diagnostics: readonly Diagnostic[] } {
  const span = document.spanOf(path);
  const start = document.nodeAt(path)?.start ?? 0;
  const line = text.trim().replaceAll(/\s*[\r\n]+\s*/g, ' ');
  const { value, diagnostics } = parseSlottedText(document.source, start, line, publication, span);
  return { value: { value, span }, diagnostics };
}
