import type { Issue, RankedPromos } from '../content/issue.ts';
import type { Publication } from '../publication/publication.ts';
import type { ResolvePicture } from './resolve-picture.ts';
import type { ShownContent } from './shown-content.ts';
import { markText, type SlotTable, withoutMarks } from './slot-marks.ts';
import type { Strings } from './strings.ts';
import type { Theme } from './theme.ts';
import type { ArticleView, IssueView, PromoListView, SectionView, View } from './view.ts';
import { type ViewTools, viewArticle, viewProse } from './view-article.ts';
import { directionOf, isCjk } from './writing.ts';

export interface ViewInput {
  readonly issue: Issue;
  readonly shown: ShownContent;
  readonly publication: Publication;
  readonly theme: Theme;
  readonly strings: Strings;
  readonly table: SlotTable;
  readonly resolvePicture: ResolvePicture;
  readonly viewDate: ViewTools['viewDate'];
}

/** The address of an issue's page in the archive: it stays valid for years. */
function webCopyUrl(publication: Pick<Publication, 'linkBase'>, issueId: string): string {
  return `${publication.linkBase.replace(/\/+$/, '')}/w/${encodeURIComponent(issueId)}`;
}

/** The mail's view of an issue. The archive's page has the same one with `web` set: `asWebView`. */
export function makeView(input: ViewInput): View {
  const { issue, shown, publication, table } = input;
  const language = issue.language.value;
  const tools: ViewTools = {
    table,
    styles: input.theme.prose,
    strings: input.strings,
    resolvePicture: input.resolvePicture,
    cjk: isCjk(language),
    viewDate: input.viewDate,
  };
  const views = shown.articles.map((article, index) =>
    viewArticle(article, { isLead: article === shown.lead, number: index + 1 }, tools),
  );
  const lead = views[shown.articles.findIndex((article) => article === shown.lead)] ?? null;
  const others = views.filter((view) => view !== lead);
  const promoLists = shown.promoLists.filter(({ items }) => items.length > 0).map((list) => viewList(list, table));
  return {
    publication: publicationView(publication),
    issue: viewIssue(issue, tools),
    lead,
    others,
    sections: bySection(others),
    articles: views,
    promoLists,
    promoRows: inPairs(promoLists),
    links: { unsubscribe: table.markSystem('unsubscribe-url'), webCopy: webCopyUrl(publication, issue.id) },
    theme: input.theme.values,
    strings: input.strings,
    web: false,
  };
}

/** Nobody's page has a leave link: a layout that asks for it there gets the page itself. */
export function asWebView(view: View): View {
  return { ...view, web: true, links: { ...view.links, unsubscribe: view.links.webCopy } };
}

function publicationView({ name, url, address, from }: Publication): View['publication'] {
  return {
    name: withoutMarks(name),
    url: withoutMarks(url),
    address: withoutMarks(address),
    from: withoutMarks(from),
  };
}

function viewIssue(issue: Issue, tools: ViewTools): IssueView {
  const language = issue.language.value;
  return {
    name: issue.name,
    subject: markText(issue.subject.value, tools.table),
    preheader: issue.preheader === null ? '' : markText(issue.preheader.value, tools.table),
    language,
    dir: directionOf(language),
    cjk: tools.cjk,
    date: tools.viewDate(issue.date.value),
    note: viewProse(issue.note, { level: 1, anchor: 'note' }, tools),
  };
}

function bySection(articles: readonly ArticleView[]): readonly SectionView[] {
  const sections = new Map<string | null, ArticleView[]>();
  for (const article of articles) {
    const members = sections.get(article.section);
    if (members === undefined) sections.set(article.section, [article]);
    else members.push(article);
  }
  return [...sections].map(([name, members]) => ({ name, articles: members }));
}

function viewList(ranked: RankedPromos, table: SlotTable): PromoListView {
  return {
    name: ranked.list.name,
    title: markText(ranked.list.title.value, table),
    sponsored: ranked.list.kind === 'sponsored',
    items: ranked.items.map(({ rank, promo }, index) => ({
      rank,
      first: index === 0,
      title: markText(promo.title.value, table),
      url: promo.url && withoutMarks(promo.url.value),
      source: promo.source && withoutMarks(promo.source),
      sponsor: promo.sponsor && withoutMarks(promo.sponsor),
    })),
  };
}

function inPairs<T>(items: readonly T[]): readonly (readonly T[])[] {
  return items.flatMap((_, index) => (index % 2 === 0 ? [items.slice(index, index + 2)] : []));
}
