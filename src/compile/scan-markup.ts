/**
 * A reader of MJML that keeps every offset and says what MJML's own parser would lose in silence. It reads what
 * templates wrote, in which values are still marks (U+0001 number U+0002): content can't disturb it.
 */
export interface Attribute {
  readonly name: string;
  readonly start: number;
  /** The range of its value without quotes; both 0 when it has none. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

export type Token =
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'comment'; readonly start: number; readonly end: number }
  | {
      readonly kind: 'open';
      readonly name: string;
      readonly attributes: readonly Attribute[];
      readonly selfClosing: boolean;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'close'; readonly name: string; readonly start: number; readonly end: number };

export type ScanFault = 'quote-open' | 'tag-open' | 'comment-open';

export interface Scan {
  readonly tokens: readonly Token[];
  /** What could not be read to its end, and where it began. */
  readonly faults: readonly { readonly kind: ScanFault; readonly start: number; readonly end: number }[];
}

/** Elements whose content is text up to their own closing tag, whatever stands in it. */
const RAW = new Set(['mj-style', 'style', 'script']);
const TAG_NAME = /[A-Za-z][^\s/>]*/y;
const ATTRIBUTE = /\s*([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y;

export function scanMarkup(text: string): Scan {
  const tokens: Token[] = [];
  const faults: { kind: ScanFault; start: number; end: number }[] = [];
  let at = 0;
  while (at < text.length) {
    const next = nextTag(text, at);
    if (next > at) tokens.push({ kind: 'text', start: at, end: next });
    if (next === text.length) break;
    const token = text.startsWith('<!--', next) ? readComment(text, next) : readTag(text, next);
    if ('fault' in token) faults.push({ kind: token.fault, start: token.at, end: token.at + 1 });
    else tokens.push(token);
    at = 'fault' in token ? text.length : token.end;
    if (!('fault' in token) && token.kind === 'open' && RAW.has(token.name) && !token.selfClosing) {
      at = rawEnd(text, token.name, at);
      if (at > token.end) tokens.push({ kind: 'text', start: token.end, end: at });
    }
  }
  return { tokens, faults };
}

function nextTag(text: string, from: number): number {
  const pattern = /<(?=[A-Za-z/!?])/g;
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

interface Fault {
  readonly fault: ScanFault;
  readonly at: number;
}

function readComment(text: string, start: number): Token | Fault {
  const end = text.indexOf('-->', start + 4);
  return end < 0 ? { fault: 'comment-open', at: start } : { kind: 'comment', start, end: end + 3 };
}

function rawEnd(text: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}\\s*>`, 'gi');
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? text.length;
}

function readTag(text: string, start: number): Token | Fault {
  const closing = text[start + 1] === '/';
  TAG_NAME.lastIndex = start + (closing ? 2 : 1);
  const name = TAG_NAME.exec(text)?.[0];
  if (name === undefined || closing) {
    const end = text.indexOf('>', start);
    if (end < 0) return { fault: 'tag-open', at: start };
    return name === undefined
      ? { kind: 'comment', start, end: end + 1 }
      : { kind: 'close', name: name.toLowerCase(), start, end: end + 1 };
  }
  return readOpening(text, start, name);
}

function readOpening(text: string, start: number, name: string): Token | Fault {
  const attributes: Attribute[] = [];
  let at = start + 1 + name.length;
  for (;;) {
    const end = /\s*(\/?)>/y;
    end.lastIndex = at;
    const closed = end.exec(text);
    if (closed !== null) {
      const selfClosing = closed[1] === '/';
      return { kind: 'open', name: name.toLowerCase(), attributes, selfClosing, start, end: end.lastIndex };
    }
    const attribute = readAttribute(text, at);
    if (attribute === null)
      return { fault: quoteAhead(text, at) ? 'quote-open' : 'tag-open', at: faultAt(text, at, start) };
    // A value of ours never holds a bare `<`: this quote was closed by the next attribute's opening one.
    if (text.slice(attribute.valueStart, attribute.valueEnd).includes('<')) {
      return { fault: 'quote-open', at: attribute.start };
    }
    attributes.push(attribute);
    at = attribute.next;
  }
}

function quoteAhead(text: string, at: number): boolean {
  return /^\s*[^\s=/>"']*\s*=?\s*["']/.test(text.slice(at, at + 200));
}

function faultAt(text: string, at: number, start: number): number {
  const next = text.slice(at).search(/\S/);
  return next < 0 || !quoteAhead(text, at) ? start : at + next;
}

function readAttribute(text: string, at: number): (Attribute & { readonly next: number }) | null {
  ATTRIBUTE.lastIndex = at;
  const match = ATTRIBUTE.exec(text);
  if (match === null) {
    // A lone slash inside a tag is ignored, as every parser does.
    return text[at] === '/' && at + 1 < text.length ? readAttribute(text, at + 1) : null;
  }
  const name = match[1] ?? '';
  const start = at + match[0].indexOf(name);
  const value = match[2] ?? match[3] ?? match[4];
  const quoted = match[4] === undefined ? 1 : 0;
  const next = ATTRIBUTE.lastIndex;
  const range =
    value === undefined
      ? { valueStart: 0, valueEnd: 0 }
      : { valueStart: next - quoted - value.length, valueEnd: next - quoted };
  return { name, start, ...range, next };
}
