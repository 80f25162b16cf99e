import { type Diagnostic, sortDiagnostics } from '../diagnostic.ts';
import { summaryOf } from './summary.ts';

/**
 * Diagnostics as one JSON value for scripts, in the stable form of the contract, with a newline at the end. `more` are
 * keys that a command adds behind them.
 */
export function renderJson(diagnostics: readonly Diagnostic[], more: Readonly<Record<string, unknown>> = {}): string {
  const value = { diagnostics: sortDiagnostics(diagnostics).map(toJson), summary: summaryOf(diagnostics), ...more };
  return `${JSON.stringify(value, null, 2)}\n`;
}

function toJson({ code, severity, message, hint, span, notes }: Diagnostic): object {
  const { file, line, column, endLine, endColumn } = span;
  return { code, severity, message, hint, file, line, column, endLine, endColumn, notes: notes.map(noteToJson) };
}

function noteToJson({ message, span }: Diagnostic['notes'][number]): object {
  return { message, file: span.file, line: span.line, column: span.column };
}
