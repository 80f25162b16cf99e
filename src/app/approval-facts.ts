import { createHash } from 'node:crypto';
import type { Edition, Pieces } from '../compile/edition.ts';
import type { Source } from '../diagnostic/source.ts';
import type { Publication } from '../publication/publication.ts';
import type { Approved } from '../publication/schema/approval.ts';
import type { CheckedIssue } from './check-issue.ts';

/** An issue as it was compiled just now, with the texts that it was made of. */
export interface CompiledIssue {
  readonly checked: CheckedIssue;
  readonly sources: ReadonlyMap<string, Source>;
  readonly publication: Publication;
}

/** What an approval is of. Subject and the other texts have their slots as editors write them. */
export interface ApprovalFacts extends Approved {
  readonly subject: string;
  /** Of the default edition. */
  readonly hash: string;
}

/** In UTF-16 units: fifty pages, which fit a YAML file also where each is escaped. A longer text isn't kept or compared. */
const TEXT_LIMIT = 100_000;

export function approvalFacts({ checked, sources, publication }: CompiledIssue): ApprovalFacts {
  const edition = defaultEdition(checked);
  const text = writtenPieces(edition.text);
  return {
    subject: writtenPieces(edition.subject),
    hash: edition.hash,
    preheader: writtenPieces(edition.preheader),
    editions: checked.editions.map(({ segments, language, hash }) => ({ segments: [...segments], language, hash })),
    settings: settingsOf(publication),
    files: filesOf(sources),
    pictures: picturesOf(checked.editions),
    ...(text.length > TEXT_LIMIT ? {} : { text: text.trimEnd().split('\n') }),
  };
}

function defaultEdition({ editions }: CheckedIssue): Edition {
  const edition = editions.find(({ segments }) => segments.length === 0);
  if (edition === undefined) throw new Error('an issue was compiled without its default edition');
  return edition;
}

/** What of courant.yaml stands in a message besides what the layout shows: see `keepEdition`. */
function settingsOf(publication: Publication): Approved['settings'] {
  const { name, url, linkBase, from, replyTo, timeZone } = publication;
  const fields = Object.entries(publication.fields).map(([field, { type }]) => `${field}: ${type}`);
  const written = { name, url, linkBase, from, replyTo, timeZone, fields: fields.toSorted().join(', ') };
  return Object.entries(written).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

/** Each file of the issue by itself, and the layouts a folder at a time: an issue uses few of their many files. git may change line ends. */
function filesOf(sources: ReadonlyMap<string, Source>): Approved['files'] {
  const groups = new Map<string, string[]>();
  for (const [path, { text }] of [...sources].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const group = /^templates\/[^/]+\//.exec(path)?.[0] ?? path;
    groups.set(group, [...(groups.get(group) ?? []), `${path} ${sha256(text.replaceAll(/\r\n?/g, '\n'))}`]);
  }
  return [...groups].map(([path, parts]) => ({ path, hash: `sha256:${sha256(parts.join('\n'))}` }));
}

function picturesOf(editions: readonly Edition[]): Approved['pictures'] {
  const names = new Map(editions.flatMap(({ assets }) => assets.map(({ file, name }) => [file, name] as const)));
  return [...names].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([path, name]) => ({ path, name }));
}

function writtenPieces({ pieces, slots }: Pieces): string {
  return pieces.map((piece, index) => `${piece}${writtenSlot(slots[index])}`).join('');
}

function writtenSlot(slot: Pieces['slots'][number] | undefined): string {
  if (slot === undefined) return '';
  if (slot.kind === 'system') return `{{${slot.name}}}`;
  const format = slot.format === null ? '' : `:${slot.format}`;
  const fallback = slot.fallback === '' ? '' : `|${slot.fallback}`;
  return `{{${slot.field}${format}${fallback}}}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
