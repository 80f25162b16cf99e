import { renderProse } from '../../../src/compile/prose/prose-html.ts';
import type { MarkdownTree } from '../../../src/content/markdown/tree.ts';

/** A text as HTML without any styles: pictures where they say they are, slots as `{{field}}`. */
export function renderPlain(tree: MarkdownTree): string {
  return renderProse(tree, {
    styles: {},
    mark: (slot) => `{{${slot.field}}}`,
    resolveImage: (src) => ({ src, width: null, height: null }),
    headingOffset: 0,
    cjk: false,
    anchor: '3',
    backToText: 'Back to the text',
  });
}
