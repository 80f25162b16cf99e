import type { DiagnosticCode } from '../diagnostic/catalogue.ts';
import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { OriginMap } from './origin-map.ts';
import type { Scan, Token } from './scan-markup.ts';

type Open = Extract<Token, { readonly kind: 'open' }>;

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** MJML elements whose content is HTML or text. A test holds the list against MJML's own. */
export const CONTENT_TAGS = words(
  'mj-accordion-text mj-accordion-title mj-button mj-html-attribute mj-navbar-link mj-preview mj-raw mj-social-element mj-style mj-table mj-text mj-title',
);

/** MJML elements that hold other elements, or nothing: text that stands directly in them is lost. */
const STRUCTURE_TAGS = words(
  'mjml mj-head mj-body mj-attributes mj-section mj-column mj-group mj-wrapper mj-hero mj-accordion mj-accordion-element mj-navbar mj-social mj-carousel mj-carousel-image mj-image mj-divider mj-spacer mj-html-attributes mj-selector mj-breakpoint mj-font mj-all mj-class',
);

const VOID = words('area base br col embed hr img input link meta param source track wbr');

/**
 * What MJML would drop without a word, even in strict mode: tags that are not closed, or closed by another name, quotes
 * left open, an attribute given twice, mj-include, and text where no text may stand.
 */
export function checkMarkup(map: OriginMap, scan: Scan): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, range, message, hint) => {
    diagnostics.push(diagnose(code, map.spanOf(range.start, range.end), { message, hint }));
  };
  for (const fault of scan.faults) reportFault(fault, report);
  const open: Open[] = [];
  for (const token of scan.tokens) {
    if (token.kind === 'open') checkOpen(token, open, report);
    if (token.kind === 'close') checkClose(token, open, report);
    if (token.kind === 'text') checkText(map.text, token, open, report);
  }
  // After an unreadable tag everything that follows it is missing: to call it unclosed would only confuse.
  if (scan.faults.length === 0) for (const tag of open.toReversed()) unclosed(tag, report);
  return diagnostics;
}

type Report = (
  code: DiagnosticCode,
  range: { readonly start: number; readonly end: number },
  message: string,
  hint: string,
) => void;

function reportFault(fault: Scan['faults'][number], report: Report): void {
  if (fault.kind === 'comment-open') {
    return report('template/tag-unclosed', fault, 'this comment is never closed', 'End it with -->.');
  }
  if (fault.kind === 'tag-open') {
    return report('template/tag-unclosed', fault, 'this tag never ends', 'End it with >.');
  }
  report(
    'template/quote-unclosed',
    fault,
    'the quotes of this attribute are not closed',
    'Put one " before its value and one after it.',
  );
}

function checkOpen(tag: Open, open: Open[], report: Report): void {
  if (tag.name === 'mj-include') {
    report('template/include', tag, 'MJML would pass over mj-include in silence', 'Call a partial: {{> name}}.');
  }
  if (tag.name === 'mj-carousel') random(tag, 'a carousel', 'Show its pictures one below the other.', report);
  const seen = new Set<string>();
  for (const { name, start } of tag.attributes) {
    const range = { start, end: start + name.length };
    if (seen.has(name)) {
      const message = `${name} is given twice on this <${tag.name}>; the second would be lost`;
      report('template/attribute-twice', range, message, 'Keep one of the two.');
    }
    seen.add(name);
    if (name === 'hamburger' && tag.name.startsWith('mj-')) {
      random(range, 'a hamburger menu', 'Take the attribute out: the links stand in a row.', report);
    }
  }
  if (!tag.selfClosing && !VOID.has(tag.name) && !insideRaw(open)) open.push(tag);
}

function random(
  range: { readonly start: number; readonly end: number },
  what: string,
  hint: string,
  report: Report,
): void {
  const message = `MJML gives ${what} random names, so the same issue would build to other bytes each time`;
  report('template/mjml-random', range, message, hint);
}

/** mj-raw may hold half a tag whose other half another mj-raw holds: there only MJML's own tags are counted. */
function insideRaw(open: readonly Open[]): boolean {
  return open.at(-1)?.name === 'mj-raw';
}

function checkClose(tag: Extract<Token, { readonly kind: 'close' }>, open: Open[], report: Report): void {
  const last = open.at(-1);
  if (last?.name === tag.name) {
    open.pop();
    return;
  }
  if (VOID.has(tag.name) || insideRaw(open)) return;
  const index = open.findLastIndex((candidate) => candidate.name === tag.name);
  if (index < 0) {
    const hint = last === undefined ? 'Take it out.' : `Take it out, or write </${last.name}> to close <${last.name}>.`;
    report('template/tag-mismatched', tag, `</${tag.name}> closes nothing that is open here`, hint);
    return;
  }
  for (const left of open.splice(index).slice(1).toReversed()) unclosed(left, report);
}

function unclosed(tag: Open, report: Report): void {
  const range = { start: tag.start, end: tag.start + 1 + tag.name.length };
  report('template/tag-unclosed', range, `<${tag.name}> is not closed`, `Write </${tag.name}> where it ends.`);
}

function checkText(text: string, token: Token, open: readonly Open[], report: Report): void {
  const parent = open.at(-1);
  if (parent === undefined || !STRUCTURE_TAGS.has(parent.name)) return;
  const written = text.slice(token.start, token.end);
  const at = written.search(/\S/);
  if (at < 0) return;
  report(
    'template/text-lost',
    { start: token.start + at, end: token.start + written.trimEnd().length },
    `text cannot stand directly in <${parent.name}>: MJML would lose it`,
    'Put it inside <mj-text> … </mj-text>, or inside <mj-raw> where it is HTML.',
  );
}
