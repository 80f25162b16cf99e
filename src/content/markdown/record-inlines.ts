import { schemeBefore } from './bare-url-rule.ts';
import type { Positions } from './positions.ts';
import type { InlineState, MarkdownToken, Range } from './vendor-shapes.ts';

export interface InlineStart {
  readonly rule: string;
  readonly offset: number;
  readonly tokens: number;
  /** Plain text that the parser has read and not yet made into a token. */
  readonly pending: number;
  readonly pendingStart: number;
}

/** Finds a link's destination in `text`, as the parser does. */
export type ReadTarget = (text: string, start: number, max: number) => { readonly ok: boolean; readonly pos: number };

/** Called before an inline rule is tried. */
export function inlineStart(rule: string, state: InlineState, positions: Positions): InlineStart {
  if (state.pending === '') positions.pending.set(state, state.pos);
  return {
    rule,
    offset: state.pos,
    tokens: state.tokens.length,
    pending: state.pending.length,
    pendingStart: positions.pending.get(state) ?? 0,
  };
}

/** Called right after an inline rule has matched: the tokens it pushed came from between its start and `state.pos`. */
export function recordInline(
  state: InlineState,
  from: InlineStart,
  positions: Positions,
  readTarget: ReadTarget,
): void {
  const fresh = state.tokens.slice(from.tokens);
  const own = takeFlushed(fresh, from, positions);
  if (own.length === 0) return;
  if (from.rule === 'link') recordLink(state, own, from, positions, readTarget);
  else if (from.rule === 'autolink') {
    const inside = { start: from.offset + 1, end: state.pos - 1 };
    recordAutolink(own, { start: from.offset, end: state.pos }, inside, positions);
  } else if (from.rule === 'bare_url') {
    const whole = { start: from.offset - schemeBefore(state.src, from.offset).length, end: state.pos };
    recordAutolink(own, whole, whole, positions);
  } else if (from.rule === 'emphasis' || from.rule === 'strikethrough') recordRun(own, from, positions);
  else {
    for (const token of own) positions.inlines.set(token, { start: from.offset, end: state.pos });
    const image = own[0];
    if (from.rule === 'image' && image !== undefined && !isReference(image)) {
      const labelEnd = from.offset + 2 + image.content.length;
      positions.targets.set(image, targetAfter(state, labelEnd, readTarget));
    }
  }
}

/** Plain text left over when the last rule of a content, or of a link's label, has run: `last` is the last token then. */
export function recordLastText(state: InlineState, last: MarkdownToken | undefined, positions: Positions): void {
  if (last === undefined || positions.inlines.has(last)) return;
  positions.inlines.set(last, textRange(last, positions.pending.get(state) ?? 0));
}

/**
 * A rule's first push makes the plain text before it into a token. The newline rule strips that text first, so that
 * nothing may be left of it.
 */
function takeFlushed(
  fresh: readonly MarkdownToken[],
  from: InlineStart,
  positions: Positions,
): readonly MarkdownToken[] {
  const flushed = isFlushed(fresh, from);
  const text = fresh[0];
  if (!flushed || text === undefined) return fresh;
  positions.inlines.set(text, textRange(text, from.pendingStart));
  return fresh.slice(1);
}

/** Of an address without brackets the scheme was pending, and is taken back: then it may be that nothing is left. */
function isFlushed(fresh: readonly MarkdownToken[], from: InlineStart): boolean {
  if (from.rule === 'newline') return fresh.length === 2;
  if (from.rule === 'bare_url') return fresh.length === 4;
  return from.pending > 0 && fresh.length > 0;
}

function recordLink(
  state: InlineState,
  own: readonly MarkdownToken[],
  from: InlineStart,
  positions: Positions,
  readTarget: ReadTarget,
): void {
  const [open] = own;
  const close = own.at(-1);
  const last = own.at(-2);
  if (open === undefined || close === undefined || last === undefined) return;
  const labelStart = from.offset + 1;
  positions.inlines.set(open, { start: from.offset, end: labelStart });
  recordLastText(state, last, positions);
  const labelEnd = positions.inlines.get(last)?.end ?? labelStart;
  positions.inlines.set(close, { start: labelEnd, end: state.pos });
  if (!isReference(open)) positions.targets.set(open, targetAfter(state, labelEnd, readTarget));
}

function recordAutolink(own: readonly MarkdownToken[], whole: Range, inside: Range, positions: Positions): void {
  const [open, text, close] = own;
  if (open === undefined || text === undefined || close === undefined) return;
  positions.inlines.set(open, { start: whole.start, end: inside.start });
  positions.inlines.set(text, inside);
  positions.inlines.set(close, { start: inside.end, end: whole.end });
  positions.targets.set(open, inside);
}

/** `***` becomes three tokens, of which emphasis is made later, if it is made. */
function recordRun(own: readonly MarkdownToken[], from: InlineStart, positions: Positions): void {
  let start = from.offset;
  for (const token of own) {
    positions.inlines.set(token, textRange(token, start));
    start += token.content.length;
  }
}

function targetAfter(state: InlineState, labelEnd: number, readTarget: ReadTarget): Range {
  let start = labelEnd + 2;
  while (start < state.posMax && /[ \t\n]/.test(state.src[start] ?? '')) start += 1;
  const target = readTarget(state.src, start, state.posMax);
  if (!target.ok) return { start, end: start };
  return state.src[start] === '<' ? { start: start + 1, end: target.pos - 1 } : { start, end: target.pos };
}

function isReference(token: MarkdownToken): boolean {
  return token.meta?.['label'] !== undefined;
}

function textRange(token: MarkdownToken, start: number): Range {
  return { start, end: start + token.content.length };
}

/**
 * Of `~~~` that closes, the parser sets the odd tilde behind the closing pair although it read it first: places are dealt
 * out anew in the order in which the tokens now stand.
 */
export function reorderTildes(tokens: readonly MarkdownToken[], positions: Positions): void {
  for (const [index, token] of tokens.entries()) {
    const start = positions.inlines.get(token)?.start ?? 0;
    if (token.type !== 'text' || !token.content.startsWith('~')) continue;
    let first = index;
    while (first > 0 && isCloseAfter(tokens[first - 1], start, positions)) first -= 1;
    let at = start;
    for (const moved of first < index ? tokens.slice(first, index + 1) : []) {
      const width = moved === token ? token.content.length : moved.markup.length;
      positions.inlines.set(moved, { start: at, end: at + width });
      at += width;
    }
  }
}

function isCloseAfter(token: MarkdownToken | undefined, start: number, positions: Positions): boolean {
  return token?.type === 's_close' && (positions.inlines.get(token)?.start ?? 0) > start;
}
