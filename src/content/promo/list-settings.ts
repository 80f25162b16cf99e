import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { type Located, startOf } from '../../diagnostic/source.ts';
import type { Publication } from '../../publication/publication.ts';
import type { YamlDocument } from '../../publication/yaml-document.ts';
import type { PromoList } from '../issue.ts';
import type { SlottedText } from '../slot.ts';
import type { ReadDate } from '../read-date.ts';
import { readTitle } from './promo-title.ts';
import { readExpiry } from './read-expiry.ts';

/** What a list says of itself, wherever it says it. `order` is null when it is told from the items. */
export interface ListSettings {
  readonly name: string;
  readonly file: string;
  readonly title: Located<SlottedText>;
  readonly kind: PromoList['kind'];
  readonly limit: number | null;
  readonly order: PromoList['order'] | null;
  readonly expires: PromoList['expires'];
  readonly exclude: PromoList['exclude'];
  readonly duplicates: PromoList['duplicates'];
  readonly fallback: PromoList['fallback'];
  readonly role: PromoList['role'];
  readonly sponsorCap: number | null;
}

/** What a list says in `fallback` that fills others and never stands alone. */
const FALLBACK_ONLY = 'only';

/** `issues/x/promos/most-read.csv.yaml` and `…/most-read.csv` → `most-read`. */
function listName(path: string): string {
  const base = path.slice(path.lastIndexOf('/') + 1);
  return base.replace(/\.csv\.ya?ml$|\.[^.]*$/, '');
}

/**
 * Takes from a document what can be used of it, so that one wrong key hides no problem of the items. What is wrong with
 * the keys is said by `validate`.
 */
export function readListSettings(
  file: string,
  document: YamlDocument | null,
  { publication, readDate }: { readonly publication: Publication; readonly readDate: ReadDate },
): { readonly settings: ListSettings; readonly diagnostics: readonly Diagnostic[] } {
  const name = listName(file);
  const { title, diagnostics } = readListTitle(document, publication);
  const order = valueOf(document, 'order');
  const expires = textOf(document, 'expires');
  const expiry = expires ? readExpiry(expires, readDate) : { value: undefined, diagnostics: [] };
  const fallback = textOf(document, 'fallback');
  const role = fallback?.value === FALLBACK_ONLY ? 'fallback' : 'shown';
  const settings: ListSettings = {
    name,
    file,
    title: title ?? { value: [name], span: startOf(file) },
    kind: valueOf(document, 'kind') === 'sponsored' ? 'sponsored' : 'editorial',
    limit: countOf(document, 'limit'),
    order: order === 'rank' || order === 'score' ? order : null,
    expires: expiry.value ?? null,
    exclude: valueOf(document, 'exclude') === 'in-issue' ? 'in-issue' : null,
    duplicates: valueOf(document, 'duplicates') === 'allow' ? 'allow' : 'leave-out',
    fallback: role === 'fallback' ? null : fallback,
    role,
    sponsorCap: countOf(document, 'sponsorCap'),
  };
  return { settings, diagnostics: [...diagnostics, ...expiry.diagnostics] };
}

function countOf(document: YamlDocument | null, key: string): number | null {
  const value = valueOf(document, key);
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
}

/** A scalar as it was typed: a list may be called `2026`. */
function textOf(document: YamlDocument | null, key: string): Located<string> | null {
  const node = document?.nodeAt([key]);
  const value = valueOf(document, key);
  if (!document || !node || value === undefined || value === null || typeof value === 'object') return null;
  const text = typeof value === 'string' ? value : document.source.text.slice(node.start, node.end);
  return text.trim() === '' ? null : { value: text.trim(), span: document.spanOf([key]) };
}

function readListTitle(document: YamlDocument | null, publication: Publication): ReturnType<typeof readTitle> {
  const node = document?.nodeAt(['title']);
  const value = valueOf(document, 'title');
  if (!document || !node || value === undefined || value === null || typeof value === 'object')
    return { title: null, diagnostics: [] };
  const text = typeof value === 'string' ? value : document.source.text.slice(node.start, node.end);
  return readTitle(
    document.source,
    { text, start: node.start, span: document.spanOf(['title']) },
    { publication, escapes: 'none' },
  );
}

function valueOf(document: YamlDocument | null, key: string): unknown {
  const value = document?.value;
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(key);
}
