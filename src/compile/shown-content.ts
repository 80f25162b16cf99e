import type { Article, Issue, RankedPromos } from '../content/issue.ts';
import { beforeCut } from '../content/markdown/before-cut.ts';
import { rankPromoLists } from '../content/promo/rank.ts';

/** What of an issue one edition shows: articles and promos for everybody, and for any of its segments. */
export interface ShownContent {
  readonly articles: readonly Article[];
  /** The first article to be read whole. */
  readonly lead: Article | null;
  readonly promoLists: readonly RankedPromos[];
}

/** A teaser is shown up to its cut: what stands behind it is no part of the edition. */
export function chooseShown(issue: Issue, segments: ReadonlySet<string>): ShownContent {
  const articles = issue.articles
    .filter(({ segments: wanted }) => wanted.length === 0 || wanted.some(({ value }) => segments.has(value)))
    .map((article) => (article.display === 'teaser' ? { ...article, body: beforeCut(article.body) } : article));
  return {
    articles,
    lead: articles.find(({ display }) => display === 'full') ?? null,
    promoLists: rankPromoLists(issue.promoLists, { date: issue.date.value, segments, articles }),
  };
}

/** The articles as the mail shows them: the lead, then the others by section, sections in the order of first appearance. */
export function inReadingOrder({ articles, lead }: ShownContent): readonly Article[] {
  const sections = new Map<string | null, Article[]>();
  for (const article of articles) {
    if (article === lead) continue;
    const section = article.section?.value ?? null;
    const members = sections.get(section);
    if (members === undefined) sections.set(section, [article]);
    else members.push(article);
  }
  return [...(lead === null ? [] : [lead]), ...[...sections.values()].flat()];
}
