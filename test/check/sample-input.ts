import type { RuleInput } from '../../src/check/rule.ts';
import type { EditionSlot, Pieces } from '../../src/compile/edition.ts';
import type { PictureFacts } from '../../src/compile/pictures.ts';
import type { Article, Issue } from '../../src/content/issue.ts';
import type { Slot, SlottedText } from '../../src/content/slot.ts';
import { createSource, type Located, type Span } from '../../src/diagnostic/source.ts';
import { publicationSchema } from '../../src/publication/schema/publication.ts';

/** What a case changes of an issue that no rule has anything to say about. */
export interface Changes {
  readonly id?: string;
  readonly subject?: SlottedText;
  readonly preheader?: SlottedText | null;
  readonly article?: Partial<Article>;
  readonly html?: Pieces;
  readonly picture?: Partial<PictureFacts>;
  readonly otherIssues?: RuleInput['surroundings']['otherIssues'];
  readonly lacking?: ReadonlyMap<string, number>;
  readonly checks?: { readonly clients?: readonly string[]; readonly severity?: Readonly<Record<string, string>> };
}

const FOLDER = 'issues/2026-11-24-daily';
const FILE = `${FOLDER}/issue.md`;

export function at(line: number, file = FILE): Span {
  return { file, line, column: 1, endLine: line, endColumn: 9 };
}

export function nameSlot(fallback: string): Slot {
  return { field: 'first_name', format: null, fallback, span: at(2) };
}

export function fieldSlot(fallback: string, place: EditionSlot['place'] = 'html-text'): EditionSlot {
  return { kind: 'field', field: 'first_name', format: null, fallback, place };
}

export function sampleInput(changes: Changes = {}): RuleInput {
  const issue = sampleIssue(changes);
  const one: Pieces = { pieces: ['ferries'], slots: [] };
  const { articles, template, language, date } = issue;
  return {
    issue,
    publication: {
      ...publicationSchema.parse({
        name: 'The Harbour Daily',
        url: 'https://news.example.org',
        linkBase: 'https://mail.example.org',
        from: 'daily@example.org',
        address: '1 Quay Street, Port Alder',
        checks: changes.checks ?? {},
      }),
      source: createSource('courant.yaml', ''),
    },
    edition: {
      segments: [],
      issue: { name: issue.name, id: issue.id, folder: FOLDER },
      template: template.value,
      language: language.value,
      date: date.value,
      subject: one,
      preheader: one,
      html: changes.html ?? one,
      text: one,
      web: '',
      mjml: '',
      links: [],
      images: [],
      assets: [],
      mergeFields: [],
      articles,
      promoLists: [],
      hash: 'sha256:00',
    },
    surroundings: {
      otherIssues: changes.otherIssues ?? [],
      pictures: new Map([[`${FOLDER}/images/port.png`, facts(changes.picture)]]),
      ...(changes.lacking ? { lacking: changes.lacking } : {}),
    },
  };
}

function sampleIssue(changes: Changes): Issue {
  const preheader = changes.preheader === undefined ? ['Two islands wait for bread.'] : changes.preheader;
  return {
    name: '2026-11-24-daily',
    folder: FOLDER,
    id: changes.id ?? '2026-11-24-daily',
    idSpan: { file: FILE, line: 1, column: 5, endLine: 1, endColumn: 21 },
    file: FILE,
    subject: located(changes.subject ?? ['Ferries stop until Friday'], 2),
    preheader: preheader === null ? null : located(preheader, 3),
    date: located({ text: '2026-11-24', kind: 'day', instant: Date.UTC(2026, 10, 24), timeZone: 'UTC' }, 4),
    template: located('daily', 5),
    language: located('en', 6),
    embargo: null,
    segments: [],
    note: { blocks: [], notes: [], cut: null },
    articles: [sampleArticle(changes.article)],
    promoLists: [],
  };
}

function sampleArticle(changes: Partial<Article> = {}): Article {
  const file = `${FOLDER}/10-ferries.md`;
  const nothing = { deck: null, byline: null, dateline: null, date: null, url: null, section: null, segments: [] };
  return {
    ...nothing,
    file,
    title: { value: ['Why the ferries stopped'], span: at(2, file) },
    image: { value: { src: 'images/port.png', alt: 'The port', credit: null, caption: null }, span: at(3, file) },
    display: 'full',
    body: { blocks: [{ kind: 'rule', span: at(6, file) }], notes: [], cut: null },
    ...changes,
  };
}

function facts(changes: Partial<PictureFacts> = {}): PictureFacts {
  return { file: `${FOLDER}/images/port.png`, name: '00.png', width: 1280, height: 720, bytes: 90_000, ...changes };
}

function located<T>(value: T, line: number): Located<T> {
  return { value, span: at(line) };
}
