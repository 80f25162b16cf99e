import type { PromoOutcome } from '../app/promo-outcomes.ts';
import type { LeftPromo, RankedPromo, RankedPromos } from '../content/issue.ts';
import { plainText } from '../content/plain-text.ts';
import { columnsOf, visibleLine } from '../diagnostic/render/visible.ts';
import { count } from './count.ts';
import { paint, type Terminal } from './terminal.ts';

/** Columns that a title may take: with a reason behind it a line of most lists fits a terminal. */
const TITLE = 44;

/**
 * A table for each promo list: place, title, and why it stands there; then what was left out and why. An edition for a
 * segment is told only where its lists differ from those of the edition for everybody.
 */
export function renderPromos(outcomes: readonly PromoOutcome[], color: Terminal['color']['out']): string {
  const everybody = new Map<string, string>();
  const blocks = outcomes.flatMap(({ issue, segments, lists }) =>
    lists.flatMap((ranked) => {
      const table = renderList(ranked, color);
      const key = `${issue}/${ranked.list.name}`;
      if (segments.length === 0) everybody.set(key, table);
      else if (everybody.get(key) === table) return [];
      const readers = segments.length === 0 ? '' : `, for readers of ${segments.join(', ')}`;
      return [`${paint(color, 'bold', visibleLine(`${ranked.list.file}${readers}`))}\n${table}`];
    }),
  );
  return blocks.length === 0 ? 'There are no promo lists.\n' : `${blocks.join('\n\n')}\n`;
}

function renderList({ list, items, left }: RankedPromos, color: Terminal['color']['out']): string {
  const title = visibleLine(plainText(list.title.value));
  const rows = [...items, ...left];
  const width = Math.min(TITLE, Math.max(0, ...rows.slice(0, 1000).map((row) => columnsOf(titleOf(row)))));
  const places = String(items.length).length;
  const row = (place: string, one: RankedPromo | LeftPromo): string =>
    `  ${place.padStart(places)}  ${padded(titleOf(one), width)}  ${paint(color, 'dim', visibleLine(one.reason))}`;
  return [
    `${title} (${list.kind}): ${count(items.length, 'item')} shown, ${left.length.toLocaleString('en')} left out`,
    ...items.map((one) => row(String(one.rank), one)),
    ...left.map((one) => row('-', one)),
  ].join('\n');
}

function titleOf({ promo }: RankedPromo | LeftPromo): string {
  return visibleLine(plainText(promo.title.value).slice(0, 500));
}

/** Cut and filled to so many columns. Terminals turn Arabic around; isolates keep the reason out of that. */
function padded(title: string, width: number): string {
  const wide = columnsOf(title) > width;
  let shown = '';
  let columns = 0;
  for (const character of wide ? title : '') {
    columns += columnsOf(character);
    if (columns > width - 1) break;
    shown += character;
  }
  const text = wide ? `${shown}…` : title;
  const isolated = RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
  return `${isolated}${' '.repeat(Math.max(0, width - columnsOf(text)))}`;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;
