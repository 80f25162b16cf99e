import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import { type Located, lineText, positionAt, type Source, type Span } from '../../diagnostic/source.ts';
import type { Publication } from '../../publication/publication.ts';
import { readItemAttributes } from './item-attributes.ts';
import { type PromoItemParts, readPromoItem, type StrayReason } from './markdown-item.ts';
import {
  type LineFault,
  type LinePart,
  type LinePlace,
  type PromoLine,
  readPromoLine,
  spanOf,
} from './markdown-line.ts';
import { readTitle } from './promo-title.ts';
import type { RawPromo } from './raw-promo.ts';

interface MarkdownItems {
  readonly raws: readonly RawPromo[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The items of a Markdown list, from the offset where its body begins: numbered lines, each `[title](url) {attributes}` or
 * a plain title. Where all are typed `1.` the position is the rank. An own reader line by line, and not markdown-it: a
 * list there may be interrupted, nested and lazily continued, and none of that has a meaning here.
 */
export function readMarkdownItems(source: Source, bodyStart: number, publication: Publication): MarkdownItems {
  const diagnostics: Diagnostic[] = [];
  const raws: RawPromo[] = [];
  const first = positionAt(source, bodyStart).line;
  for (let number = first; number <= source.lineStarts.length; number += 1) {
    // A byte-order mark takes a column, and is not a part of the text.
    const text = lineText(source, number).replace(/^\uFEFF/, ' ');
    const line = readPromoLine(text);
    const place: LinePlace = { source, number, text };
    if (line.kind === 'other') diagnostics.push(notAnItem(spanOf(place, line.content), line.fault));
    if (line.kind === 'item') raws.push(readItem(place, line, { publication, diagnostics }));
  }
  return { raws: byPosition(raws), diagnostics };
}

function byPosition(raws: readonly RawPromo[]): readonly RawPromo[] {
  if (!raws.every((raw) => raw.rank === null || raw.rank.value === '1')) return raws;
  return raws.map((raw, i) => (raw.rank ? { ...raw, rank: { ...raw.rank, value: String(i + 1) } } : raw));
}

interface ItemContext {
  readonly publication: Publication;
  readonly diagnostics: Diagnostic[];
}

function readItem(place: LinePlace, line: PromoLine & { kind: 'item' }, context: ItemContext): RawPromo {
  const { publication, diagnostics } = context;
  const parts = readPromoItem(place.text, line.content);
  if (parts.stray) diagnostics.push(strayPart(spanOf(place, parts.stray), parts.stray.reason));
  const { title, diagnostics: ofTitle } = readItemTitle(place, parts, publication);
  const attributes = readItemAttributes(place, parts.attributes);
  for (const found of [...ofTitle, ...attributes.diagnostics]) diagnostics.push(found);
  const { score } = attributes.values;
  return {
    ...attributes.values,
    span: spanOf(place, { start: line.marker.start, end: Math.max(line.content.end, line.marker.end) }),
    title,
    url: readUrl(place, parts.url),
    address: parts.stray && parts.stray.reason !== 'raw-html' ? 'unread' : 'as-given',
    // A Markdown item always has a number: where a score stands, the number only makes the line an item.
    rank: score ? null : { value: line.number.replace(/^0+(?=\d)/, ''), span: spanOf(place, line.marker) },
  };
}

function readItemTitle(
  place: LinePlace,
  parts: PromoItemParts,
  publication: Publication,
): ReturnType<typeof readTitle> {
  const { start, end } = parts.title;
  const lineStart = place.source.lineStarts[place.number - 1] ?? 0;
  const text = place.text.slice(start, end).trim();
  const lead = place.text.slice(start, end).search(/\S|$/);
  const span = spanOf(place, { start: start + lead, end: start + lead + text.length });
  const written = { text, start: lineStart + start + lead, span };
  return readTitle(place.source, written, { publication, escapes: 'markdown' });
}

function readUrl(place: LinePlace, part: LinePart | null): Located<string> | null {
  if (part === null) return null;
  const written = place.text.slice(part.start, part.end);
  const value = written.replace(/\\([!-/:-@[-`{-~])/g, '$1');
  return value.trim() === '' ? null : { value, span: spanOf(place, part) };
}

const NOT_AN_ITEM: Readonly<Record<LineFault, { readonly message: string; readonly hint: string }>> = {
  bullet: {
    message: 'this line is a bullet, and a promo list is numbered',
    hint: 'begin the line with its rank: `1. `',
  },
  indented: {
    message: 'this line is indented, as if it belonged to the item above',
    hint: 'begin the line at the left, or move its text into the line above: an item stands on one line',
  },
  glued: { message: 'the number of this line is not followed by a dot and a space', hint: 'write `1. Title`' },
  text: {
    message: 'this line is not an item of the list',
    hint: 'begin it with its rank, such as `1. `, or remove it: a promo list holds nothing but its items',
  },
};

function notAnItem(span: Span, fault: LineFault): Diagnostic {
  return diagnose('promo/not-an-item', span, NOT_AN_ITEM[fault]);
}

const STRAY: Readonly<Record<Exclude<StrayReason, 'raw-html'>, { readonly message: string; readonly hint: string }>> = {
  'after-link': {
    message: 'text follows the link of this item',
    hint: 'move the words into the brackets, or attributes into braces: {until=2026-10-08}',
  },
  'link-inside': {
    message: 'this link is only a part of the item',
    hint: 'put all words of the item into the brackets: `1. [Title](https://news.example.org/story)`',
  },
  'link-title': {
    message: 'something stands behind the address inside the parentheses',
    hint: 'remove it; an address with spaces in it stands in angle brackets: `(<https://…>)`',
  },
  'open-link': {
    message: 'this address is not closed',
    hint: 'close it with `)`; an address with spaces in it stands in angle brackets: `(<https://…>)`',
  },
};

function strayPart(span: Span, reason: StrayReason): Diagnostic {
  if (reason !== 'raw-html') return diagnose('promo/item-syntax', span, STRAY[reason]);
  return diagnose('markdown/raw-html', span, {
    message: 'HTML is not allowed in a title',
    hint: 'remove the tag, or write `\\<` if readers should see the sign',
  });
}
