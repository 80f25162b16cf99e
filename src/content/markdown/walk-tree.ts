import type { Block, Inline } from './tree.ts';

/** Every inline node of these blocks, also those inside others, in the order of reading. */
export function inlinesOf(blocks: readonly Block[]): readonly Inline[] {
  return blocks.flatMap(ofBlock);
}

function ofBlock(block: Block): readonly Inline[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return block.children.flatMap(ofInline);
    case 'list':
      return block.items.flatMap((item) => inlinesOf(item.children));
    case 'quote':
      return [...inlinesOf(block.children), ...(block.attribution?.children ?? []).flatMap(ofInline)];
    case 'table':
      return [block.head, ...block.rows].flat().flatMap((cell) => cell.children.flatMap(ofInline));
    case 'figure':
      return [block.image];
    case 'code':
    case 'rule':
      return [];
  }
}

function ofInline(inline: Inline): readonly Inline[] {
  return 'children' in inline ? [inline, ...inline.children.flatMap(ofInline)] : [inline];
}
