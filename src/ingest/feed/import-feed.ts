import { oneLine } from '../clean-text.ts';
import { absoluteFrom, webAddress } from '../html/address.ts';
import { type Fragment, importFragment, plainFragment } from '../html/import-fragment.ts';
import { parsePage } from '../html/dom.ts';
import { measureMarkup } from '../html/measure-markup.ts';
import type { Imported, ImportedArticle, ImportedByline } from '../imported.ts';
import { type Ingested, ingested, unfit } from '../ingested.ts';
import { parseAddress } from '../../mail/address.ts';
import { languageTag } from '../../publication/language.ts';
import { readMoment } from '../read-moment.ts';
import { measureFeed } from './measure-feed.ts';
import { type FeedEntry, type FeedText, readFeed } from './parse-feed.ts';

/** The newest of a feed; more would make no letter. */
const MOST_ENTRIES = 50;

/** Reads a feed (RSS, Atom, JSON Feed): each entry an article that is shown as a teaser. */
export async function importFeed(text: string): Promise<Ingested<Imported>> {
  const isXml = !/^\s*\{/.test(text);
  const measured = isXml ? measureFeed(text) : ingested('fits' as const);
  if (!measured.ok) return measured;
  const feed = await readFeed(text, MOST_ENTRIES);
  if (feed === null)
    return unfit(
      'not-a-feed',
      'This is no feed that Courant can read.',
      'Give RSS, Atom or JSON Feed, or say `--format html` or `--format text`.',
    );
  const home = webAddress(feed.home);
  const articles: ImportedArticle[] = [];
  for (const entry of feed.entries) {
    const article = await readEntry(entry, home);
    if (!article.ok) return article;
    articles.push(article.value);
  }
  if (articles.length === 0)
    return unfit('empty-feed', 'This feed has no entries.', 'Save it again later, or check that it is the right one.');
  return ingested({
    headline: await plainTitle(feed.title === null ? null : { value: feed.title, kind: 'html' }),
    language: languageTag((feed.language ?? '').replaceAll('_', '-')),
    articles,
    lists: [],
    leftOut: feed.total - articles.length,
  });
}

async function readEntry(entry: FeedEntry, home: string | null): Promise<Ingested<ImportedArticle>> {
  const absolute = absoluteFrom(home);
  const url = webOnly(absolute(entry.url));
  const src = webOnly(absoluteFrom(url ?? home)(entry.image));
  const fragment = await readText(entry.text, { base: url ?? home, leadImage: src });
  if (!fragment.ok) return fragment;
  return ingested({
    title: await plainTitle(entry.title),
    deck: null,
    byline: bylineOf(entry.author),
    dateline: null,
    date: readMoment(entry.date),
    url,
    image: src === null ? null : { src, alt: oneLine(entry.imageAlt), caption: null },
    display: url === null ? 'full' : 'teaser',
    ...fragment.value,
  });
}

async function readText(
  text: FeedText | null,
  { base, leadImage }: { readonly base: string | null; readonly leadImage: string | null },
): Promise<Ingested<Fragment>> {
  if (text === null) return ingested(plainFragment(''));
  return text.kind === 'html' ? importFragment(text.value, base, leadImage) : ingested(plainFragment(text.value));
}

/** A title is words; feeds put entities into it, and some put tags. */
async function plainTitle(title: FeedText | null): Promise<string | null> {
  if (title === null) return null;
  if (title.kind === 'plain' || !/[<&]/.test(title.value) || !measureMarkup(title.value).ok)
    return oneLine(title.value);
  return oneLine((await parsePage(title.value)).body.textContent) ?? oneLine(title.value);
}

function bylineOf(author: FeedEntry['author']): ImportedByline | null {
  const email = author?.email ?? null;
  const name = oneLine(author?.name) ?? oneLine(email);
  return name === null ? null : { name, email: email !== null && parseAddress(email).ok ? email.trim() : null };
}

function webOnly(url: string | null): string | null {
  return url !== null && /^https?:/.test(url) ? url : null;
}
