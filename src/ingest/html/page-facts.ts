import { oneLine } from '../clean-text.ts';
import type { ImportedByline } from '../imported.ts';
import { parseAddress } from '../../mail/address.ts';
import { languageTag } from '../../publication/language.ts';
import { readMoment } from '../read-moment.ts';
import { type Absolute, absoluteFrom, webAddress } from './address.ts';
import type { Page } from './dom.ts';
import { type LinkedData, readLinkedData } from './json-ld.ts';

/** What a page says of itself, before reader mode takes it apart. */
export interface PageFacts {
  readonly headline: string | null;
  readonly deck: string | null;
  readonly byline: ImportedByline | null;
  readonly date: string | null;
  /** The page's own address. */
  readonly url: string | null;
  readonly image: string | null;
  readonly imageAlt: string | null;
  readonly language: string | null;
  readonly absolute: Absolute;
}

const HEADLINE_PLACES = ['article h1', 'main h1', '[itemprop~="headline"]', 'h1'];
const DATE_PLACES = ['article time[datetime]', 'time[datetime]', '[itemprop~="datePublished"]'];
const DATE_NAMES = [
  'article:published_time',
  'og:published_time',
  'datepublished',
  'publishdate',
  'pubdate',
  'publish_date',
  'date',
  'dc.date',
  'dc.date.issued',
  'dcterms.created',
];
const AUTHOR_NAMES = ['author', 'byl', 'dc.creator', 'parsely-author', 'article:author'];

export function readFacts(page: Page, html: string): PageFacts {
  const data = readLinkedData(page);
  const meta = readMeta(page);
  const url = ownAddress(page, meta, html);
  const base =
    webAddress(page.querySelector('base[href]')?.getAttribute('href')) ??
    resolve(page.querySelector('base[href]')?.getAttribute('href'), url) ??
    url;
  const absolute = absoluteFrom(base);
  const dates = [
    data.published,
    ...DATE_NAMES.map((name) => meta.get(name)),
    ...DATE_PLACES.map((place) => dateAt(page, place)),
  ];
  return {
    headline: headlineOf(page, data, meta),
    deck: oneLine(data.description ?? meta.get('og:description') ?? meta.get('description')),
    byline: bylineOf(page, data, meta),
    date: dates.reduce<string | null>((found, date) => found ?? readMoment(date), null),
    url,
    image: absolute(data.image ?? meta.get('og:image') ?? meta.get('twitter:image') ?? null),
    imageAlt: oneLine(meta.get('og:image:alt') ?? meta.get('twitter:image:alt')),
    language: languageOf(page, data),
    absolute,
  };
}

type Meta = ReadonlyMap<string, string>;

/** `name` or `property` in lower case → content; the first of several. */
function readMeta(page: Page): Meta {
  const found = new Map<string, string>();
  for (const element of page.querySelectorAll('meta')) {
    const name = (
      element.getAttribute('property') ??
      element.getAttribute('name') ??
      element.getAttribute('itemprop') ??
      ''
    ).toLowerCase();
    const content = element.getAttribute('content');
    if (name !== '' && content !== null && content.trim() !== '' && !found.has(name)) found.set(name, content);
  }
  return found;
}

/** Browsers note where they saved a page from; else the page says which address of its many is the right one. */
function ownAddress(page: Page, meta: Meta, html: string): string | null {
  const saved = /<!--\s*saved from url=\(\d+\)(\S+)\s*-->/i.exec(html.slice(0, 4000))?.[1];
  return (
    webAddress(page.querySelector('link[rel~="canonical"]')?.getAttribute('href')) ??
    webAddress(meta.get('og:url')) ??
    webAddress(saved)
  );
}

function resolve(written: string | null | undefined, base: string | null): string | null {
  return base === null ? null : absoluteFrom(base)(written ?? null);
}

function headlineOf(page: Page, data: LinkedData, meta: Meta): string | null {
  const [first] = HEADLINE_PLACES.flatMap((place) => oneLine(page.querySelector(place)?.textContent) ?? []);
  const named = oneLine(data.headline) ?? oneLine(meta.get('og:title'));
  // A masthead is an h1 on many sites, and no headline: what the page says in its data is surer.
  return named ?? first ?? null;
}

function bylineOf(page: Page, data: LinkedData, meta: Meta): ImportedByline | null {
  const written = [data.author, ...AUTHOR_NAMES.map((name) => meta.get(name)), authorAt(page)].flatMap(
    (name) => cleanName(name) ?? [],
  );
  const [name] = written;
  if (name === undefined) return null;
  const email = data.email ?? addressBeside(page);
  return { name, email: email !== null && parseAddress(email).ok ? email : null };
}

const AUTHOR_PLACES =
  '[rel~="author"],[itemprop~="author"] [itemprop~="name"],[itemprop~="author"],.byline,.author,.article-author,.post-author';

function authorAt(page: Page): string | null {
  return oneLine(page.querySelector(AUTHOR_PLACES)?.textContent);
}

function addressBeside(page: Page): string | null {
  const link = page.querySelector(
    '.byline a[href^="mailto:"],.author a[href^="mailto:"],[rel~="author"][href^="mailto:"],[itemprop~="author"] a[href^="mailto:"]',
  );
  return (
    link
      ?.getAttribute('href')
      ?.replace(/^mailto:/i, '')
      .split('?')[0] ?? null
  );
}

export function withoutBy(text: string): string {
  return text.replace(/^(?:by|von|par|por)\s+/i, '').replace(/^(?:记者|記者|作者|文)\s*[:：/／|]\s*/u, '');
}

/** `By Ana Quill` → `Ana Quill`; null for an address, and for what is longer than names are. */
function cleanName(written: string | null | undefined): string | null {
  const name = withoutBy(oneLine(written) ?? '');
  return name === '' || name.length > 100 || /^https?:|@/.test(name) ? null : name;
}

function dateAt(page: Page, place: string): string | null {
  const element = page.querySelector(place);
  return element?.getAttribute('datetime') ?? element?.getAttribute('content') ?? null;
}

function languageOf(page: Page, data: LinkedData): string | null {
  const written = page.documentElement.getAttribute('lang') ?? data.language ?? '';
  return languageTag(written.trim().replaceAll('_', '-'));
}
