import type { LinePart } from './markdown-line.ts';

/** The parts of `[title](url) {attributes}` or `title {attributes}`; the offsets are those of the text it was read from. */
export interface PromoItemParts {
  readonly title: LinePart;
  /** Inside the parentheses, without the angle brackets of `<url>`. */
  readonly url: LinePart | null;
  /** With its braces. */
  readonly attributes: LinePart | null;
  /** Text that has no place in a promo, and why. */
  readonly stray: (LinePart & { readonly reason: StrayReason }) | null;
}

export type StrayReason = 'after-link' | 'link-inside' | 'link-title' | 'open-link' | 'raw-html';

/** CommonMark 6.6: what begins like a tag, a comment, a declaration or a processing instruction. */
const RAW_HTML = /<(?:\/?[A-Za-z][A-Za-z0-9-]*(?:[\s/][^<>]*)?>|!--|!\[CDATA\[|![A-Za-z]|\?)/;

/** Reads an item's content, `text.slice(part.start, part.end)`. Always gives parts; what doesn't fit is `stray`. */
export function readPromoItem(text: string, part: LinePart): PromoItemParts {
  const close = text[part.start] === '[' ? closingBracket(text, part) : -1;
  const parts = close > 0 && text[close + 1] === '(' ? readLink(text, part, close) : readPlain(text, part);
  return parts.stray ? parts : { ...parts, stray: findHtml(text, parts.title) };
}

function findHtml(text: string, title: LinePart): PromoItemParts['stray'] {
  const match = RAW_HTML.exec(text.slice(title.start, title.end));
  if (!match || text[title.start + match.index - 1] === '\\') return null;
  const start = title.start + match.index;
  return { start, end: start + match[0].length, reason: 'raw-html' };
}

/** The `]` that closes the `[` at the start of the part, or -1. Brackets inside nest; a backslash escapes one. */
function closingBracket(text: string, part: LinePart): number {
  let depth = 0;
  for (let at = part.start; at < part.end; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '[') depth += 1;
    else if (char === ']') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function readLink(text: string, part: LinePart, close: number): PromoItemParts {
  const title = { start: part.start + 1, end: close };
  const url = readDestination(text, { start: close + 2, end: part.end });
  if (url === null)
    return { title, url: null, attributes: null, stray: { start: close + 1, end: part.end, reason: 'open-link' } };
  const afterUrl = skipSpace(text, url.next, part.end);
  if (text[afterUrl] !== ')') {
    const reason = '"\'('.includes(text[afterUrl] ?? ' ') ? 'link-title' : 'open-link';
    return { title, url: url.part, attributes: null, stray: { start: afterUrl, end: part.end, reason } };
  }
  const rest = skipSpace(text, afterUrl + 1, part.end);
  if (rest >= part.end) return { title, url: url.part, attributes: null, stray: null };
  const tail = { start: rest, end: part.end };
  if (text[rest] === '{' && text[part.end - 1] === '}') return { title, url: url.part, attributes: tail, stray: null };
  return { title, url: url.part, attributes: null, stray: { ...tail, reason: 'after-link' } };
}

/** CommonMark 6.3: in `<…>`, or without spaces and with balanced parentheses. Null when it never ends. */
function readDestination(text: string, part: LinePart): { readonly part: LinePart; readonly next: number } | null {
  const start = skipSpace(text, part.start, part.end);
  if (text[start] === '<') {
    const close = text.indexOf('>', start);
    return close < 0 || close >= part.end ? null : { part: { start: start + 1, end: close }, next: close + 1 };
  }
  let depth = 0;
  for (let at = start; at < part.end; at += 1) {
    const char = text[at] ?? '';
    if (char === '\\') at += 1;
    else if (char === '(') depth += 1;
    else if (char === ')' && depth > 0) depth -= 1;
    else if (char === ')' || /\s/.test(char)) return { part: { start, end: at }, next: at };
  }
  return null;
}

function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && /\s/.test(text[at] ?? '')) at += 1;
  return at;
}

function readPlain(text: string, part: LinePart): PromoItemParts {
  const brace = attributesStart(text, part);
  const attributes = brace < 0 ? null : { start: brace, end: part.end };
  const body = text.slice(part.start, brace < 0 ? part.end : brace);
  const title = { start: part.start, end: part.start + body.trimEnd().length };
  const link = /(?<!\\)\]\(/.exec(body);
  const stray: PromoItemParts['stray'] = link
    ? { start: part.start + link.index, end: title.end, reason: 'link-inside' }
    : null;
  return { title, url: null, attributes, stray };
}

/** The `{` of attributes at the end of a plain title, or -1. `{{slots}}` and `\{` are the title's own. */
function attributesStart(text: string, part: LinePart): number {
  if (text[part.end - 1] !== '}') return -1;
  let open = -1;
  for (let at = part.start; at < part.end; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '{' && text[at + 1] === '{') at = afterSlot(text, at, part.end) - 1;
    else if (char === '{' && (at === part.start || /\s/.test(text[at - 1] ?? ''))) open = at;
    else if (char === '}' && at < part.end - 1) open = -1;
  }
  return open;
}

function afterSlot(text: string, from: number, end: number): number {
  const close = text.indexOf('}}', from);
  return close < 0 || close + 2 > end ? end : close + 2;
}
