import { type Diagnostic, type Severity, sortDiagnostics } from '../diagnostic.ts';
import type { Source, Span } from '../source.ts';
import { excerptOf } from './excerpt.ts';
import { pathToUri } from './uri.ts';
import { summaryOf, summaryText } from './summary.ts';
import { visibleLine } from './visible.ts';

export interface HumanOptions {
  readonly color: 'on' | 'off';
  /** `file:` URL of the publication's root, with a slash at its end, for a terminal that shows links; null without. */
  readonly linkBase: string | null;
}

type Paint = (style: keyof typeof STYLES, text: string) => string;
type Link = (span: Span, text: string) => string;

interface Page {
  readonly sources: ReadonlyMap<string, Source>;
  readonly paint: Paint;
  readonly link: Link;
}

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
  const link: Link = ({ file, line }, text) =>
    options.linkBase === null ? text : hyperlink(`${options.linkBase}${pathToUri(file)}#${line}`, text);
  const blocks = sortDiagnostics(diagnostics).map((diagnostic) => renderOne(diagnostic, { sources, paint, link }));
  return `${[...blocks, summaryLine(diagnostics, paint)].join('\n\n')}\n`;
}

function renderOne(diagnostic: Diagnostic, page: Page): string {
  const { paint } = page;
  const { code, severity, message, hint, span, notes } = diagnostic;
  const gutter = gutterWidth([span, ...notes.map((note) => note.span)]);
  const lines = [
    `${paint(severity, `${severity}[${code}]`)}${paint('bold', `: ${visibleLine(message)}`)}`,
    ...renderPlace(span, { ...page, gutter, mark: '^', style: severity }),
  ];
  for (const note of notes) {
    lines.push(`${' '.repeat(gutter)} ${paint('place', '=')} note: ${visibleLine(note.message)}`);
    lines.push(...renderPlace(note.span, { ...page, gutter, mark: '-', style: 'place' }));
  }
  lines.push(`${' '.repeat(gutter)} ${paint('place', '=')} ${paint('hint', 'hint')}: ${visibleLine(hint)}`);
  return lines.join('\n');
}

interface Look extends Page {
  readonly gutter: number;
  readonly mark: '^' | '-';
  readonly style: Severity | 'place';
}

function renderPlace(span: Span, look: Look): readonly string[] {
  const { sources, paint, link, gutter, mark, style } = look;
  const margin = ' '.repeat(gutter);
  const place = link(span, `${visibleLine(span.file)}:${span.line}:${span.column}`);
  const where = `${margin}${paint('place', '-->')} ${place}`;
  const source = sources.get(span.file);
  if (!source || isWholeFile(span)) return [where];
  const excerpt = excerptOf(source, span);
  const bar = paint('place', '|');
  const number = paint('place', String(excerpt.line).padStart(gutter));
  const underline = `${' '.repeat(excerpt.indent)}${paint(style, mark.repeat(excerpt.width))}`;
  return [where, `${margin} ${bar}`, `${number} ${bar} ${excerpt.text}`.trimEnd(), `${margin} ${bar} ${underline}`];
}

/** OSC 8. Terminals and editors that jump to a line take it as the fragment of a `file:` URL. */
function hyperlink(url: string, text: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
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
