import type { DiagnosticCode } from '../diagnostic/catalogue.ts';
import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { findBlockHoles } from './block-holes.ts';
import { CONTENT_TAGS } from './check-markup.ts';
import { escapeHtml } from './escape-html.ts';
import type { OriginMap } from './origin-map.ts';
import type { WrittenValue } from './render-template.ts';
import { type Scan, scanMarkup, type Token } from './scan-markup.ts';

/**
 * MJML with its values escaped for where they stand. In `shape` those that can't change what MJML makes of it, and
 * whole blocks inside texts, are holes, U+0001 number U+0002, to be filled with `fills[number]`; `whole` is the same
 * with everything in its place.
 */
export interface Mjml {
  readonly shape: string;
  readonly fills: readonly string[];
  readonly whole: string;
  /** Each value by its number, escaped for its place. */
  readonly escaped: ReadonlyMap<number, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Where a value stands: `words` are the attributes href, src, alt and title. Decides how it is escaped. */
type Place = 'text' | 'words' | 'attribute' | 'unquoted' | 'css' | 'comment' | 'tag';

const WORDS = new Set(['href', 'src', 'alt', 'title']);
/** MJML puts these elements' addresses together itself. */
const OWN_ADDRESSES = new Set(['mj-social-element', 'mj-navbar-link', 'mj-navbar']);
const CONDITIONAL = /^<!--\[if[^\]]*\]>/;
const VALUE = /\u0001(\d+)\u0002/g;

export function placeValues(map: OriginMap, scan: Scan, values: readonly WrittenValue[]): Mjml {
  const shape: string[] = [];
  const whole: string[] = [];
  const fills: string[] = [];
  const escaped = new Map<number, string>();
  const diagnostics: Diagnostic[] = [];
  const both = (text: string): void => {
    shape.push(text);
    whole.push(text);
  };
  const hole = (text: string): void => {
    shape.push(`\u0001${fills.push(text) - 1}\u0002`);
    whole.push(text);
  };
  const marks = placesOf(map.text, scan);
  let next = 0;
  let from = 0;
  const writeUpTo = (end: number, writers: Writers): void => {
    for (let mark = marks[next]; mark !== undefined && mark.start < end; mark = marks[(next += 1)]) {
      writers.both(map.text.slice(from, mark.start));
      from = mark.end;
      const value = values[mark.number];
      if (value === undefined) continue;
      const problem = problemOf(value, mark.place);
      if (problem !== null) diagnostics.push(diagnose(problem.code, map.spanOf(mark.start, mark.end), problem));
      const text = escapeFor(value, mark.place);
      escaped.set(mark.number, text);
      writeValue(text, mark.free, writers);
    }
    writers.both(map.text.slice(from, end));
    from = end;
  };
  for (const block of findBlockHoles(map, scan, (text) => isBlank(text, values))) {
    writeUpTo(block.start, { both, hole });
    const inner: string[] = [];
    const collect = (text: string): void => void inner.push(text);
    writeUpTo(block.end, { both: collect, hole: collect });
    if (block.edge) writeValue(inner.join(''), true, { both, hole });
    else hole(inner.join(''));
  }
  writeUpTo(map.text.length, { both, hole });
  return { shape: shape.join(''), fills, whole: whole.join(''), escaped, diagnostics };
}

interface Writers {
  readonly both: (text: string) => void;
  readonly hole: (text: string) => void;
}

function isBlank(text: string, values: readonly WrittenValue[]): boolean {
  const first = /\S/.exec(text)?.[0];
  if (first === undefined) return true;
  return first === '\u0001' && text.replace(VALUE, (_, number) => values[Number(number)]?.text ?? '').trim() === '';
}

/** MJML trims contents, drops empty attributes and reads true and false: such values are never holes. */
function writeValue(text: string, free: boolean, { both, hole }: Writers): void {
  const inner = text.trim();
  if (!free || inner === '' || inner === 'true' || inner === 'false') return both(text);
  const start = text.indexOf(inner);
  both(text.slice(0, start));
  hole(inner);
  both(text.slice(start + inner.length));
}

function escapeFor(value: WrittenValue, place: Place): string {
  if (place === 'css') return value.text;
  if (place === 'comment') return escapeHtml(value.text).replaceAll('--', '- -');
  // HTML anywhere else is an error, and left as it is would look to MJML like a second one.
  return value.kind === 'html' && place === 'text' ? value.text : escapeHtml(value.text);
}

interface Problem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
}

