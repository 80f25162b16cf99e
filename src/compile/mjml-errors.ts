import type { DiagnosticCode } from '../diagnostic/catalogue.ts';
import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Span } from '../diagnostic/source.ts';
import { CONTENT_TAGS } from './check-markup.ts';
import { compileMjml, type MjmlFault } from './mjml.ts';
import type { OriginMap } from './origin-map.ts';
import type { Attribute, Scan, Token } from './scan-markup.ts';

type Open = Extract<Token, { readonly kind: 'open' }>;

/**
 * MJML names only the line of a fault. Rendered again with each of its tags at the start of a line of its own, a line
 * is a tag, and the origin map leads from the tag to the author's file, through partials and `{{#each}}`.
 * `whole` is the fallback place.
 */
export async function explainMjmlFaults(
  map: OriginMap,
  scan: Scan,
  escaped: ReadonlyMap<number, string>,
  whole: Span,
): Promise<readonly Diagnostic[]> {
  const lined = oneTagALine(map.text, scan);
  const value = (_: string, number: string): string => (escaped.get(Number(number)) ?? '').replaceAll(/[\r\n]/g, ' ');
  const result = await compileMjml(lined.mjml.replace(/\u0001(\d+)\u0002/g, value));
  if (result.kind === 'html') return [];
  if (result.kind === 'failed') return [failed(result.message, whole)];
  return result.faults.map((fault) => explain(fault, lined.tags.get(fault.line), map, whole));
}

function failed(message: string, span: Span): Diagnostic {
  return diagnose('template/mjml-failed', span, {
    message: `MJML could not compile this layout: ${message.replace(/\.$/, '')}`,
    hint: 'A layout is <mjml> with one <mj-head> and one <mj-body> inside.',
  });
}

function oneTagALine(text: string, scan: Scan): { readonly mjml: string; readonly tags: ReadonlyMap<number, Open> } {
  const tags = new Map<number, Open>();
  const pieces: string[] = [];
  let line = 1;
  let from = 0;
  let content: string | null = null;
  for (const token of scan.tokens) {
    if (token.kind === 'close' && token.name === content) content = null;
    if (token.kind !== 'open' || content !== null) continue;
    const before = `${text.slice(from, token.start)}\n`;
    pieces.push(before);
    line += before.split('\n').length - 1;
    tags.set(line, token);
    from = token.start;
    if (CONTENT_TAGS.has(token.name) && !token.selfClosing) content = token.name;
  }
  return { mjml: [...pieces, text.slice(from)].join(''), tags };
}

function explain(fault: MjmlFault, tag: Open | undefined, map: OriginMap, whole: Span): Diagnostic {
  const range = tag && { start: tag.start, end: tag.start + 1 + tag.name.length };
  const kind = kindOf(fault.message, tag?.name ?? 'this element');
  const attribute = tag?.attributes.find(({ name }) => name === kind.attribute);
  const place = attribute ? attributeRange(attribute, map.text) : range;
  return diagnose(kind.code, place ? map.spanOf(place.start, place.end) : whole, kind);
}

/** From its name to its closing quote. */
function attributeRange({ name, start, valueEnd }: Attribute, text: string) {
  if (valueEnd === 0) return { start, end: start + name.length };
  return { start, end: /["']/.test(text[valueEnd] ?? '') ? valueEnd + 1 : valueEnd };
}

interface FaultKind {
  readonly code: DiagnosticCode;
  readonly attribute: string | null;
  readonly message: string;
  readonly hint: string;
}

function kindOf(message: string, tag: string): FaultKind {
  const illegal = /^Attributes? (.+) (?:is|are) illegal$/.exec(message)?.[1];
  if (illegal !== undefined) {
    const [first = ''] = illegal.split(', ');
    const text = `<${tag}> has no attribute ${illegal}`;
    const hint = `See https://documentation.mjml.io/#${tag} for those it has; for a style of your own use css-class.`;
    return { code: 'template/mjml-attribute', attribute: first, message: text, hint };
  }
  if (/^Element .+ doesn't exist/.test(message)) {
    const hint =
      'See https://documentation.mjml.io for the elements there are; HTML goes inside <mj-text> or <mj-raw>.';
    return { code: 'template/mjml-tag', attribute: null, message: `MJML has no element <${tag}>`, hint };
  }
  const parents = /^\S+ cannot be used inside (\S+), only inside: (.*)$/.exec(message);
  if (parents !== null) {
    const text = `<${tag}> cannot stand in <${parents[1]}>`;
    const hint = parents[2] === '' ? 'Take it out.' : `It can stand in: ${parents[2]}.`;
    return { code: 'template/mjml-nesting', attribute: null, message: text, hint };
  }
  const attribute = /^Attribute (\S+) (.*)$/.exec(message);
  if (attribute !== null) {
    const text = `the attribute ${attribute[1]} of <${tag}> ${attribute[2]}`;
    const hint = `See https://documentation.mjml.io/#${tag} for what it takes.`;
    return { code: 'template/mjml-value', attribute: attribute[1] ?? null, message: text, hint };
  }
  return { code: 'template/mjml-failed', attribute: null, message, hint: 'Give the layout what MJML asks for.' };
}
