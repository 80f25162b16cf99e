import { CATALOGUE, type DiagnosticCode } from './catalogue.ts';
import { sentence } from './sentence.ts';
import type { Span } from './source.ts';

export type Severity = 'error' | 'warning';

/** A second place that explains a diagnostic, such as the first use of a name. */
export interface Note {
  readonly message: string;
  readonly span: Span;
}

/** What is wrong with an editor's file, where, and what to do next. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
  readonly span: Span;
  readonly notes: readonly Note[];
}

/** What a reader of files found: a value where one could be made, and every problem on the way. */
export interface Checked<T> {
  readonly value: T | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Finding {
  /** What is wrong: begins in lower case unless with a name, and ends without a full stop. */
  readonly message: string;
  /** The next action; comes out as a sentence. */
  readonly hint: string;
  readonly notes?: readonly Note[];
}

/** Makes a diagnostic; its severity is the catalogue's. */
export function diagnose(code: DiagnosticCode, span: Span, finding: Finding): Diagnostic {
  return {
    code,
    severity: CATALOGUE[code].severity,
    message: finding.message,
    hint: sentence(finding.hint),
    span,
    notes: finding.notes ?? [],
  };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}

/** File, then place, then code: the order in which every renderer shows diagnostics. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compareText(a.span.file, b.span.file) ||
      a.span.line - b.span.line ||
      a.span.column - b.span.column ||
      compareText(a.code, b.code),
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
