import type { Block, ListItem } from '../../content/markdown/tree.ts';
import { columnsOf } from './columns.ts';
import { imageRuns, inlineRuns, type Voice } from './inline-text.ts';
import { WIDTH } from './letter.ts';
import { tableLines } from './table-text.ts';
import { type Run, words, wrap } from './wrap.ts';

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
  for (const block of rest) groups.push(linesOf(block, width, voice));
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
      return indented(quoteLines(block, inner(width, 2), voice), '> ', '> ');
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

/** The words, and who said them on a line of its own below. */
function quoteLines(quote: Extract<Block, { kind: 'quote' }>, width: number, voice: Voice): readonly string[] {
  const said = blockLines(quote.children, width, voice);
  if (quote.attribution === null) return said;
  return [...said, ...wrap([words(voice.cjk ? '——' : '— '), ...inlineRuns(quote.attribution.children, voice)], width)];
}

/** The footnotes of a text, `(1)` in front of each. */
export function noteLines(voice: Voice): readonly string[] {
  const { notes } = voice.notes;
  const room = `(${notes.length}) `.length;
  const groups = notes.map(({ children }, index) => {
    const lines = blockLines(children, WIDTH - room, voice);
    return indented(lines.length > 0 ? lines : [''], `(${index + 1}) `.padEnd(room), ' '.repeat(room));
  });
  return groups.flat();
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
