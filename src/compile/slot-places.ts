import type { SlotPlace } from './edition.ts';
import { type Scan, scanMarkup, type Token } from './scan-markup.ts';
import { SLOT_MARK } from './slot-marks.ts';

const URL_ATTRIBUTES = new Set(['href', 'src', 'background', 'action', 'cite', 'poster']);
/** Outlook reads what stands in these comments, and so a slot in them is filled as anywhere else. */
const CONDITIONAL = /^<!--\[if[^\]]*\]>/;

/** For each slot mark its place, by the offset at which it begins. */
export function placesInHtml(html: string, scan: Scan): ReadonlyMap<number, SlotPlace> {
  const places = new Map<number, SlotPlace>();
  collect(html, scan, 0, places);
  return places;
}

function collect(html: string, scan: Scan, base: number, places: Map<number, SlotPlace>): void {
  for (const token of scan.tokens) {
    const text = html.slice(token.start, token.end);
    if (!text.includes('\u0003')) continue;
    const opening = token.kind === 'comment' ? CONDITIONAL.exec(text)?.[0] : undefined;
    if (opening !== undefined) {
      const end = text.endsWith('<![endif]-->') ? -'<![endif]-->'.length : -'-->'.length;
      const inner = text.slice(opening.length, end);
      collect(inner, scanMarkup(inner), base + token.start + opening.length, places);
      continue;
    }
    for (const match of text.matchAll(SLOT_MARK)) {
      const at = token.start + match.index;
      places.set(base + at, placeIn(token, at));
    }
  }
}

function placeIn(token: Token, at: number): SlotPlace {
  if (token.kind !== 'open') return 'html-text';
  const attribute = token.attributes.find(({ valueStart, valueEnd }) => at >= valueStart && at < valueEnd);
  return attribute !== undefined && URL_ATTRIBUTES.has(attribute.name.toLowerCase()) ? 'html-url' : 'html-attribute';
}
