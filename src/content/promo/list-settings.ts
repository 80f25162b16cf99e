import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { type Located, startOf } from '../../diagnostic/source.ts';
import type { Publication } from '../../publication/publication.ts';
import type { YamlDocument } from '../../publication/yaml-document.ts';
import type { PromoList } from '../issue.ts';
import type { SlottedText } from '../slot.ts';
import { readTitle } from './promo-title.ts';

/** What a list says of itself, wherever it says it. `order` is null when it is told from the items. */
export interface ListSettings {
  readonly name: string;
  readonly file: string;
  readonly title: Located<SlottedText>;
  readonly kind: PromoList['kind'];
  readonly limit: number | null;
  readonly order: PromoList['order'] | null;
}

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
  publication: Publication,
): { readonly settings: ListSettings; readonly diagnostics: readonly Diagnostic[] } {
  const name = listName(file);
  const { title, diagnostics } = readListTitle(document, publication);
  const kind = valueOf(document, 'kind') === 'sponsored' ? 'sponsored' : 'editorial';
  const limit = valueOf(document, 'limit');
  const order = valueOf(document, 'order');
  const settings: ListSettings = {
    name,
    file,
    title: title ?? { value: [name], span: startOf(file) },
    kind,
    limit: typeof limit === 'number' && Number.isInteger(limit) && limit > 0 ? limit : null,
    order: order === 'rank' || order === 'score' ? order : null,
  };
  return { settings, diagnostics };
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
