import { insidePath } from '../publication/inside-path.ts';
import type { Issue } from './issue.ts';
import type { Block, ImageNode, Inline, MarkdownTree } from './markdown/tree.ts';
import { isLocalPicture } from './picture-path.ts';

/** The local pictures that an issue shows: paths relative to the publication's root, each once, in order of reading. */
export function localPictures(issue: Issue): readonly string[] {
  const trees = [issue.note, ...issue.articles.map((article) => article.body)];
  const fields = issue.articles.flatMap((article) => (article.image ? [article.image.value.src] : []));
  const written = [...fields, ...trees.flatMap((tree) => imagesOf(tree).map((image) => image.src))];
  const paths = written.flatMap((src) => picturePath(issue.folder, src) ?? []);
  return [...new Set(paths)];
}

/** Where a picture lies, relative to the publication's root; null for one on a server or outside the folder. */
export function picturePath(folder: string, src: string): string | null {
  const inside = isLocalPicture(src) ? insidePath(src) : null;
  return inside === null ? null : `${folder}/${inside}`;
}

/** Every image of a Markdown text, in order of reading. */
export function imagesOf(tree: MarkdownTree): readonly ImageNode[] {
  return tree.blocks.flatMap(ofBlock);
}

function ofBlock(block: Block): readonly ImageNode[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return block.children.flatMap(ofInline);
    case 'list':
      return block.items.flatMap((item) => item.children.flatMap(ofBlock));
    case 'quote':
      return block.children.flatMap(ofBlock);
    case 'table':
      return [block.head, ...block.rows].flatMap((row) => row.flatMap((cell) => cell.children.flatMap(ofInline)));
    case 'figure':
      return [block.image];
    case 'code':
    case 'rule':
    default:
      return [];
  }
}

function ofInline(inline: Inline): readonly ImageNode[] {
  if (inline.kind === 'image') return [inline];
  return 'children' in inline ? inline.children.flatMap(ofInline) : [];
}
