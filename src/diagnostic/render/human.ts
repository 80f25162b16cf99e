import { type Diagnostic, type Severity, sortDiagnostics } from '../diagnostic.ts';
import type { Source, Span } from '../source.ts';
import { excerptOf } from './excerpt.ts';
import { summaryOf, summaryText } from './summary.ts';
import { visibleLine } from './visible.ts';

export interface HumanOptions {
  readonly color: 'on' | 'off';
}

type Paint = (style: keyof typeof STYLES, text: string) => string;

const STYLES = { error: '1;31', warning: '1;33', place: '36', bold: '1', hint: '32' } as const;

/**
 * Diagnostics for a person at a terminal: message, place, the author's own line with the spot underlined, and what to do.
 * `sources` gives the lines, by path; a diagnostic of another file is shown without them. Ends with a summary and a
 * newline; empty without diagnostics.
 */
export function renderHuman(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, Source>,
  options: HumanOptions,
): string {
  if (diagnostics.length === 0) return '';
  const paint: Paint = (style, text) => (options.color === 'on' ? `\u001b[${STYLES[style]}m${text}\u001b[0m` : text);
  const blocks = sortDiagnostics(diagnostics).map((diagnostic) => renderOne(diagnostic, sources, paint));
  return `${[...blocks, summaryLine(diagnostics, paint)].join('\n\n')}\n`;
}

function renderOne(diagnostic: Diagnostic, sources: ReadonlyMap<string, Source>, paint: Paint): string {
  const { code, severity, message, hint, span, notes } = diagnostic;
  const gutter = gutterWidth([span, ...notes.map((note) => note.span)]);
  const lines = [
    `${paint(severity, `${severity}[${code}]`)}${paint('bold', `: ${visibleLine(message)}`)}`,
    ...renderPlace(span, { sources, paint, gutter, mark: '^', style: severity }),
  ];
  for (const note of notes) {
    lines.push(`${' '.repeat(gutter)} ${paint('place', '=')} note: ${visibleLine(note.message)}`);
    lines.push(...renderPlace(note.span, { sources, paint, gutter, mark: '-', style: 'place' }));
  }
  lines.push(`${' '.repeat(gutter)} ${paint('place', '=')} ${paint('hint', 'hint')}: ${visibleLine(hint)}`);
  return lines.join('\n');
}

interface Look {
  readonly sources: ReadonlyMap<string, Source>;
  readonly paint: Paint;
  readonly gutter: number;
  readonly mark: '^' | '-';
  readonly style: Severity | 'place';
}

function renderPlace(span: Span, look: Look): readonly string[] {
  const { sources, paint, gutter, mark, style } = look;
  const margin = ' '.repeat(gutter);
  const where = `${margin}${paint('place', '-->')} ${visibleLine(span.file)}:${span.line}:${span.column}`;
  const source = sources.get(span.file);
  if (!source || isWholeFile(span)) return [where];
  const excerpt = excerptOf(source, span);
  const bar = paint('place', '|');
  const number = paint('place', String(excerpt.line).padStart(gutter));
  const underline = `${' '.repeat(excerpt.indent)}${paint(style, mark.repeat(excerpt.width))}`;
  return [where, `${margin} ${bar}`, `${number} ${bar} ${excerpt.text}`.trimEnd(), `${margin} ${bar} ${underline}`];
}

/** Problems of a file as a whole stand at its very beginning; to underline something there would mislead. */
function isWholeFile(span: Span): boolean {
  return span.line === 1 && span.column === 1 && span.endLine === 1 && span.endColumn === 1;
}

function gutterWidth(spans: readonly Span[]): number {
  return Math.max(2, ...spans.map((span) => String(span.line).length));
}

function summaryLine(diagnostics: readonly Diagnostic[], paint: Paint): string {
  const summary = summaryOf(diagnostics);
  return paint(summary.errors > 0 ? 'error' : 'warning', summaryText(summary));
}
