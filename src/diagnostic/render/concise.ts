import { type Diagnostic, sortDiagnostics } from '../diagnostic.ts';
import { visibleLine } from './visible.ts';

/** One line a diagnostic, `file:line:column: error[code] message`, as editors and grep like them. */
export function renderConcise(diagnostics: readonly Diagnostic[]): string {
  return sortDiagnostics(diagnostics).map(toLine).join('');
}

function toLine({ code, severity, message, span }: Diagnostic): string {
  return `${visibleLine(span.file)}:${span.line}:${span.column}: ${severity}[${code}] ${visibleLine(message)}\n`;
}
