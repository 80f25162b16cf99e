import type { Article, Issue, RankedPromos } from '../content/issue.ts';
import { rankPromos } from '../content/promo/rank.ts';

/** What of an issue one edition shows: articles and promos for everybody, and for any of its segments. */
export interface ShownContent {
  readonly articles: readonly Article[];
  /** The first article to be read whole. */
  readonly lead: Article | null;
  readonly promoLists: readonly RankedPromos[];
}

export function chooseShown(issue: Issue, segments: ReadonlySet<string>): ShownContent {
  const articles = issue.articles.filter(
    ({ segments: wanted }) => wanted.length === 0 || wanted.some(({ value }) => segments.has(value)),
  );
  return {
    articles,
    lead: articles.find(({ display }) => display === 'full') ?? null,
    promoLists: issue.promoLists.map((list) => rankPromos(list, { date: issue.date.value, segments })),
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
