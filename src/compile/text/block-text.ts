import type { Block, ListItem } from '../../content/markdown/tree.ts';
import { columnsOf } from './columns.ts';
import { imageRuns, inlineRuns, type Voice } from './inline-text.ts';
import { tableLines } from './table-text.ts';
import { type Run, wrap } from './wrap.ts';

/** Never narrower than this, however deep a list lies. */
const NARROWEST = 24;

/** Blocks as lines, an empty one between two blocks. `opening` stands before the first paragraph's words (a dateline). */
export function blockLines(
  blocks: readonly Block[],
  width: number,
  voice: Voice,
  opening: readonly Run[] = [],
): readonly string[] {
  const rest = [...blocks];
  const groups: (readonly string[])[] = [];
  if (opening.length > 0) {
    const first = rest[0]?.kind === 'paragraph' ? rest.shift() : undefined;
    const said = first?.kind === 'paragraph' ? inlineRuns(first.children, voice) : [];
    groups.push(wrap([...opening, ...said], width));
  }
  groups.push(...rest.map((block) => linesOf(block, width, voice)));
  return withGaps(groups);
}

/** Groups of lines with an empty line between them; empty groups leave no trace. */
export function withGaps(groups: readonly (readonly string[])[]): readonly string[] {
  return groups.filter((group) => group.length > 0).flatMap((group, index) => (index === 0 ? group : ['', ...group]));
}

export function indented(lines: readonly string[], first: string, rest: string): readonly string[] {
  return lines.map((line, index) => `${index === 0 ? first : rest}${line}`.trimEnd());
}

function linesOf(block: Block, width: number, voice: Voice): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return wrap(inlineRuns(block.children, voice), width);
    case 'list':
      return listLines(block, width, voice);
    case 'quote':
      return indented(blockLines(block.children, inner(width, 2), voice), '> ', '> ');
    case 'code':
      return indented(block.text.replace(/\n+$/, '').split('\n'), '    ', '    ');
    case 'rule':
      return ['* * *'];
    case 'figure':
      return wrap(imageRuns(block.image.alt, [block.caption], voice), width);
    case 'table':
      return tableLines(block, width, voice);
  }
}

function listLines(list: Extract<Block, { kind: 'list' }>, width: number, voice: Voice): readonly string[] {
  const { start } = list;
  const markers = list.items.map((_, index) => (start === null ? '- ' : `${start + index}. `));
  const room = Math.max(0, ...markers.map(columnsOf));
  const groups = list.items.map((item, index) => {
    return indented(
      itemLines(item, list.tight, inner(width, room), voice),
      (markers[index] ?? '').padStart(room),
      ' '.repeat(room),
    );
  });
  return list.tight ? groups.flat() : withGaps(groups);
}

function itemLines(item: ListItem, tight: boolean, width: number, voice: Voice): readonly string[] {
  const lines = tight
    ? item.children.flatMap((block) => linesOf(block, width, voice))
    : blockLines(item.children, width, voice);
  return lines.length > 0 ? lines : [''];
}

function inner(width: number, prefix: number): number {
  return Math.max(NARROWEST, width - prefix);
}
