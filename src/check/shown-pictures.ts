import type { PictureFacts } from '../compile/pictures.ts';
import { imagesOf, picturePath } from '../content/local-pictures.ts';
import type { Span } from '../diagnostic/source.ts';
import type { RuleInput } from './rule.ts';

/** A local picture and the first place at which the issue shows it. */
export interface ShownPicture {
  readonly facts: PictureFacts;
  readonly span: Span;
}

/** Each local picture that this edition shows once, in the order of reading. */
export function shownPictures({ issue, edition, surroundings }: RuleInput): readonly ShownPicture[] {
  const fields = edition.articles.flatMap(({ image }) => (image ? [{ src: image.value.src, span: image.span }] : []));
  const trees = [issue.note, ...edition.articles.map((article) => article.body)];
  const shown = new Map<string, ShownPicture>();
  for (const { src, span } of [...fields, ...trees.flatMap(imagesOf)]) {
    const file = picturePath(issue.folder, src);
    const facts = file === null ? undefined : surroundings.pictures.get(file);
    if (facts && !shown.has(facts.file)) shown.set(facts.file, { facts, span });
  }
  return [...shown.values()];
}
