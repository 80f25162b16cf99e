import type { Article, ArticleImage } from '../content/issue.ts';
import type { MarkdownTree } from '../content/markdown/tree.ts';
import type { PublicationDate } from '../publication/date.ts';
import { escapeHtml } from './escape-html.ts';
import type { Html } from './html.ts';
import { renderProse } from './prose/prose-html.ts';
import { styled } from './prose/styled.ts';
import type { ResolvePicture } from './resolve-picture.ts';
import { markText, type SlotTable, withoutMarks } from './slot-marks.ts';
import type { Strings } from './strings.ts';
import type { ArticleView, DateView, ImageView } from './view.ts';

/** What the parts of a view have in common. */
export interface ViewTools {
  readonly table: SlotTable;
  readonly styles: Readonly<Record<string, string>>;
  readonly strings: Strings;
  readonly resolvePicture: ResolvePicture;
  readonly cjk: boolean;
  readonly viewDate: (date: PublicationDate) => DateView;
}

/** Where an article stands in its mail. */
export interface ArticlePlace {
  readonly isLead: boolean;
  /** Among all that the mail shows, from 1. */
  readonly number: number;
}

export function viewArticle(article: Article, place: ArticlePlace, tools: ViewTools): ArticleView {
  const { display } = article;
  return {
    title: markText(article.title.value, tools.table),
    deck: article.deck && markText(article.deck.value, tools.table),
    byline: article.byline && viewByline(article.byline.value),
    dateline: article.dateline && withoutMarks(article.dateline.value),
    date: article.date && tools.viewDate(article.date.value),
    url: article.url && withoutMarks(article.url.value),
    image: article.image && viewImage(article.image.value, tools),
    section: article.section && withoutMarks(article.section.value),
    display,
    full: display === 'full',
    teaser: display === 'teaser',
    headline: display === 'headline',
    body: display === 'headline' ? null : viewBody(article, place, tools),
  };
}

/** The lead's title is the mail's first heading; the titles of what is only begun stand below those of their section. */
function titleLevel(article: Article, isLead: boolean): number {
  if (isLead) return 1;
  return article.display === 'full' ? 2 : 3;
}

/** Where a Markdown text stands: its first level of headings comes right after `level`; `anchor` is its own in the mail. */
interface ProsePlace {
  readonly level: number;
  readonly anchor: string;
}

/** A Markdown text as HTML; null when it is empty. */
export function viewProse(tree: MarkdownTree, { level, anchor }: ProsePlace, tools: ViewTools): Html | null {
  if (tree.blocks.length === 0) return null;
  const levels = tree.blocks.flatMap((block) => (block.kind === 'heading' ? [block.level] : []));
  const html = renderProse(tree, {
    styles: tools.styles,
    mark: (slot) => tools.table.markSlot(slot),
    resolveImage: tools.resolvePicture,
    headingOffset: level + 1 - Math.min(6, ...levels),
    cjk: tools.cjk,
    anchor,
    backToText: tools.strings['backToText'] ?? 'Back to the text',
  });
  return { kind: 'html', html };
}

function viewBody(article: Article, { isLead, number }: ArticlePlace, tools: ViewTools): Html | null {
  const level = titleLevel(article, isLead);
  const body = viewProse(article.body, { level, anchor: String(number) }, tools);
  if (body === null || article.dateline === null) return body;
  return { kind: 'html', html: withDateline(body.html, withoutMarks(article.dateline.value), tools) };
}

/** The place runs into the first sentence, as agencies and papers have it. */
function withDateline(html: string, place: string, tools: ViewTools): string {
  const dateline = `<span class="dateline"${styled('dateline', tools)}>${escapeHtml(place)}</span>`;
  const opening = /^<p(?:\s[^>]*)?>/.exec(html)?.[0];
  if (opening === undefined) return `<p${styled('p', tools)}>${dateline}</p>\n${html}`;
  return `${opening}${dateline}${escapeHtml(tools.strings['datelineEnd'] ?? ' — ')}${html.slice(opening.length)}`;
}

function viewByline(byline: { readonly name: string; readonly email: string | null }) {
  return { name: withoutMarks(byline.name), email: byline.email && withoutMarks(byline.email) };
}

function viewImage(image: ArticleImage, tools: ViewTools): ImageView {
  return {
    ...tools.resolvePicture(image.src),
    alt: withoutMarks(image.alt),
    credit: image.credit && withoutMarks(image.credit),
    caption: image.caption && withoutMarks(image.caption),
  };
}
