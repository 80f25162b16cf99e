import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import type { Span } from '../../diagnostic/source.ts';
import type { Slot } from '../slot.ts';
import { checkUrl } from '../url.ts';
import type { Content } from './building.ts';
import { splitMarks, unmark } from './slot-marks.ts';
import type { Inline } from './tree.ts';
import type { MarkdownToken } from './vendor-shapes.ts';

export function buildLink(open: MarkdownToken, children: readonly Inline[], span: Span, content: Content): Inline {
  const url = slotted(attribute(open, 'href') ?? '', content);
  const { report } = content.building;
  for (const diagnostic of checkAddress(url, targetSpan(open, span, content))) report(diagnostic);
  if (!children.some(isSeen)) {
    report(
      diagnose('markdown/link-text', span, {
        message: 'this link has no words',
        hint: 'write between the brackets where it leads, as in [Why the ferries stopped](https://…)',
      }),
    );
  }
  return { kind: 'link', url, title: plainAttribute(open, 'title', content), children, span };
}

/** An address that was typed without brackets: its words are the address. */
export function buildBareLink(url: string, children: readonly Inline[], span: Span, content: Content): Inline {
  const encoded = slotted(content.building.encodeAddress(url), content);
  for (const diagnostic of checkAddress(encoded, span)) content.building.report(diagnostic);
  return { kind: 'link', url: encoded, title: null, children, span };
}

/** An attribute in which slots can't be filled; null when it isn't there. */
export function plainAttribute(token: MarkdownToken, name: string, content: Content): string | null {
  const value = attribute(token, name);
  return value === null ? null : withoutSlots(value, content);
}

/** The words as typed, and an error for each slot among them. */
export function withoutSlots(text: string, content: Content): string {
  for (const { part } of splitMarks(text)) {
    const slot = typeof part === 'number' ? content.building.slots[part] : undefined;
    if (slot === undefined) continue;
    content.building.report(
      diagnose('slot/no-place', slot.span, {
        message: 'a slot can’t stand in a link’s title or in anything of a picture',
        hint: 'move it into the text',
      }),
    );
  }
  return unmark(text, content.building.scanned.slots);
}

export function attribute(token: MarkdownToken, name: string): string | null {
  const value = token.attrs?.find(([key]) => key === name)?.[1];
  return value === undefined ? null : String(value);
}

/** Where the address was typed: in the link, or where its reference is defined. */
export function targetSpan(token: MarkdownToken, whole: Span, content: Content): Span {
  const { positions, definitions, locate } = content.building;
  const target = positions.targets.get(token);
  if (target !== undefined && target.end > target.start) return content.locate(target.start, target.end);
  const label = token.meta?.['label'];
  const definition = typeof label === 'string' ? definitions.get(label) : undefined;
  return definition === undefined ? whole : locate(definition.start, definition.end);
}

function slotted(text: string, content: Content): readonly (string | Slot)[] {
  return splitMarks(text).flatMap(({ part }): readonly (string | Slot)[] => {
    if (typeof part === 'string') return [part];
    const slot = content.building.slots[part];
    return slot === undefined ? [] : [slot];
  });
}

/**
 * A subscriber's field never decides the scheme of an address: it is typed before the first slot, or that slot has a
 * default that is a whole address, or none (who has no address gets an empty link).
 */
function checkAddress(url: readonly (string | Slot)[], span: Span): readonly Diagnostic[] {
  const [first] = url;
  if (url.length < 2 && typeof first !== 'object') return checkUrl(first ?? '', span).diagnostics;
  if (typeof first === 'object') {
    if (first.fallback === '' || /^https?:\/\/[^/]/i.test(first.fallback)) return [];
    return [noPlace(first.span, 'the default of a slot that begins an address must itself begin with `https://`')];
  }
  const filled = url
    .map((part) => (typeof part === 'string' ? part : encodeURIComponent(part.fallback) || 'x'))
    .join('');
  if (first !== undefined && /^(https?:\/\/|mailto:|#)/i.test(first)) return checkUrl(filled, span).diagnostics;
  return [noPlace(span, 'an address with a slot must begin with `https://` before the slot')];
}

function noPlace(span: Span, message: string): Diagnostic {
  return diagnose('slot/no-place', span, {
    message,
    hint: 'write it as in [your page](https://news.example.org/{{field}})',
  });
}

function isSeen(node: Inline): boolean {
  if (node.kind === 'text') return node.text.trim() !== '';
  if (node.kind === 'break') return false;
  return 'children' in node ? node.children.some(isSeen) : true;
}
