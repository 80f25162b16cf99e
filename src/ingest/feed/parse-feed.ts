// The only file that knows feedsmith.
import type { AtomFeed, JsonFeed, parseFeed as parse, RdfFeed, RssFeed } from 'feedsmith';

/** An entry of a feed of any kind. Texts with markup are HTML, and said so. */
export interface FeedEntry {
  readonly title: FeedText | null;
  readonly url: string | null;
  readonly date: string | null;
  readonly author: { readonly name: string | null; readonly email: string | null } | null;
  readonly image: string | null;
  readonly imageAlt: string | null;
  /** The summary, else the whole text. */
  readonly text: FeedText | null;
}

export interface FeedText {
  readonly value: string;
  readonly kind: 'html' | 'plain';
}

export interface Feed {
  readonly title: string | null;
  readonly home: string | null;
  readonly language: string | null;
  readonly entries: readonly FeedEntry[];
  /** How many entries the feed has. */
  readonly total: number;
}

/** Reads RSS 2.0, RSS 1.0, Atom or JSON Feed; null where it is none of them. Gives at most `most` entries. */
export async function readFeed(text: string, most: number): Promise<Feed | null> {
  const { parseFeed } = await import('feedsmith');
  try {
    return fromAny(parseFeed(text), most);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function fromAny(parsed: ReturnType<typeof parse<string>>, most: number): Feed {
  switch (parsed.format) {
    case 'rss':
      return {
        ...headOf(parsed.feed.title, parsed.feed.link, parsed.feed.language),
        ...entriesOf(parsed.feed.items, most, rssEntry),
      };
    case 'rdf':
      return { ...headOf(parsed.feed.title, parsed.feed.link), ...entriesOf(parsed.feed.items, most, rdfEntry) };
    case 'atom': {
      const { title, links, xml, entries } = parsed.feed;
      return { ...headOf(title?.value, linkOf(links), xml?.lang), ...entriesOf(entries, most, atomEntry) };
    }
    case 'json': {
      const { title, home_page_url: home, language, items } = parsed.feed;
      return { ...headOf(title, home, language), ...entriesOf(items, most, jsonEntry) };
    }
  }
}

function headOf(title?: string, home?: string, language?: string): Pick<Feed, 'title' | 'home' | 'language'> {
  return { title: title ?? null, home: home ?? null, language: language ?? null };
}

function entriesOf<T>(
  items: readonly T[] | undefined,
  most: number,
  read: (item: T) => FeedEntry,
): Pick<Feed, 'entries' | 'total'> {
  return { entries: (items ?? []).slice(0, most).map(read), total: items?.length ?? 0 };
}

function rssEntry(item: RssFeed.Item<string>): FeedEntry {
  const picture = item.enclosures?.find(({ type = '' }) => type.startsWith('image/'))?.url;
  return {
    title: html(item.title),
    url: rssAddress(item),
    date: item.pubDate ?? item.dc?.dates?.[0] ?? null,
    author: rssAuthor(item),
    ...pictureOf(item.media, picture ?? item.itunes?.image),
    text: html(item.description ?? item.content?.encoded),
  };
}

/** RSS 2.0, "<guid> sub-element of <item>": an address unless it says that it is none. */
function rssAddress({ link, guid }: RssFeed.Item<string>): string | null {
  if (link !== undefined) return link;
  return guid?.isPermaLink === false ? null : (guid?.value ?? null);
}

function rssAuthor({ authors, dc, itunes }: RssFeed.Item<string>): FeedEntry['author'] {
  const [author] = authors ?? [];
  const name = author?.name ?? dc?.creators?.[0] ?? itunes?.author ?? null;
  const email = author?.email ?? null;
  return name === null && email === null ? null : { name, email };
}

function rdfEntry(item: RdfFeed.Item<string>): FeedEntry {
  const name = item.dc?.creators?.[0] ?? null;
  return {
    title: html(item.title),
    url: item.link ?? null,
    date: item.dc?.dates?.[0] ?? null,
    author: name === null ? null : { name, email: null },
    ...pictureOf(item.media),
    text: html(item.description ?? item.content?.encoded),
  };
}

function atomEntry(entry: AtomFeed.Entry<string>): FeedEntry {
  const [author] = entry.authors ?? [];
  const picture = entry.links?.find(({ rel, type = '' }) => rel === 'enclosure' && type.startsWith('image/'))?.href;
  return {
    title: typed(entry.title),
    url: linkOf(entry.links) ?? null,
    date: entry.published ?? entry.updated ?? null,
    author: author === undefined ? null : { name: author.name ?? null, email: author.email ?? null },
    ...pictureOf(entry.media, picture),
    text: typed(entry.summary) ?? typed(entry.content),
  };
}

function jsonEntry(item: JsonFeed.Item<string>): FeedEntry {
  const [author] = item.authors ?? [];
  const plain = item.summary ?? (item.content_html === undefined ? item.content_text : undefined);
  return {
    title: item.title === undefined ? null : { value: item.title, kind: 'plain' },
    url: item.url ?? item.external_url ?? null,
    date: item.date_published ?? item.date_modified ?? null,
    author: author?.name === undefined ? null : { name: author.name, email: null },
    image: item.image ?? item.banner_image ?? null,
    imageAlt: null,
    text: plain === undefined ? html(item.content_html) : { value: plain, kind: 'plain' },
  };
}

/** RSS says nowhere whether a text is HTML; in practice it is (RSS 2.0, "Elements of <item>"). */
function html(value: string | undefined): FeedText | null {
  return value === undefined || value.trim() === '' ? null : { value, kind: 'html' };
}

/** RFC 4287 section 3.1.1. */
function typed(text: { readonly value?: string; readonly type?: string } | undefined): FeedText | null {
  if (text?.value === undefined || text.value.trim() === '') return null;
  return {
    value: text.value,
    kind: text.type === 'html' || text.type === 'xhtml' || text.type === 'text/html' ? 'html' : 'plain',
  };
}

/** RFC 4287 section 4.2.7.2: a link without `rel` is the alternate one. */
function linkOf(links: readonly { readonly href?: string; readonly rel?: string }[] | undefined): string | undefined {
  return links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href;
}

interface Media {
  readonly contents?: readonly {
    readonly url?: string;
    readonly medium?: string;
    readonly type?: string;
    readonly title?: { readonly value?: string };
  }[];
  readonly thumbnails?: readonly { readonly url?: string }[];
}

function pictureOf(media: Media | undefined, enclosure?: string): Pick<FeedEntry, 'image' | 'imageAlt'> {
  const content = media?.contents?.find(({ medium, type = '' }) => medium === 'image' || type.startsWith('image/'));
  return {
    image: content?.url ?? enclosure ?? media?.thumbnails?.[0]?.url ?? null,
    imageAlt: content?.title?.value ?? null,
  };
}
