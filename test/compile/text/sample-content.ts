import type { Article, Promo, RankedPromos } from '../../../src/content/issue.ts';
import { parseMarkdown } from '../../../src/content/markdown/parse-markdown.ts';
import type { MarkdownTree } from '../../../src/content/markdown/tree.ts';
import { parseSlottedText } from '../../../src/content/slotted-text.ts';
import { createSource, startOf } from '../../../src/diagnostic/source.ts';
import { publicationSchema } from '../../../src/publication/schema/publication.ts';

const publication = {
  ...publicationSchema.parse({
    name: 'The Harbour Daily',
    url: 'https://news.example.org',
    linkBase: 'https://mail.example.org',
    from: 'daily@example.org',
    address: '1 Quay Street, Port Alder',
    fields: { first_name: { type: 'text' } },
  }),
  source: createSource('courant.yaml', ''),
};

const located = <T>(value: T) => ({ value, span: startOf('a.md') });
const slotted = (text: string) => located(parseSlottedText(createSource('a.md', text), 0, text, publication).value);

export function tree(text: string): MarkdownTree {
  const source = createSource('a.md', text);
  return parseMarkdown(source, 0, text.length, { publication, otherFiles: new Set(['images/port.png']) }).value;
}

export function article(title: string, body: string, more: Partial<Article> = {}): Article {
  return {
    file: 'issues/a/10-a.md',
    title: slotted(title),
    deck: null,
    byline: null,
    dateline: null,
    date: null,
    url: null,
    image: null,
    section: null,
    display: 'full',
    segments: [],
    body: tree(body),
    ...more,
  };
}

export const text = { located, slotted };

export function promos(
  title: string,
  kind: 'editorial' | 'sponsored',
  items: readonly Partial<Promo & { words: string }>[],
): RankedPromos {
  const all = items.map(({ words = '', ...more }, index): Promo => {
    const none = {
      score: null,
      pin: null,
      url: null,
      source: null,
      sponsor: null,
      from: null,
      until: null,
      segments: [],
    };
    return { ...none, rank: index + 1, title: slotted(words), ...more };
  });
  const list = {
    name: 'x',
    file: 'issues/a/promos/x.md',
    title: slotted(title),
    kind,
    limit: null,
    order: 'rank' as const,
    expires: null,
    exclude: null,
    duplicates: 'leave-out' as const,
    fallback: null,
    role: 'shown' as const,
    sponsorCap: null,
    items: all,
  };
  return { list, items: all.map((promo, index) => ({ rank: index + 1, promo, reason: '' })), left: [] };
}
