import type { Attribution, Block, Inline } from './tree.ts';

/** An em dash, the bar that some keyboards give, or the two of Chinese; not the hyphens of a list. */
const DASH = /^(?:—{1,2}|―{1,2})\s*/;

interface Quoted {
  readonly children: readonly Block[];
  readonly attribution: Attribution | null;
}

/**
 * Takes the last line off a quote where it begins with a dash: `— Ana Quill, harbour master`. Something must be quoted
 * before it; and where the line before begins with a dash too, two people talk, and nobody is named.
 */
export function takeAttribution(blocks: readonly Block[]): Quoted {
  const last = blocks.at(-1);
  const none = { children: blocks, attribution: null };
  if (last?.kind !== 'paragraph') return none;
  const lineBreak = last.children.findLastIndex(({ kind }) => kind === 'break');
  const line = withoutDash(last.children.slice(lineBreak + 1));
  const [first] = line ?? [];
  const before =
    lineBreak === -1 ? lastLine(blocks.at(-2)) : lastLine({ ...last, children: last.children.slice(0, lineBreak) });
  if (line === null || first === undefined || before === null || withoutDash(before) !== null) return none;
  const { file, line: startLine, column } = first.span;
  const { endLine, endColumn } = last.span;
  const span = { file, line: startLine, column, endLine, endColumn };
  return { children: [...blocks.slice(0, -1), ...restOf(last, lineBreak)], attribution: { children: line, span } };
}

/** The words of the line that stands above; of what is no paragraph, none in particular; null where there is nothing. */
function lastLine(block: Block | undefined): readonly Inline[] | null {
  if (block === undefined) return null;
  if (block.kind !== 'paragraph') return [];
  return block.children.slice(block.children.findLastIndex(({ kind }) => kind === 'break') + 1);
}

function restOf(last: Extract<Block, { kind: 'paragraph' }>, lineBreak: number): readonly Block[] {
  if (lineBreak === -1) return [];
  const children = last.children.slice(0, lineBreak);
  const end = children.at(-1)?.span ?? last.span;
  return [{ ...last, children, span: { ...last.span, endLine: end.endLine, endColumn: end.endColumn } }];
}

/** The line behind its dash; null where it has none, or nothing behind it. */
function withoutDash(line: readonly Inline[]): readonly Inline[] | null {
  const [first, ...rest] = line;
  if (first?.kind !== 'text') return null;
  const dash = DASH.exec(first.text)?.[0].length ?? 0;
  const text = first.text.slice(dash);
  if (dash === 0 || (text === '' && rest.length === 0)) return null;
  return text === '' ? rest : [{ ...first, text, span: { ...first.span, column: first.span.column + dash } }, ...rest];
}
