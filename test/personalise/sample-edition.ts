import type { Edition, EditionSlot, Pieces, SlotPlace } from '../../src/compile/edition.ts';

export const PUBLICATION = {
  name: 'The Harbour Daily',
  url: 'https://news.example.org',
  linkBase: 'https://mail.example.org/',
  from: 'The Harbour Daily <daily@example.org>',
  replyTo: 'editors@example.org',
  fields: { first_name: { type: 'text' }, joined: { type: 'date' }, visits: { type: 'number' } },
} as const;

export function slot(place: SlotPlace, more: Partial<Extract<EditionSlot, { kind: 'field' }>> = {}): EditionSlot {
  return { kind: 'field', field: 'first_name', format: null, fallback: '', place, ...more };
}

export function leave(place: SlotPlace): EditionSlot {
  return { kind: 'system', name: 'unsubscribe-url', place };
}

/** Strings and slots in the order of reading. */
export function pieces(...parts: readonly (string | EditionSlot)[]): Pieces {
  const texts = [''];
  const slots: EditionSlot[] = [];
  for (const part of parts) {
    if (typeof part === 'string') texts[texts.length - 1] += part;
    else {
      slots.push(part);
      texts.push('');
    }
  }
  return { pieces: texts, slots };
}

export function edition(changes: Partial<Edition> = {}): Edition {
  const span = { file: 'issues/sample/issue.md', line: 2, column: 7, endLine: 2, endColumn: 17 };
  return {
    segments: [],
    issue: { name: 'sample', id: 'sample', folder: 'issues/sample' },
    template: 'daily',
    language: 'en',
    date: { text: '2026-11-24', kind: 'day', instant: Date.parse('2026-11-24T00:00:00Z'), timeZone: 'Europe/Lisbon' },
    subject: pieces('Ferries'),
    preheader: pieces(''),
    html: pieces('<p>Hello</p>\n'),
    text: pieces('Hello\n'),
    web: '',
    mjml: '',
    links: [{ url: 'https://news.example.org', text: 'News', source: span }],
    images: [],
    assets: [],
    mergeFields: [],
    articles: [],
    promoLists: [],
    hash: `sha256:${'0123456789abcdef'.repeat(4)}`,
    ...changes,
  };
}
