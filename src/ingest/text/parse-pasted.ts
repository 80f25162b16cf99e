import { cleanText, oneLine } from '../clean-text.ts';
import { escapeMarkdown } from '../escape-markdown.ts';
import type { Imported, ImportedArticle, ImportedByline } from '../imported.ts';
import { readByLine, readContact } from './contact.ts';
import { readDateline } from './dateline.ts';
import { readParagraphs } from './paragraphs.ts';
import { cutLists } from './ranked-lists.ts';
import { readRun } from './rank-run.ts';
import { readRankedLine } from './ranked-line.ts';

/** Reads a text as it comes off a news page: headline, paragraphs, closing line, ranked lists. Always finds something. */
export function parsePasted(pasted: string): Imported {
  const lines = cleanText(pasted).split('\n');
  const head = readHeadline(lines);
  const closing = head.rest.findLastIndex((line) => readContact(line) !== null);
  const { prose, lists } = cutLists(head.rest, closing === -1 ? null : closing);
  const article = readArticle(head.headline, prose);
  const articles = article.title === null && article.body === '' ? [] : [article];
  return { headline: head.headline, language: null, articles, lists, leftOut: 0 };
}

/** The first line that isn't empty, and what follows; none where the text begins with a list. */
function readHeadline(lines: readonly string[]): {
  readonly headline: string | null;
  readonly rest: readonly string[];
} {
  const first = lines.findIndex((line) => line.trim() !== '');
  const line = lines[first] ?? '';
  if (beginsList(lines.slice(first))) return { headline: null, rest: ['', ...lines] };
  // An empty line stands for it, so that no list takes it for its heading.
  return { headline: oneLine(line), rest: ['', ...lines.slice(first + 1)] };
}

/** Two items at least: a headline can begin with a number too. */
function beginsList(lines: readonly string[]): boolean {
  const ranked = lines
    .filter((line) => line.trim() !== '')
    .slice(0, 2)
    .map(readRankedLine);
  return readRun(ranked.filter((line) => line !== null)).length === 2 && !ranked.includes(null);
}

function readArticle(title: string | null, prose: readonly string[]): ImportedArticle {
  const { byline, rest } = readByline(prose);
  const paragraphs = readParagraphs(rest);
  const dateline = readDateline(paragraphs[0] ?? '');
  const shown = dateline === null ? paragraphs : [dateline.rest, ...paragraphs.slice(1)];
  return {
    title,
    deck: null,
    byline,
    dateline: dateline?.place ?? null,
    date: null,
    url: null,
    image: null,
    display: 'full',
    body: shown.map(markdownParagraph).join('\n\n'),
    paragraphs: shown.length,
    pictures: 0,
    lostPictures: 0,
  };
}

/** From the closing line, else from `By …` below the headline. What isn't taken stays in the text. */
function readByline(prose: readonly string[]): {
  readonly byline: ImportedByline | null;
  readonly rest: readonly string[];
} {
  const closing = prose.findLastIndex((line) => readContact(line) !== null);
  const contact = readContact(prose[closing] ?? '');
  const opening = prose.findIndex((line) => line.trim() !== '');
  const name = readByLine(prose[opening] ?? '');
  const byline = named(contact, name);
  const taken = new Set([contact === null ? -1 : closing, name !== null && name === byline?.name ? opening : -1]);
  return { byline, rest: prose.map((line, index) => (taken.has(index) ? '' : line)) };
}

/** A closing line that gives an address only, with the name from below the headline. */
function named(contact: ImportedByline | null, name: string | null): ImportedByline | null {
  if (contact === null) return name === null ? null : { name, email: null };
  return contact.name === contact.email && name !== null ? { name, email: contact.email } : contact;
}

function markdownParagraph(paragraph: string): string {
  return paragraph.split('\n').map(escapeMarkdown).join('\n');
}
