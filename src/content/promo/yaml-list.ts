import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Located } from '../../diagnostic/source.ts';
import type { Publication } from '../../publication/publication.ts';
import type { YamlDocument, YamlPath } from '../../publication/yaml-document.ts';
import { readTitle } from './promo-title.ts';
import type { RawPromo } from './raw-promo.ts';

/** What the schema says of these needs no second diagnostic. */
const SAID_BY_SCHEMA: ReadonlySet<string> = new Set([
  'promo/title-missing',
  'promo/rank-invalid',
  'promo/score-invalid',
  'promo/pin-invalid',
]);

export function isSaidBySchema(diagnostic: Diagnostic): boolean {
  return SAID_BY_SCHEMA.has(diagnostic.code);
}

/** The items of a list in YAML; null where none can be read, or without `items`. The schema is checked elsewhere. */
export function readYamlItems(
  document: YamlDocument,
  publication: Publication,
): { readonly raws: readonly RawPromo[] | null; readonly diagnostics: readonly Diagnostic[] } {
  const items = entryOf(document.value, 'items');
  if (!Array.isArray(items)) return { raws: null, diagnostics: [] };
  const diagnostics: Diagnostic[] = [];
  const raws = items.flatMap((item: unknown, index): readonly RawPromo[] => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return [];
    const reader: ItemReader = { document, item, path: ['items', index] };
    const { title, diagnostics: found } = readItemTitle(reader, publication);
    for (const one of found) diagnostics.push(one);
    return [{ ...readTexts(reader), title }];
  });
  const unread = raws.length === 0 && items.length > 0;
  return { raws: unread ? null : raws, diagnostics };
}

interface ItemReader {
  readonly document: YamlDocument;
  readonly item: object;
  readonly path: YamlPath;
}

function readTexts(reader: ItemReader): Omit<RawPromo, 'title'> {
  return {
    span: reader.document.spanOf(reader.path),
    rank: textAt(reader, 'rank'),
    score: textAt(reader, 'score'),
    pin: textAt(reader, 'pin'),
    url: textAt(reader, 'url'),
    address: typeof (entryOf(reader.item, 'url') ?? '') === 'object' ? 'unread' : 'as-given',
    source: textAt(reader, 'source'),
    sponsor: textAt(reader, 'sponsor'),
    from: textAt(reader, 'from'),
    until: textAt(reader, 'until'),
    segments: namesAt(reader, 'segments'),
  };
}

function readItemTitle(reader: ItemReader, publication: Publication): ReturnType<typeof readTitle> {
  const written = textAt(reader, 'title');
  const node = reader.document.nodeAt([...reader.path, 'title']);
  if (!written || !node) return { title: null, diagnostics: [] };
  const { value: text, span } = written;
  return readTitle(reader.document.source, { text, start: node.start, span }, { publication, escapes: 'none' });
}

/** A scalar as text: a number as YAML understood it where a number is wanted, else as it was typed. */
function textAt(reader: ItemReader, key: string): Located<string> | null {
  const { document, path } = reader;
  const value = entryOf(reader.item, key);
  const node = document.nodeAt([...path, key]);
  if (!node || value === null || value === undefined || typeof value === 'object') return null;
  const typed = typeof value === 'string' ? value : document.source.text.slice(node.start, node.end);
  const text =
    typeof value === 'number' && (key === 'rank' || key === 'score' || key === 'pin') ? String(value) : typed;
  return text.trim() === '' ? null : { value: text.trim(), span: document.spanOf([...path, key]) };
}

function namesAt(reader: ItemReader, key: string): readonly Located<string>[] {
  const names = entryOf(reader.item, key);
  if (!Array.isArray(names)) return [];
  return names.flatMap((name: unknown, index) =>
    typeof name === 'string' ? [{ value: name, span: reader.document.spanOf([...reader.path, key, index]) }] : [],
  );
}

function entryOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
