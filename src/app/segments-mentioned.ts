import type { Issue } from '../content/issue.ts';

/** Names of the segments that articles and promos of an issue are meant for, sorted: they decide which editions there are. */
export function segmentsMentioned(issue: Issue): readonly string[] {
  const articles = issue.articles.flatMap((article) => article.segments);
  const promos = issue.promoLists.flatMap((list) => list.items.flatMap((item) => item.segments));
  return [...new Set([...articles, ...promos].map((segment) => segment.value))].sort();
}
