import { createHash } from 'node:crypto';
import type { Edition } from './edition.ts';

/** What of an edition somebody can see before slots are filled. */
export type Visible = Pick<
  Edition,
  'issue' | 'segments' | 'template' | 'language' | 'date' | 'subject' | 'preheader' | 'html' | 'text' | 'web' | 'assets'
>;

/** `sha256:<hex>` over all that a reader can see. Pictures count by their names, which are made of their bytes. */
export function hashEdition(edition: Visible): string {
  const visible = {
    id: edition.issue.id,
    segments: edition.segments,
    language: edition.language,
    date: edition.date.instant,
    subject: edition.subject,
    preheader: edition.preheader,
    html: edition.html,
    text: edition.text,
    web: edition.web,
    assets: edition.assets.map(({ name }) => name),
  };
  return `sha256:${createHash('sha256').update(canonicalJson(visible)).digest('hex')}`;
}

/** JSON with the keys of every object in the order of their code units: one text for one value. */
function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}
