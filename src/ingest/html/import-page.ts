import { oneLine } from '../clean-text.ts';
import type { Imported, ImportedArticle, ImportedImage } from '../imported.ts';
import { type Ingested, ingested, unfit } from '../ingested.ts';
import { readDateline } from '../text/dateline.ts';
import { isElement, type Page, type PageElement, parsePage } from './dom.ts';
import { toMarkdown } from './markdown.ts';
import { measureMarkup } from './measure-markup.ts';
import { type PageFacts, readFacts, withoutBy } from './page-facts.ts';
import { takeLists } from './page-lists.ts';
import { pictureSource } from './picture-source.ts';
import { readArticle } from './reader-mode.ts';
import { captionOf, tidy } from './tidy.ts';

/** A description is a deck when it is about as long as one, and not the first words of the story. */
const LONGEST_DECK = 300;

/** Reads a saved page: its article as reader mode finds it, and the ranked lists beside it. */
export async function importPage(html: string): Promise<Ingested<Imported>> {
  const measured = measureMarkup(html);
  if (!measured.ok) return measured;
  const page = await parsePage(html);
  const facts = readFacts(page, html);
  const lists = takeLists(page, facts.absolute);
  const shown = picturesOf(page, facts);
  const found = await readArticle(page);
  if (found === null)
    return unfit(
      'no-article',
      'There is no article in this page.',
      'Copy the text off the page, and import that as text.',
    );
  const headline = facts.headline ?? oneLine(found.title);
  const byline = facts.byline ?? (found.byline === null ? null : { name: oneLine(found.byline) ?? '', email: null });
  const body = await bodyOf(found.content, page, { facts, headline, image: shown });
  const article: ImportedArticle = {
    ...body,
    title: headline,
    deck: deckOf(facts, body.body),
    byline: byline?.name === '' ? null : byline,
    date: facts.date,
    url: facts.url,
    display: 'full',
  };
  return ingested({ headline, language: facts.language, articles: [article], lists, leftOut: 0 });
}

interface BodyContext {
  readonly facts: PageFacts;
  readonly headline: string | null;
  readonly image: ImportedImage | null;
}

type Body = Pick<ImportedArticle, 'body' | 'dateline' | 'paragraphs' | 'pictures' | 'lostPictures' | 'image'>;

async function bodyOf(content: PageElement, page: Page, { facts, headline, image }: BodyContext): Promise<Body> {
  dropSaidTwice(content, [headline, facts.byline?.name ?? null]);
  const dateline = takeDateline(content);
  const { lostPictures } = tidy(content, { page, absolute: facts.absolute, leadImage: image?.src ?? null });
  const paragraphs = [...content.querySelectorAll('p')].filter((one) => oneLine(one.textContent) !== null).length;
  const pictures = [...content.querySelectorAll('img')].length;
  return { body: await toMarkdown(content), dateline, paragraphs, pictures, lostPictures, image };
}

/** Headline and byline stand in the front matter: once is enough. */
function dropSaidTwice(content: PageElement, said: readonly (string | null)[]): void {
  const texts = new Set(said.filter((text) => text !== null));
  for (const one of [...content.querySelectorAll('h1,h2,p,address,time')].slice(0, 8)) {
    const text = oneLine(one.textContent);
    if (text !== null && texts.has(withoutBy(text))) one.remove();
  }
}

function takeDateline(content: PageElement): string | null {
  const first = [...content.querySelectorAll('p')].find((one) => oneLine(one.textContent) !== null);
  const node = first?.firstChild;
  if (node === undefined || node === null || isElement(node)) return null;
  const text = (node.nodeValue ?? '').trimStart();
  const dateline = readDateline(text);
  if (dateline === null) return null;
  node.nodeValue = dateline.rest;
  return dateline.place;
}

/** The picture that the page names as its own, with the words that stand with it in the page; else the first in a figure. */
function picturesOf(page: Page, { image, imageAlt, absolute }: PageFacts): ImportedImage | null {
  const images = [...page.querySelectorAll('article img,main img,figure img')];
  const sources = images.map((one) => ({ one, src: pictureSource(one, absolute) }));
  const same =
    sources.find(({ src }) => src !== null && src === image) ??
    sources.find(({ src }) => image !== null && src !== null && fileOf(src) === fileOf(image));
  const lead =
    same ??
    (image === null ? sources.find(({ one, src }) => src !== null && one.closest('figure') !== null) : undefined);
  const src = lead?.src ?? image;
  if (src === null || !/^https?:/.test(src)) return null;
  return {
    src,
    alt: oneLine(lead?.one.getAttribute('alt')) ?? imageAlt,
    caption: captionOf(lead?.one.closest('figure') ?? null),
  };
}

/** Sites cut one picture to many sizes, told apart by the query. */
function fileOf(url: string): string {
  return url.replace(/[?#].*$/, '');
}

function deckOf({ deck }: PageFacts, body: string): string | null {
  if (deck === null || deck.length > LONGEST_DECK) return null;
  const words = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase();
  const start = words(deck).slice(0, 40);
  return start === '' || words(body.slice(0, 4000)).includes(start) ? null : deck;
}
