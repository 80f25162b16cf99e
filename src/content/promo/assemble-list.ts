import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import { type Located, type Span, startOf } from '../../diagnostic/source.ts';
import type { Publication } from '../../publication/publication.ts';
import type { Promo, PromoList } from '../issue.ts';
import { checkDuplicateRanks, checkDuplicateUrls, checkRankGaps } from './check-items.ts';
import type { ListSettings } from './list-settings.ts';
import type { RawPromo } from './raw-promo.ts';
import { readPromo } from './read-promo.ts';

/** Makes a list of its settings and items, and checks what concerns several items. */
export function assembleList(
  settings: ListSettings,
  raws: readonly RawPromo[],
  publication: Publication,
): { readonly list: PromoList; readonly diagnostics: readonly Diagnostic[] } {
  const order = settings.order ?? orderOf(raws);
  const diagnostics: Diagnostic[] = raws.length === 0 ? [emptyList(startOf(settings.file))] : [];
  const items: Promo[] = [];
  const ranks: Located<number>[] = [];
  for (const raw of raws) {
    const read = readPromo(raw, { publication, kind: settings.kind, order });
    diagnostics.push(...read.diagnostics);
    if (read.promo) items.push(read.promo);
    if (raw.rank && read.rank !== null) ranks.push({ value: read.rank, span: raw.rank.span });
  }
  const urls = raws.flatMap((raw) => (raw.url ? [raw.url] : []));
  diagnostics.push(...checkDuplicateRanks(ranks), ...checkRankGaps(ranks), ...checkDuplicateUrls(urls));
  return { list: { ...settings, order, items }, diagnostics };
}

function orderOf(raws: readonly RawPromo[]): PromoList['order'] {
  return raws.some((raw) => raw.score) && !raws.some((raw) => raw.rank) ? 'score' : 'rank';
}

function emptyList(span: Span): Diagnostic {
  return diagnose('promo/empty-list', span, {
    message: 'this promo list has no items, and nothing of it will show',
    hint: 'add a line such as `1. [Title](https://news.example.org/story)`, or delete the file',
  });
}
