import type { Pieces, SlotPlace } from './edition.ts';
import type { Scan } from './scan-markup.ts';
import { placesInHtml } from './slot-places.ts';
import { SLOT_MARK, type SlotTable } from './slot-marks.ts';

/** Cuts finished HTML at its slot marks, and finds for each the place it stands in. */
export function cutHtml(html: string, scan: Scan, table: SlotTable): Pieces {
  const places = placesInHtml(html, scan);
  return cutAt(html, table, (at) => places.get(at) ?? 'html-text');
}

/** Cuts a text in which every slot has the same place: the plain part, the preheader, a header's value. */
export function cutPlain(text: string, table: SlotTable, place: 'plain' | 'header'): Pieces {
  return cutAt(text, table, () => place);
}

function cutAt(text: string, table: SlotTable, placeAt: (offset: number) => SlotPlace): Pieces {
  const pieces: string[] = [];
  const slots: Pieces['slots'][number][] = [];
  let kept = '';
  let from = 0;
  for (const match of text.matchAll(SLOT_MARK)) {
    kept += text.slice(from, match.index);
    from = match.index + match[0].length;
    const slot = table.slotOf(Number(match[1]));
    if (slot === undefined) continue;
    pieces.push(kept);
    kept = '';
    slots.push({ ...slot, place: placeAt(match.index) });
  }
  return { pieces: [...pieces, kept + text.slice(from)], slots };
}
