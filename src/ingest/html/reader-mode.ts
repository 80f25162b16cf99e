// The only file that knows Readability, the reader mode of Firefox.
import { isElement, type Page, type PageElement } from './dom.ts';

export interface ReaderArticle {
  readonly title: string | null;
  readonly byline: string | null;
  /** The article without what stands around it; its document is the page's own, which is changed by this. */
  readonly content: PageElement;
}

/** Finds a page's article; null where there is none. Takes the page apart. */
export async function readArticle(page: Page): Promise<ReaderArticle | null> {
  const { Readability } = await import('@mozilla/readability');
  const article = new Readability<unknown>(page, { serializer: (node: unknown) => node }).parse();
  const content = article?.content;
  if (!isElement(content)) return null;
  return { title: article?.title ?? null, byline: article?.byline ?? null, content };
}
