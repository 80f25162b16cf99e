import type { Page } from './dom.ts';

/** What schema.org's NewsArticle says of a page. */
export interface LinkedData {
  readonly headline: string | null;
  readonly description: string | null;
  readonly author: string | null;
  readonly email: string | null;
  readonly published: string | null;
  readonly image: string | null;
  readonly language: string | null;
}

const ARTICLE = /(?:Article|BlogPosting|Report)$/;
const NOTHING: LinkedData = {
  headline: null,
  description: null,
  author: null,
  email: null,
  published: null,
  image: null,
  language: null,
};

/** The first article among the page's linked data; nothing where there is none or it can't be read. */
export function readLinkedData(page: Page): LinkedData {
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    const found = candidates(parse(script.textContent ?? '')).find(isArticle);
    if (found !== undefined) return describe(found);
  }
  return NOTHING;
}

function describe(article: object): LinkedData {
  const author = firstOf(entry(article, 'author'));
  return {
    headline: text(entry(article, 'headline')) ?? text(entry(article, 'name')),
    description: text(entry(article, 'description')),
    author: names(entry(article, 'author')),
    email: text(entry(author, 'email'))?.replace(/^mailto:/i, '') ?? null,
    published: text(entry(article, 'datePublished')),
    image: address(firstOf(entry(article, 'image'))),
    language: text(entry(article, 'inLanguage')),
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json.replace(/^\s*<!\[CDATA\[|\]\]>\s*$/g, ''));
  } catch {
    return null;
  }
}

/** A value, a list of them, or a graph. */
function candidates(value: unknown): readonly object[] {
  if (Array.isArray(value)) return value.filter((one): one is object => typeof one === 'object' && one !== null);
  if (typeof value !== 'object' || value === null) return [];
  const graph = entry(value, '@graph');
  return Array.isArray(graph) ? candidates(graph) : [value];
}

function isArticle(value: object): boolean {
  const type = entry(value, '@type');
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.some((one) => typeof one === 'string' && ARTICLE.test(one));
}

/** `Ana Quill`, `{ name }`, or several of them as one byline. */
function names(value: unknown): string | null {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  const found = all.flatMap((one) => text(one) ?? text(entry(one, 'name')) ?? []);
  return found.length === 0 ? null : found.join(', ');
}

function address(value: unknown): string | null {
  return text(value) ?? text(entry(value, 'url')) ?? text(entry(value, 'contentUrl'));
}

function firstOf(value: unknown): unknown {
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all[0];
}

function entry(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}
