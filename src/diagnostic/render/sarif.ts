import { CATALOGUE, type DiagnosticCode } from '../catalogue.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostic.ts';
import type { Span } from '../source.ts';

/** A SARIF 2.1.0 log for code scanning. Paths count from the publication's root. */
export function renderSarif(diagnostics: readonly Diagnostic[]): string {
  const sorted = sortDiagnostics(diagnostics);
  const codes = [...new Set(sorted.map(({ code }) => code))].toSorted();
  const run = {
    tool: { driver: { name: 'Courant', rules: codes.map(toRule) } },
    columnKind: 'utf16CodeUnits',
    results: sorted.map((diagnostic) => toResult(diagnostic, codes.indexOf(diagnostic.code))),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toRule(code: DiagnosticCode): object {
  const { summary, why, severity, bad, good } = CATALOGUE[code];
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    help: { text: `${why}\n\nNot like this:\n${bad}\n\nLike this:\n${good}` },
    defaultConfiguration: { level: severity },
  };
}

function toResult({ code, severity, message, hint, span, notes }: Diagnostic, ruleIndex: number): object {
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: `${message}\n${hint}` },
    locations: [toLocation(span)],
    relatedLocations: notes.map((note, index) => ({
      id: index,
      message: { text: note.message },
      ...toLocation(note.span),
    })),
  };
}

function toLocation({ file, line, column, endLine, endColumn }: Span): { readonly physicalLocation: object } {
  const uri = file
    .replaceAll(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}