function problemOf(value: WrittenValue, place: Place): Problem | null {
  if (value.kind === 'html' && place !== 'text') {
    const message = 'a text with HTML can only stand where text stands, not inside a tag, a style or a comment';
    return { code: 'template/html-in-tag', message, hint: 'Put it between <mj-text> and </mj-text>.' };
  }
  if (place === 'tag' || place === 'unquoted') {
    const message = place === 'tag' ? 'a value cannot stand here, inside a tag' : 'this attribute has no quotes';
    return { code: 'template/value-in-tag', message, hint: 'Write it as the value of an attribute: name="{{…}}".' };
  }
  if (place !== 'text' && place !== 'words' && value.text.includes('\u0003')) {
    const message = 'a merge slot can stand in text, and in the attributes href, src, alt and title; not here';
    return {
      code: 'template/slot-place',
      message,
      hint: 'What a reader is called must never change the look of a mail.',
    };
  }
  if (place === 'css' && /[<>{}\\]|\/\*/.test(value.text)) {
    const message = `${JSON.stringify(value.text)} cannot stand in a style: it has characters that would end it`;
    return { code: 'template/value-in-style', message, hint: 'Styles take colours, sizes and names of fonts.' };
  }
  return null;
}

interface PlacedMark {
  readonly start: number;
  readonly end: number;
  readonly number: number;
  readonly place: Place;
  /** Whether MJML copies it through without a look at it. */
  readonly free: boolean;
}

function placesOf(text: string, scan: Scan): readonly PlacedMark[] {
  const found: PlacedMark[] = [];
  let inside: Inside = { content: null, style: false };
  for (const token of scan.tokens) {
    const written = text.slice(token.start, token.end);
    if (written.includes('\u0001')) found.push(...placesIn(text, token, inside));
    inside = after(token, inside);
  }
  return found;
}

interface Inside {
  /** The MJML element whose HTML or text this is. */
  readonly content: string | null;
  readonly style: boolean;
}

function after(token: Token, inside: Inside): Inside {
  const isStyle = (token.kind === 'open' || token.kind === 'close') && /^(?:mj-)?style$/.test(token.name);
  if (token.kind === 'open' && !token.selfClosing) {
    return { content: CONTENT_TAGS.has(token.name) ? token.name : inside.content, style: isStyle || inside.style };
  }
  if (token.kind !== 'close') return inside;
  return { content: token.name === inside.content ? null : inside.content, style: isStyle ? false : inside.style };
}

function placesIn(text: string, token: Token, inside: Inside): readonly PlacedMark[] {
  const opening = token.kind === 'comment' ? CONDITIONAL.exec(text.slice(token.start, token.end))?.[0] : undefined;
  if (opening !== undefined) return placesInConditional(text, token.start + opening.length, token.end);
  return [...text.slice(token.start, token.end).matchAll(VALUE)].map((match) => {
    const start = token.start + match.index;
    const mark = { start, end: start + match[0].length, number: Number(match[1]) };
    return { ...mark, ...placeAt(text, token, start, inside) };
  });
}

/** Outlook reads what stands in these comments; MJML takes whitespace out of them, and so has to see their values. */
function placesInConditional(text: string, start: number, end: number): readonly PlacedMark[] {
  const inner = text.slice(start, end);
  const moved = placesOf(inner, scanMarkup(inner));
  return moved.map((mark) => ({ ...mark, start: mark.start + start, end: mark.end + start, free: false }));
}

function placeAt(text: string, token: Token, at: number, inside: Inside): Pick<PlacedMark, 'place' | 'free'> {
  if (token.kind === 'comment') return { place: 'comment', free: false };
  if (token.kind === 'text' && inside.style) return { place: 'css', free: false };
  // Behind a lone `<` a value would become the name of a tag.
  if (token.kind === 'text')
    return text[at - 1] === '<' ? { place: 'tag', free: false } : { place: 'text', free: true };
  const attributes = token.kind === 'open' ? token.attributes : [];
  const attribute = attributes.find(({ valueStart, valueEnd }) => at >= valueStart && at < valueEnd);
  if (attribute === undefined) return { place: 'tag', free: false };
  if (!/["']/.test(text[attribute.valueStart - 1] ?? '')) return { place: 'unquoted', free: false };
  // Inside mj-text and its like stands HTML, which MJML copies as it is.
  const isHtml = inside.content !== null;
  if (!WORDS.has(attribute.name)) return { place: 'attribute', free: isHtml };
  return { place: 'words', free: isHtml || !(token.kind === 'open' && OWN_ADDRESSES.has(token.name)) };
}
