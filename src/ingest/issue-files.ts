import { escapePromoTitle, markdownAddress } from './escape-markdown.ts';
import type { Imported, ImportedArticle, ImportedList } from './imported.ts';
import { slug } from './slug.ts';
import { yamlText } from './yaml-text.ts';

export interface IssueHeading {
  readonly id: string;
  readonly date: string;
  readonly template: string;
  /** Set where it isn't the publication's own. */
  readonly language: string | null;
}

export interface WrittenIssue {
  /** Path in the issue's folder → text. */
  readonly files: ReadonlyMap<string, string>;
  /** What could not be told and stands as `TODO`, such as `subject` or `promos/most-read title`. */
  readonly todo: readonly string[];
  /** The lists' names, in the order of the lists. */
  readonly lists: readonly string[];
}

const TODO = 'TODO';
/** Titles of lists that somebody pays for. Such a list is labelled to readers: better one too many than one too few. */
const PAID = /sponsor|partner|advert|promoted|paid|赞助|贊助|广告|廣告|推广|推廣|合作伙伴|إعلان|برعاية/iu;

/** Writes what was found as the files of an issue. `names` are the lists' names in their order, as far as they are given. */
export function writeIssue(found: Imported, heading: IssueHeading, names: readonly string[]): WrittenIssue {
  const todo: string[] = ['subject', 'preheader'];
  const files = new Map([['issue.md', issueFile(heading)]]);
  const several = found.articles.length > 1;
  for (const [index, article] of found.articles.entries()) {
    const path = articlePath(article, index, found.articles.length);
    files.set(path, articleFile(article));
    todo.push(...articleTodo(article).map((field) => (several ? `${path} ${field}` : field)));
  }
  const lists = nameLists(found.lists, names);
  for (const [index, list] of found.lists.entries()) {
    const name = lists[index] ?? '';
    const title = list.title ?? titleOfName(names[index]);
    const kind = PAID.test(`${name} ${title ?? ''}`) ? 'sponsored' : 'editorial';
    files.set(`promos/${name}.md`, listFile(list, title, kind));
    if (title === null) todo.push(`promos/${name} title`);
    if (kind === 'sponsored') todo.push(`promos/${name} sponsor`);
  }
  return { files, todo, lists };
}

function issueFile({ id, date, template, language }: IssueHeading): string {
  const lines = [
    `id: ${yamlText(id)}          # never changes: deliveries are counted by it`,
    `subject: ${TODO}`,
    `preheader: ${TODO}`,
    `date: ${date}`,
    `template: ${yamlText(template)}`,
    ...(language === null ? [] : [`language: ${language}`]),
  ];
  return withFrontMatter(lines, '');
}

function articleFile(article: ImportedArticle): string {
  const { title, deck, byline, dateline, date, url, image, display } = article;
  const lines = [
    `title: ${title === null ? TODO : yamlText(title)}`,
    ...(deck === null ? [] : [`deck: ${yamlText(deck)}`]),
    ...(byline === null ? [] : bylineLines(byline)),
    ...(dateline === null ? [] : [`dateline: ${plainScalar(dateline)}`]),
    ...(date === null ? [] : [`date: ${date}`]),
    ...(url === null ? [] : [`url: ${JSON.stringify(url)}`]),
    ...(image === null ? [] : imageLines(image)),
    ...(display === 'full' ? [] : [`display: ${display}`]),
  ];
  return withFrontMatter(lines, article.body);
}

/** Slots are read in titles and decks only; elsewhere braces are braces. */
function plainScalar(text: string): string {
  return text.includes('{{') ? JSON.stringify(text) : yamlText(text);
}

function bylineLines({ name, email }: NonNullable<ImportedArticle['byline']>): readonly string[] {
  if (email === null) return [`byline: ${plainScalar(name)}`];
  return ['byline:', `  name: ${plainScalar(name)}`, `  email: ${JSON.stringify(email)}`];
}

function imageLines({ src, alt, caption }: NonNullable<ImportedArticle['image']>): readonly string[] {
  const lines = ['image:', `  src: ${JSON.stringify(src)}`, `  alt: ${alt === null ? TODO : plainScalar(alt)}`];
  return caption === null ? lines : [...lines, `  caption: ${plainScalar(caption)}`];
}

function articleTodo({ title, image, body }: ImportedArticle): readonly string[] {
  const fields: readonly (readonly [field: string, missing: boolean])[] = [
    ['title', title === null],
    ['image.alt', image !== null && image.alt === null],
    ['alt of pictures', body.includes(`![${TODO}](`)],
  ];
  return fields.filter(([, missing]) => missing).map(([field]) => field);
}

function listFile(list: ImportedList, title: string | null, kind: 'editorial' | 'sponsored'): string {
  const sponsor = kind === 'sponsored' ? ` {sponsor=${TODO}}` : '';
  const items = list.items.map(({ rank, title, url }) => {
    const words = escapePromoTitle(title);
    return `${rank}. ${url === null ? words : `[${words}](${markdownAddress(url)})`}${sponsor}`;
  });
  const kindLine = kind === 'sponsored' ? ['kind: sponsored            # labelled to the reader'] : ['kind: editorial'];
  return withFrontMatter([`title: ${title === null ? TODO : yamlText(title)}`, ...kindLine], items.join('\n'));
}

function withFrontMatter(lines: readonly string[], body: string): string {
  return `---\n${lines.join('\n')}\n---\n${body === '' ? '' : `${body}\n`}`;
}

/** `10-why-the-ferries-stopped.md`; as many digits as the last of them needs, since articles stand in the order of names. */
function articlePath({ title }: ImportedArticle, index: number, count: number): string {
  const number = String((index + 1) * 10).padStart(String(count * 10).length, '0');
  const words = slug(title ?? '');
  return `${number}-${words === '' ? 'story' : words}.md`;
}

/** As given, else by the title; no two alike. */
function nameLists(lists: readonly ImportedList[], names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return lists.map(({ title }, index) => {
    const wanted = names[index] ?? (slug(title ?? '') || `list-${index + 1}`);
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
    taken.add(name);
    return name;
  });
}

/** `most-read` → `Most read`. */
function titleOfName(name: string | undefined): string | null {
  if (name === undefined) return null;
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words === '' ? null : words.charAt(0).toUpperCase() + words.slice(1);
}
