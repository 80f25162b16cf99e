import { type Diagnostic, diagnose } from '../../diagnostic/diagnostic.ts';
import { type Span, startOf } from '../../diagnostic/source.ts';
import type { Publication } from '../../publication/publication.ts';
import type { PromoList } from '../issue.ts';
import type { ReadDate } from '../read-date.ts';
import { checkBegun, checkDuplicateRanks, checkDuplicateUrls, checkPins, checkRankGaps } from './check-items.ts';
import type { ListSettings } from './list-settings.ts';
import type { RawPromo } from './raw-promo.ts';
import { readPromo } from './read-promo.ts';
import { compareByDay } from './shown-days.ts';

/** Makes a list of its settings and items, and checks what concerns several items. */
export function assembleList(
  settings: ListSettings,
  raws: readonly RawPromo[],
  tools: { readonly publication: Publication; readonly readDate: ReadDate },
): { readonly list: PromoList; readonly diagnostics: readonly Diagnostic[] } {
  const order = settings.order ?? orderOf(raws);
  // A list that another one fills may well begin empty.
  const empty = raws.length === 0 && settings.fallback === null ? [emptyList(startOf(settings.file))] : [];
  const isBefore = compareByDay();
  const reads = raws.map((raw) => readPromo(raw, { ...tools, isBefore, kind: settings.kind, order }));
  const items = reads.flatMap(({ promo }) => promo ?? []);
  const ranks = reads.flatMap(({ rank }) => rank ?? []);
  const pins = reads.flatMap(({ pin }) => pin ?? []);
  const diagnostics = [
    ...empty,
    ...reads.flatMap((read) => read.diagnostics),
    ...checkDuplicateRanks(ranks),
    ...checkRankGaps(ranks),
    ...checkPins(pins, settings.limit),
    ...(settings.duplicates === 'allow' ? [] : checkDuplicateUrls(items)),
    ...(settings.expires?.kind === 'days' ? checkBegun(raws) : []),
  ];
  return { list: { ...settings, order, items }, diagnostics };
}

function orderOf(raws: readonly RawPromo[]): PromoList['order'] {
  return raws.some((raw) => raw.score) && !raws.some((raw) => raw.rank && !raw.pin) ? 'score' : 'rank';
}

function emptyList(span: Span): Diagnostic {
  return diagnose('promo/empty-list', span, {
    message: 'this promo list has no items, and nothing of it will show',
    hint: 'add a line such as `1. [Title](https://news.example.org/story)`, or delete the file',
  });
}
