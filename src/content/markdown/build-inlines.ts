import type { Span } from '../../diagnostic/source.ts';
import { buildImage } from './build-image.ts';
import { buildLink } from './build-link.ts';
import { undefinedNote } from './build-note.ts';
import { buildTexts, type Piece } from './build-text.ts';
import type { Building, Content } from './building.ts';
import { type Segment, toSource } from './positions.ts';
import { addCut, isCut } from './more-cut.ts';
import { rawHtml, tagName } from './raw-html.ts';
import { reorderTildes } from './record-inlines.ts';
import { unmark } from './slot-marks.ts';
import { tooDeep } from './too-deep.ts';
import type { Inline } from './tree.ts';
import type { MarkdownToken, Range } from './vendor-shapes.ts';

/** Renderers walk the tree by recursion. Nobody nests emphasis deeper than this and means it. */
const MAX_DEPTH = 50;
const NOWHERE: Range = { start: 0, end: 0 };

interface Frame {
  readonly open: MarkdownToken | null;
  readonly start: number;
  readonly children: (Inline | Piece)[];
}

interface Walk extends Content {
  readonly stack: Frame[];
  readonly segments: readonly Segment[];
  /** Openings left out because they lie too deep; as many closings are left out again. */
  skipped: number;
  /** HTML tags that were reported as opening: their closing tags need no word of their own. */
  readonly openTags: string[];
}

export function buildInlines(content: MarkdownToken, building: Building): readonly Inline[] {
  const segments = building.positions.segments.get(content) ?? [{ at: 0, source: 0 }];
  const root: Frame = { open: null, start: 0, children: [] };
  const locate = (start: number, end: number): Span => {
    return building.locate(
      toSource(segments, start),
      end > start ? toSource(segments, end - 1) + 1 : toSource(segments, start),
    );
  };
  const walk: Walk = { building, segments, locate, stack: [root], skipped: 0, openTags: [] };
  reorderTildes(content.children ?? [], building.positions);
  for (const token of content.children ?? []) visit(token, walk);
  return buildTexts(root.children, 'find', walk);
}

function visit(token: MarkdownToken, walk: Walk): void {
  const range = walk.building.positions.inlines.get(token) ?? NOWHERE;
  if (token.nesting === 1) openFrame(token, range, walk);
  else if (token.nesting === -1) closeFrame(token, range, walk);
  else addLeaf(token, range, walk);
}

function addLeaf(token: MarkdownToken, range: Range, walk: Walk): void {
  const span = walk.locate(range.start, range.end);
  switch (token.type) {
    case 'text':
    case 'text_special':
      addPiece(token.content, range, walk);
      return;
    case 'note':
      add({ kind: 'note', label: labelOf(token), span }, walk);
      return;
    case 'note_missing':
      addMissingNote(token, range, walk);
      return;
    case 'softbreak':
    case 'hardbreak':
      add({ kind: 'break', hard: token.type === 'hardbreak', span }, walk);
      return;
    case 'code_inline':
      walk.building.code.push({ start: toSource(walk.segments, range.start), end: toSource(walk.segments, range.end) });
      add({ kind: 'code', text: unmark(token.content, walk.building.scanned.slots), span }, walk);
      return;
    case 'image':
      add(buildImage(token, range, walk), walk);
      return;
    case 'html_inline':
      reportHtml(token.content, span, walk);
      return;
    default:
  }
}

function addPiece(text: string, range: Range, walk: Walk): void {
  if (text !== '') add({ kind: 'piece', text, ...range }, walk);
}

function addMissingNote(token: MarkdownToken, range: Range, walk: Walk): void {
  const label = labelOf(token);
  const span = walk.locate(range.start, range.start + label.length + '[^]'.length);
  walk.building.report(undefinedNote(label, span, walk.building.noteLabels));
  addPiece(token.content, range, walk);
}

export function labelOf(token: MarkdownToken): string {
  const label = token.meta?.['label'];
  return typeof label === 'string' ? label : '';
}

function add(node: Inline | Piece, walk: Walk): void {
  walk.stack.at(-1)?.children.push(node);
}

/** Of `**` the parser keeps the inner asterisk's token; the outer one's is left empty. */
function openFrame(open: MarkdownToken, range: Range, walk: Walk): void {
  const start = open.type === 'strong_open' ? range.end - open.markup.length : range.start;
  if (walk.stack.length <= MAX_DEPTH) {
    walk.stack.push({ open, start, children: [] });
    return;
  }
  if (walk.skipped === 0) walk.building.report(tooDeep(walk.locate(start, range.end)));
  walk.skipped += 1;
}

function closeFrame(token: MarkdownToken, range: Range, walk: Walk): void {
  if (walk.skipped > 0) {
    walk.skipped -= 1;
    return;
  }
  const frame = walk.stack.length > 1 ? walk.stack.pop() : undefined;
  if (frame?.open === null || frame === undefined) return;
  const end = token.type === 'strong_close' ? range.start + token.markup.length : range.end;
  const span = walk.locate(frame.start, end);
  const isLink = frame.open.type === 'link_open';
  const inLink = isLink || walk.stack.some(({ open }) => open?.type === 'link_open');
  const children = buildTexts(frame.children, inLink ? 'leave' : 'find', walk);
  if (isLink) add(buildLink(frame.open, children, span, walk), walk);
  else add({ kind: kindOf(frame.open), children, span }, walk);
}

function kindOf(open: MarkdownToken): 'emphasis' | 'strong' | 'strike' {
  if (open.type === 'strong_open') return 'strong';
  return open.type === 's_open' ? 'strike' : 'emphasis';
}

function reportHtml(html: string, span: Span, walk: Walk): void {
  if (isCut(html)) {
    addCut('inside', span, walk.building);
    return;
  }
  const name = tagName(html);
  const opened = html.startsWith('</') ? walk.openTags.lastIndexOf(name) : -1;
  if (opened !== -1) walk.openTags.splice(opened, 1);
  else walk.building.report(rawHtml(html, span));
  if (!html.startsWith('</') && name !== '') walk.openTags.push(name);
}
