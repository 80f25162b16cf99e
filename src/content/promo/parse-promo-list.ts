import type { Checked, Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Source } from '../../diagnostic/source.ts';
import type { Publication } from '../../publication/publication.ts';
import { promoListHeadSchema, promoListSchema } from '../../publication/schema/promo-list.ts';
import { validate } from '../../publication/validate.ts';
import { readYaml } from '../../publication/yaml.ts';
import type { YamlDocument } from '../../publication/yaml-document.ts';
import { bodyRange, hasFrontMatter, readFrontMatter } from '../front-matter.ts';
import type { PromoList } from '../issue.ts';
import { datesOf } from '../read-date.ts';
import { assembleList } from './assemble-list.ts';
import { readCsvItems } from './csv-list.ts';
import { refuseLabelKeys } from './label-keys.ts';
import { readListSettings } from './list-settings.ts';
import { readMarkdownItems } from './markdown-list.ts';
import type { RawPromo } from './raw-promo.ts';
import { isSaidBySchema, readYamlItems } from './yaml-list.ts';

/**
 * Reads a promo list, by the ending of its path: Markdown, `.yaml` or `.yml`, `.csv`. `settings` is `<name>.csv.yaml`
 * beside a CSV, null where there is none. A value comes back whenever anything could be read; it can only be trusted
 * when no diagnostic is an error.
 */
export function parsePromoList(source: Source, settings: Source | null, publication: Publication): Checked<PromoList> {
  if (source.path.endsWith('.csv')) return parseCsvList(source, settings, publication);
  if (/\.ya?ml$/.test(source.path)) return parseYamlList(source, publication);
  return parseMarkdownList(source, publication);
}

function parseMarkdownList(source: Source, publication: Publication): Checked<PromoList> {
  const front = hasFrontMatter(source) ? readFrontMatter(source) : { value: undefined, diagnostics: [] };
  const document = front.value?.document ?? null;
  const body = readMarkdownItems(source, bodyRange(source).start, publication);
  const diagnostics = [...front.diagnostics, ...validateHead(document), ...body.diagnostics];
  // Where the front matter never ends there is no body, and where lines were refused the items are among them.
  const raws = body.raws.length === 0 && diagnostics.some(isError) ? null : body.raws;
  return finish({ file: source.path, document, publication }, raws, diagnostics);
}

function parseYamlList(source: Source, publication: Publication): Checked<PromoList> {
  const yaml = readYaml(source);
  if (!yaml.value) return { value: undefined, diagnostics: yaml.diagnostics };
  const checked = refuseLabelKeys(yaml.value, validate(promoListSchema, yaml.value, 'a promo list').diagnostics);
  const items = readYamlItems(yaml.value, publication);
  const diagnostics = [...yaml.diagnostics, ...checked, ...items.diagnostics];
  const list = finish({ file: source.path, document: yaml.value, publication }, items.raws, []);
  return {
    value: list.value,
    diagnostics: [...diagnostics, ...list.diagnostics.filter((found) => !isSaidBySchema(found))],
  };
}

function parseCsvList(source: Source, settings: Source | null, publication: Publication): Checked<PromoList> {
  const yaml = settings ? readYaml(settings) : { value: undefined, diagnostics: [] };
  const document = yaml.value ?? null;
  const items = readCsvItems(source, publication);
  const diagnostics = [...yaml.diagnostics, ...validateHead(document), ...items.diagnostics];
  const raws = items.raws.length === 0 && items.diagnostics.some(isError) ? null : items.raws;
  return withoutLostRanks(finish({ file: source.path, document, publication }, raws, diagnostics));
}

/** Where a row could not be read, its rank may be the one that seems to be missing. */
function withoutLostRanks(read: Checked<PromoList>): Checked<PromoList> {
  const lost = read.diagnostics.some(({ code }) => code === 'promo/csv-syntax' || code === 'promo/csv-width');
  if (!lost) return read;
  return { ...read, diagnostics: read.diagnostics.filter(({ code }) => code !== 'promo/rank-gap') };
}

interface ListContext {
  readonly file: string;
  readonly document: YamlDocument | null;
  readonly publication: Publication;
}

/** `raws` is null where there may be items that could not be read: such a list isn't called empty. */
function finish(
  { file, document, publication }: ListContext,
  raws: readonly RawPromo[] | null,
  diagnostics: readonly Diagnostic[],
): Checked<PromoList> {
  const tools = { publication, readDate: datesOf(publication) };
  const head = readListSettings(file, document, tools);
  const { list, diagnostics: found } = assembleList(head.settings, raws ?? [], tools);
  const ofItems = raws === null ? found.filter(({ code }) => code !== 'promo/empty-list') : found;
  return { value: list, diagnostics: [...diagnostics, ...head.diagnostics, ...ofItems] };
}

function validateHead(document: YamlDocument | null): readonly Diagnostic[] {
  if (!document) return [];
  return refuseLabelKeys(document, validate(promoListHeadSchema, document, 'a promo list').diagnostics);
}

function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error';
}
