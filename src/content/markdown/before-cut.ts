import type { MarkdownTree } from './tree.ts';

/** What a teaser shows: the text before `<!-- more -->`, or all of it. Notes that only the rest refers to are not shown. */
export function beforeCut(tree: MarkdownTree): MarkdownTree {
  return tree.cut === null ? tree : { ...tree, blocks: tree.blocks.slice(0, tree.cut), cut: null };
}
