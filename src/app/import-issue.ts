import type { ImportFormat } from '../ingest/guess-format.ts';
import type { Imported, ImportedArticle } from '../ingest/imported.ts';
import { type WrittenIssue, writeIssue } from '../ingest/issue-files.ts';
import { readImport } from '../ingest/read-import.ts';
import { slug } from '../ingest/slug.ts';
import type { Publication } from '../publication/publication.ts';
import { issueDay, issueNameProblem, schemaLine } from './new-issue.ts';
import { done, type Outcome } from './refusal.ts';

export interface ImportInput {
  readonly bytes: Uint8Array;
  /** For its ending; '' for standard input. */
  readonly fileName: string;
  readonly format: ImportFormat | null;
  /** Without it, the day and the headline. */
  readonly name: string | null;
  /** Names of the promo lists, in their order. */
  readonly lists: readonly string[];
  readonly publication: Publication;
  /** Today's day in the publication's zone. */
  readonly today: string;
  /** A few letters that make the id unlike any other. */
  readonly salt: string;
}

/** A new issue, not yet written: its files by path in its folder, and what was found. */
export interface ImportedIssue {
  readonly name: string;
  readonly format: ImportFormat;
  readonly encoding: string;
  readonly files: ReadonlyMap<string, string>;
  readonly todo: readonly string[];
  readonly found: FoundJson;
}

/** `found` of the contract: what there was, in numbers and first lines. */
export interface FoundJson {
  readonly headline: string | null;
  readonly dateline: string | null;
  readonly byline: ImportedArticle['byline'];
  readonly date: string | null;
  readonly url: string | null;
  readonly paragraphs: number;
  readonly images: number;
  /** Pictures without an address that readers could reach: they are not in the issue. */
  readonly imagesLost: number;
  readonly lists: readonly { readonly name: string; readonly title: string | null; readonly items: number }[];
  readonly articles: number;
  /** Entries of a feed beyond what an issue can hold. */
  readonly leftOut: number;
}

/** Reads a text, a page or a feed into the files of a new issue. Writes nothing. */
export async function importIssue(input: ImportInput): Promise<Outcome<ImportedIssue>> {
  const read = await readImport(input.bytes, input.fileName, input.format);
  if (!read.ok) return read;
  const { format, encoding, found } = read.value;
  const name = input.name ?? defaultName(found, input.today);
  const problem = issueNameProblem(name);
  if (!problem.ok) return problem;
  const { publication } = input;
  const heading = {
    id: `${name}-${input.salt}`,
    date: issueDay(name) ?? input.today,
    template: publication.template,
    language: found.language === null || sameLanguage(found.language, publication.language) ? null : found.language,
  };
  const written = writeIssue(found, heading, input.lists);
  const files = new Map([...written.files].map(([path, text]) => [path, withSchema(path, text)]));
  return done({ name, format, encoding, files, todo: written.todo, found: describe(found, written) });
}

/** Text editors complete and check a front matter by the schema that its first line names, as in a file of `new`. */
function withSchema(path: string, text: string): string {
  const inPromos = path.startsWith('promos/');
  const kind = inPromos ? 'promo-list' : path === 'issue.md' ? 'issue' : 'article';
  const line = schemaLine(`${inPromos ? '../../..' : '../..'}/schemas/${kind}.schema.json`);
  return text.replace(/^---\n/, () => `---\n${line}\n`);
}

function defaultName(found: Imported, today: string): string {
  const words = slug(found.headline ?? found.articles[0]?.title ?? '');
  return `${today}-${words === '' ? 'import' : words}`;
}

/** `en-US` says nothing new where the publication is in `en`. */
function sameLanguage(a: string, b: string): boolean {
  return a.split('-')[0] === b.split('-')[0];
}

function describe(found: Imported, written: WrittenIssue): FoundJson {
  const [first] = found.articles;
  const sum = (of: (article: ImportedArticle) => number): number =>
    found.articles.reduce((total, one) => total + of(one), 0);
  return {
    headline: found.headline,
    dateline: first?.dateline ?? null,
    byline: first?.byline ?? null,
    date: first?.date ?? null,
    url: first?.url ?? null,
    paragraphs: sum(({ paragraphs }) => paragraphs),
    images: sum(({ pictures, image }) => pictures + (image === null ? 0 : 1)),
    imagesLost: sum(({ lostPictures }) => lostPictures),
    lists: found.lists.map(({ title, items }, index) => ({
      name: written.lists[index] ?? '',
      title,
      items: items.length,
    })),
    articles: found.articles.length,
    leftOut: found.leftOut,
  };
}
