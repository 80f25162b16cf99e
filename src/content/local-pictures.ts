import { insidePath } from '../publication/inside-path.ts';
import type { Issue } from './issue.ts';
import { shownBlocks } from './markdown/number-notes.ts';
import type { ImageNode, MarkdownTree } from './markdown/tree.ts';
import { inlinesOf } from './markdown/walk-tree.ts';
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
  return inlinesOf(shownBlocks(tree)).flatMap((inline) => (inline.kind === 'image' ? [inline] : []));
}
