import { type Diagnostic, sortDiagnostics } from '../diagnostic.ts';
import type { Span } from '../source.ts';
import { visible } from './visible.ts';

/** Workflow commands that GitHub shows as annotations on the lines of a pull request, one a line. */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return sortDiagnostics(diagnostics).map(toCommand).join('');
}

function toCommand({ code, severity, message, hint, span }: Diagnostic): string {
  const properties = [['file', visible(span.file)], ...place(span), ['title', code]] as const;
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',');
  return `::${severity} ${written}::${escapeData(visibleLines(`${message}\n${hint}`))}\n`;
}

/** GitHub drops the columns of what runs over several lines, with a complaint in the log. */
function place(span: Span): readonly (readonly [string, number])[] {
  if (span.line !== span.endLine)
    return [
      ['line', span.line],
      ['endLine', span.endLine],
    ];
  return [
    ['line', span.line],
    ['col', span.column],
    ['endLine', span.endLine],
    ['endColumn', span.endColumn],
  ];
}

/** The log of a job is shown on terminals too. */
function visibleLines(text: string): string {
  return text
    .split(/\r\n|\n|\r/)
    .map((line) => visible(line))
    .join('\n');
}

/** As `@actions/core` escapes them. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
