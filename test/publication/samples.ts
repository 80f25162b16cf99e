import type { Checked, Diagnostic } from '../../src/diagnostic/diagnostic.ts';
import { createSource, type Source } from '../../src/diagnostic/source.ts';
import { parsePublication } from '../../src/publication/parse-publication.ts';
import type { Publication } from '../../src/publication/publication.ts';

export const COURANT_YAML = `name: The Harbour Daily
url: https://news.example.org
linkBase: https://mail.example.org
from: The Harbour Daily <daily@example.org>
address: 1 Quay Street, Port Alder
timeZone: Europe/Lisbon
fields:
  first_name: { type: text }
  country: { type: text }
lists:
  daily: { title: The daily letter }
segments:
  asia: { list: daily, where: { country: { in: [CN, JP] } } }
`;

export function samplePublication(): Publication {
  return valueOf(parsePublication(createSource('courant.yaml', COURANT_YAML)));
}

/** The value, with the diagnostics in the failure when there is none. */
export function valueOf<T>(checked: Checked<T>): T {
  if (checked.value === undefined) throw new Error(places(checked.diagnostics).join('\n'));
  return checked.value;
}

/** `line:column-endLine:endColumn code`, in the order given. */
export function places(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics.map(({ code, span }) => `${span.line}:${span.column}-${span.endLine}:${span.endColumn} ${code}`);
}

/** The text of the file that a diagnostic underlines. */
export function underlined(source: Source, { span }: Diagnostic): string {
  const at = (line: number, column: number): number => (source.lineStarts[line - 1] ?? 0) + column - 1;
  return source.text.slice(at(span.line, span.column), at(span.endLine, span.endColumn));
}
