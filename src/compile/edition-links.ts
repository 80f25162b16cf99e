import type { Issue } from '../content/issue.ts';
import { shownBlocks } from '../content/markdown/number-notes.ts';
import type { Block, Inline, MarkdownTree } from '../content/markdown/tree.ts';
import type { Slot, SlottedText } from '../content/slot.ts';
import type { Located } from '../diagnostic/source.ts';
import type { EditionLink } from './edition.ts';
import { inReadingOrder, type ShownContent } from './shown-content.ts';

/** Every link that an edition's authors wrote, in the order of reading, with the place where each was written. */
export function collectLinks(issue: Issue, shown: ShownContent): readonly EditionLink[] {
  const articles = inReadingOrder(shown).flatMap((article) => [
    ...ownLink(article.url, article.title.value),
    ...(article.display === 'headline' ? [] : linksOf(article.body)),
  ]);
  const promos = shown.promoLists.flatMap(({ items }) =>
    items.flatMap(({ promo }) => ownLink(promo.url, promo.title.value)),
  );
  return [...linksOf(issue.note), ...articles, ...promos];
}

/** Slots are shown as they are written. */
function plainText(text: SlottedText): string {
  return text.map((part) => (typeof part === 'string' ? part : slotText(part))).join('');
}

function slotText(slot: Pick<Slot, 'field'>): string {
  return `{{${slot.field}}}`;
}

function ownLink(url: Located<string> | null, title: SlottedText): readonly EditionLink[] {
  return url === null ? [] : [{ url: url.value, text: plainText(title), source: url.span }];
}

function linksOf(tree: MarkdownTree): readonly EditionLink[] {
  return shownBlocks(tree).flatMap(linksOfBlock);
}

function linksOfBlock(block: Block): readonly EditionLink[] {
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return linksOfInlines(block.children);
    case 'list':
      return block.items.flatMap((item) => item.children.flatMap(linksOfBlock));
    case 'quote':
      return [...block.children.flatMap(linksOfBlock), ...linksOfInlines(block.attribution?.children ?? [])];
    case 'table':
      return [block.head, ...block.rows].flat().flatMap((cell) => linksOfInlines(cell.children));
    case 'code':
    case 'figure':
    case 'rule':
      return [];
  }
}

function linksOfInlines(inlines: readonly Inline[]): readonly EditionLink[] {
  return inlines.flatMap((inline) => {
    if (inline.kind === 'link') {
      return [{ url: plainText(inline.url), text: inlineText(inline.children), source: inline.span }];
    }
    return 'children' in inline ? linksOfInlines(inline.children) : [];
  });
}

function inlineText(inlines: readonly Inline[]): string {
  return inlines.map(wordsOf).join('');
}

function wordsOf(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'code':
      return inline.text;
    case 'image':
      return inline.alt;
    case 'break':
      return ' ';
    case 'note':
      return '';
    case 'slot':
      return slotText(inline.slot);
    case 'emphasis':
    case 'link':
    case 'strike':
    case 'strong':
      return inlineText(inline.children);
  }
}
