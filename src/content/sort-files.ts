import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { type Source, startOf } from '../diagnostic/source.ts';
import type { IssueFiles } from './issue.ts';

/** What each file of an issue's folder is. */
export interface SortedFiles {
  readonly issue: Source | undefined;
  /** In the order of their names. */
  readonly articles: readonly Source[];
  readonly promoLists: readonly PromoListFile[];
  /** Files that look like articles or lists, but aren't read. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface PromoListFile {
  /** The stem, by which templates ask for the list. */
  readonly name: string;
  readonly source: Source;
  /** `promos/<name>.csv.yaml` of a CSV. */
  readonly settings: Source | null;
}

const LIST = /^promos\/(?<name>[^/]+)\.(?:md|ya?ml|csv)$/;
const SETTINGS = /^promos\/(?<name>[^/]+)\.csv\.ya?ml$/;
/** What people write texts and tables in. */
const LOOKS_LIKE_CONTENT =
  /\.(?:md|mdx|markdown|mdown|txt|text|rtf|html?|docx?|odt|pages|ya?ml|json|csv|tsv|xlsx?|ods)$/i;

export function sortFiles(files: IssueFiles): SortedFiles {
  const byPath = new Map(files.sources.map((source) => [source.path.slice(files.folder.length + 1), source]));
  const paths = [...byPath.keys()].toSorted(compareText);
  const articlePaths = paths.filter((path) => isArticle(path));
  const settings = new Map(paths.flatMap((path) => namedBy(SETTINGS, path)).map(({ name, path }) => [name, path]));
  const lists = paths.filter((path) => !SETTINGS.test(path)).flatMap((path) => namedBy(LIST, path));
  const pick = (path: string): readonly Source[] => [byPath.get(path)].filter((source) => source !== undefined);
  const promoLists = lists.flatMap(({ name, path }) => {
    const own = path.endsWith('.csv') ? settings.get(name) : undefined;
    return pick(path).map((source) => ({ name, source, settings: byPath.get(own ?? '') ?? null }));
  });
  const used = new Set(['issue.md', ...articlePaths, ...lists.map(({ path }) => path), ...settings.values()]);
  const lonely = [...settings].filter(([name]) => !byPath.has(`promos/${name}.csv`));
  const strays = [...paths.filter((path) => !used.has(path)), ...files.otherFiles]
    .filter(isStray)
    .toSorted(compareText);
  return {
    issue: byPath.get('issue.md'),
    articles: articlePaths.flatMap(pick),
    promoLists,
    diagnostics: [
      ...strays.map((path) => strayFile(`${files.folder}/${path}`, path)),
      ...lonely.map(([name, path]) => lonelySettings(`${files.folder}/${path}`, name)),
      ...doubledLists(promoLists),
    ],
  };
}

function isArticle(path: string): boolean {
  return !path.includes('/') && path.endsWith('.md') && path !== 'issue.md';
}

/** Notes and licences beside pictures are nobody's mistake; in the folder itself and where lists lie they are. */
function isStray(path: string): boolean {
  const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
  return LOOKS_LIKE_CONTENT.test(path) && ['', 'promo', 'promos', 'articles'].includes(folder);
}

function namedBy(pattern: RegExp, path: string): readonly { readonly name: string; readonly path: string }[] {
  const name = pattern.exec(path)?.groups?.['name'];
  return name === undefined ? [] : [{ name, path }];
}

function strayFile(file: string, path: string): Diagnostic {
  const inPromos = path.startsWith('promo');
  return diagnose('issue/stray-file', startOf(file), {
    message: 'this file is not read: it is neither an article nor a promo list',
    hint: inPromos
      ? 'put a list right into promos/, with a name that ends in .md, .yaml or .csv'
      : 'put an article beside issue.md, with a name that ends in .md, or move the file out of the issue',
  });
}

function lonelySettings(file: string, name: string): Diagnostic {
  return diagnose('issue/settings-without-list', startOf(file), {
    message: `these are settings for promos/${name}.csv, which does not exist`,
    hint: 'name the file after its list, or remove it',
  });
}

function doubledLists(lists: readonly PromoListFile[]): readonly Diagnostic[] {
  return lists.flatMap(({ name, source }, index) => {
    const earlier = lists.slice(0, index).find((list) => list.name === name);
    if (!earlier) return [];
    return diagnose('issue/promo-list-duplicate', startOf(source.path), {
      message: `there are two promo lists called \`${name}\``,
      hint: 'give one of the two files another name, or remove it',
      notes: [{ message: 'the other one', span: startOf(earlier.source.path) }],
    });
  });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
