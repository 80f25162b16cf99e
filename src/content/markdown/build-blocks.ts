import type { Span } from '../../diagnostic/source.ts';
import { takeAttribution } from './attribution.ts';
import { buildInlines, labelOf } from './build-inlines.ts';
import { addNote } from './build-note.ts';
import type { Building } from './building.ts';
import { addCut, isCut } from './more-cut.ts';
import { rawHtml } from './raw-html.ts';
import { unmark } from './slot-marks.ts';
import type { Block, Inline, ListItem, TableCell } from './tree.ts';
import type { MarkdownToken, Range } from './vendor-shapes.ts';

const NOWHERE: Range = { start: 0, end: 0 };

/** Block tokens of one container → blocks. Containers nest at most as deep as the parser goes. */
export function buildBlocks(tokens: readonly MarkdownToken[], building: Building): readonly Block[] {
  const blocks: Block[] = [];
  let index = 0;
  while (index < tokens.length) {
    const end = closingOf(tokens, index);
    const first = tokens[index];
    if (first?.type === 'html_block') buildHtml(first, blocks.length, building);
    const block = buildBlock(tokens.slice(index, end + 1), building);
    if (block !== null) blocks.push(block);
    index = end + 1;
  }
  return blocks;
}

function buildBlock(tokens: readonly MarkdownToken[], building: Building): Block | null {
  const [first] = tokens;
  if (first === undefined) return null;
  const span = spanOf(first, building);
  switch (first.type) {
    case 'paragraph_open':
      return buildParagraph(tokens, span, building);
    case 'heading_open':
      return { kind: 'heading', level: Number(first.tag.slice(1)), children: contentOf(tokens, building), span };
    case 'blockquote_open':
      return { kind: 'quote', ...takeAttribution(buildBlocks(tokens.slice(1, -1), building)), span };
    case 'bullet_list_open':
    case 'ordered_list_open':
      return buildList(tokens, span, building);
    case 'table_open':
      return buildTable(tokens, span, building);
    case 'fence':
    case 'code_block':
      return buildCode(first, span, building);
    case 'hr':
      return { kind: 'rule', span };
    case 'note_open':
      addNote({ label: labelOf(first), children: buildBlocks(tokens.slice(1, -1), building), span }, building);
      return null;
    default:
      return null;
  }
}

/** HTML is refused, but for the one comment that cuts a teaser, here after `before` blocks. */
function buildHtml(token: MarkdownToken, before: number, building: Building): void {
  const span = spanOf(token, building);
  if (isCut(token.content)) addCut(token.level === 0 ? before : 'inside', span, building);
  else building.report(rawHtml(token.content, span));
}

/** A picture alone in a paragraph is a figure. In a tight list the paragraph isn't shown, and a picture stays in its line. */
function buildParagraph(tokens: readonly MarkdownToken[], span: Span, building: Building): Block {
  const children = contentOf(tokens, building);
  const [only] = children;
  if (children.length === 1 && only?.kind === 'image' && tokens[0]?.hidden === false) {
    return { kind: 'figure', image: only, caption: only.title, span };
  }
  return { kind: 'paragraph', children, span };
}

function buildList(tokens: readonly MarkdownToken[], span: Span, building: Building): Block {
  const ordered = tokens[0]?.type === 'ordered_list_open';
  const items: ListItem[] = [];
  let index = 1;
  while (index < tokens.length - 1) {
    const end = closingOf(tokens, index);
    const open = tokens[index];
    if (open !== undefined) {
      const children = buildBlocks(tokens.slice(index + 1, end), building);
      items.push({ number: ordered ? Number(open.info) : null, children, span: spanOf(open, building) });
    }
    index = end + 1;
  }
  return { kind: 'list', start: ordered ? (items[0]?.number ?? 1) : null, tight: isTight(tokens), items, span };
}

function isTight(tokens: readonly MarkdownToken[]): boolean {
  const level = (tokens[0]?.level ?? 0) + 2;
  return tokens.every((token) => token.type !== 'paragraph_open' || token.level !== level || token.hidden);
}

function buildCode(token: MarkdownToken, span: Span, building: Building): Block {
  building.code.push(building.positions.blocks.get(token) ?? NOWHERE);
  const info = building.unescape(unmark(token.info, building.scanned.slots)).trim();
  const language = token.type === 'fence' ? (info.split(/\s+/)[0] ?? '') : '';
  const text = unmark(token.content, building.scanned.slots);
  return { kind: 'code', text, language: language === '' ? null : language, span };
}

function buildTable(tokens: readonly MarkdownToken[], span: Span, building: Building): Block {
  const rows: TableCell[][] = [];
  const align: ('left' | 'center' | 'right' | null)[] = [];
  for (const token of tokens) {
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'th_open') align.push(alignOf(token));
    if (token.type === 'inline')
      rows.at(-1)?.push({ children: buildInlines(token, building), span: spanOf(token, building) });
  }
  const [head = [], ...body] = rows;
  return { kind: 'table', align, head, rows: body, span };
}

function alignOf(token: MarkdownToken): 'left' | 'center' | 'right' | null {
  const style = String(token.attrs?.[0]?.[1] ?? '');
  if (style.endsWith('left')) return 'left';
  if (style.endsWith('center')) return 'center';
  return style.endsWith('right') ? 'right' : null;
}

function contentOf(tokens: readonly MarkdownToken[], building: Building): readonly Inline[] {
  const content = tokens[1];
  return content?.type === 'inline' ? buildInlines(content, building) : [];
}

function spanOf(token: MarkdownToken, building: Building): Span {
  const { start, end } = building.positions.blocks.get(token) ?? NOWHERE;
  return building.locate(start, end);
}

/** The index of the token that closes the one at `index`: itself when it has no inside. */
function closingOf(tokens: readonly MarkdownToken[], index: number): number {
  let depth = 0;
  for (let at = index; at < tokens.length; at += 1) {
    depth += tokens[at]?.nesting ?? 0;
    if (depth <= 0) return at;
  }
  return tokens.length - 1;
}
