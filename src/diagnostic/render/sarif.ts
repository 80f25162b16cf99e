import { anchorOf } from '../anchor.ts';
import { CATALOGUE, type DiagnosticCode } from '../catalogue.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostic.ts';
import type { Span } from '../source.ts';
import { pathToUri } from './uri.ts';

export interface SarifOptions {
  readonly version: string;
  /** The web address of docs/diagnostics.md; null where it is not on the web. */
  readonly docs: string | null;
}

/** A SARIF 2.1.0 log for code scanning. Paths count from the publication's root. */
export function renderSarif(diagnostics: readonly Diagnostic[], { version, docs }: SarifOptions): string {
  const sorted = sortDiagnostics(diagnostics);
  const codes = [...new Set(sorted.map(({ code }) => code))].toSorted();
  const run = {
    tool: { driver: { name: 'Courant', semanticVersion: version, rules: codes.map((code) => toRule(code, docs)) } },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the publication.' } } },
    results: sorted.map((diagnostic) => toResult(diagnostic, codes.indexOf(diagnostic.code))),
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function toRule(code: DiagnosticCode, docs: string | null): object {
  const { summary, why, severity, bad, good } = CATALOGUE[code];
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: why },
    ...(docs === null ? {} : { helpUri: `${docs}#${anchorOf(code)}` }),
    help: { text: `${why}\n\nNot like this:\n${bad}\n\nLike this:\n${good}` },
    defaultConfiguration: { level: severity },
  };
}

function toResult({ code, severity, message, hint, span, notes }: Diagnostic, ruleIndex: number): object {
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: plain(`${message}\n${hint}`) },
    locations: [toLocation(span)],
    relatedLocations: notes.map((note, index) => ({
      id: index,
      message: { text: plain(note.message) },
      ...toLocation(note.span),
    })),
  };
}

/** Section 3.11: braces stand for arguments, and brackets before parentheses for links, unless they are doubled or escaped. */
function plain(text: string): string {
  return text.replaceAll(/[{}]/g, '$&$&').replaceAll(/[[\]\\]/g, '\\$&');
}

function toLocation({ file, line, column, endLine, endColumn }: Span): { readonly physicalLocation: object } {
  return {
    physicalLocation: {
      artifactLocation: { uri: pathToUri(file), uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}
