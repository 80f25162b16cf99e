import { type Checked, type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { type Located, type Source, startOf } from '../diagnostic/source.ts';
import type { Publication } from '../publication/publication.ts';
import { type IssueFields, issueSchema } from '../publication/schema/issue.ts';
import { validate } from '../publication/validate.ts';
import type { YamlDocument } from '../publication/yaml-document.ts';
import { orderArticles } from './article-order.ts';
import { readFrontMatter } from './front-matter.ts';
import type { Article, Issue, IssueFiles, PromoList } from './issue.ts';
import { type IssueHead, readIssueHead } from './issue-head.ts';
import { EMPTY_TREE, type MarkdownTree } from './markdown/tree.ts';
import { parseArticle } from './parse-article.ts';
import { checkFallbacks } from './promo/fallbacks.ts';
import { parsePromoList } from './promo/parse-promo-list.ts';
import { readBody } from './read-body.ts';
import { type SortedFiles, sortFiles } from './sort-files.ts';

/**
 * Reads an issue from the files of its folder. All problems of all its files come out together. There is a value as soon
 * as issue.md has a subject and a date that can be read, so that templates can be checked in the same run: articles and
 * lists that can't be read are missing from it, and optional fields that are wrong are null.
 */
export function parseIssue(files: IssueFiles, publication: Publication): Checked<Issue> {
  const sorted = sortFiles(files);
  const main = sorted.issue ? readMain(sorted.issue, files, publication) : withoutMain(files);
  const articles = readArticles(sorted, main.order, { files, publication });
  const promoLists = readPromoLists(sorted, publication);
  const diagnostics = [sorted, main, articles, promoLists].flatMap((part) => part.diagnostics);
  if (!main.head || !sorted.issue) return { value: undefined, diagnostics };
  const { name, folder } = files;
  const value: Issue = {
    name,
    folder,
    id: main.id?.value ?? name,
    idSpan: main.id?.span ?? startOf(sorted.issue.path),
    file: sorted.issue.path,
    ...main.head,
    note: main.note,
    articles: articles.value,
    promoLists: promoLists.value,
  };
  return { value, diagnostics };
}

/** issue.md, as far as it can be read. */
interface Main {
  readonly head: IssueHead | undefined;
  readonly id: Located<string> | undefined;
  readonly note: MarkdownTree;
  /** The document in which `order:` stands, and the names in it; null without one. */
  readonly order: { readonly document: YamlDocument; readonly names: readonly string[] } | null;
  readonly diagnostics: readonly Diagnostic[];
}

function readMain(source: Source, { otherFiles }: IssueFiles, publication: Publication): Main {
  const note = readBody(source, { publication, otherFiles });
  const front = readFrontMatter(source);
  const found = [...front.diagnostics, ...note.diagnostics];
  if (!front.value)
    return { head: undefined, id: undefined, note: note.value ?? EMPTY_TREE, order: null, diagnostics: found };
  const { document } = front.value;
  const checked = validate(issueSchema, document, 'issue.md');
  const diagnostics = [...found, ...checked.diagnostics];
  const fields: Partial<IssueFields> = checked.salvaged;
  const head = readIssueHead(document, fields, publication, diagnostics);
  const order = fields.order ? { document, names: fields.order } : null;
  const id = fields.id === undefined ? undefined : { value: fields.id, span: document.spanOf(['id']) };
  return { head, id, note: note.value ?? EMPTY_TREE, order, diagnostics };
}

function withoutMain({ folder, sources }: IssueFiles): Main {
  const near = sources.find(({ path }) => /\/(?:issue|index|readme)\.[a-z]+$/i.test(path));
  const problem = diagnose('issue/missing', startOf(`${folder}/issue.md`), {
    message: 'this folder has no issue.md',
    hint: near
      ? `rename ${near.path.slice(folder.length + 1)} to issue.md if it is meant as one`
      : 'add a file issue.md with `subject` and `date` in its front matter',
  });
  return { head: undefined, id: undefined, note: EMPTY_TREE, order: null, diagnostics: [problem] };
}

interface Surrounding {
  readonly files: IssueFiles;
  readonly publication: Publication;
}

interface Read<T> {
  readonly value: readonly T[];
  readonly diagnostics: readonly Diagnostic[];
}

function readArticles(sorted: SortedFiles, order: Main['order'], { files, publication }: Surrounding): Read<Article> {
  const ordered = order ? inOrder(sorted.articles, order) : { value: sorted.articles, diagnostics: [] };
  const read = ordered.value.map((source) => parseArticle(source, { publication, otherFiles: files.otherFiles }));
  const none = sorted.articles.length === 0 && sorted.issue ? [withoutArticles(sorted.issue)] : [];
  return {
    value: read.flatMap((article) => article.value ?? []),
    diagnostics: [...none, ...ordered.diagnostics, ...read.flatMap((article) => article.diagnostics)],
  };
}

function inOrder(articles: readonly Source[], order: NonNullable<Main['order']>): ReturnType<typeof orderArticles> {
  const { document } = order;
  const names = order.names.map((value, index) => ({ value, span: document.spanOf(['order', index]) }));
  return orderArticles(articles, { names, span: document.keySpanOf(['order']) });
}

function withoutArticles(issue: Source): Diagnostic {
  return diagnose('issue/no-articles', startOf(issue.path), {
    message: 'this issue has no article',
    hint: 'add one beside issue.md, such as `10-ferries.md`',
  });
}

function readPromoLists(sorted: SortedFiles, publication: Publication): Read<PromoList> {
  const read = sorted.promoLists.map(({ source, settings }) => parsePromoList(source, settings, publication));
  const value = read.flatMap((list) => list.value ?? []);
  const names = sorted.promoLists.map(({ name }) => name);
  return {
    value,
    diagnostics: [...read.flatMap((list) => list.diagnostics), ...checkFallbacks(value, names)],
  };
}
