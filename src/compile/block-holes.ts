import { CONTENT_TAGS } from './check-markup.ts';
import type { OriginMap } from './origin-map.ts';
import type { Range } from './origin.ts';
import type { Scan, Token } from './scan-markup.ts';

/** A block whose whole text is one hole of the shape. */
export interface BlockHole extends Range {
  /** Whether nothing stands between it and the tag of its MJML element: MJML trims there. */
  readonly edge: boolean;
}

/**
 * The blocks (`{{#if}}`, `{{#each}}` …) that stand inside the text of an MJML element, outermost ones only, in order.
 * MJML copies such text as it is: whether the block wrote one thing, another or nothing makes no other shape. So the
 * mail and its page share one, and so do lists of four and of five promos.
 * `isBlank` is asked of a piece of the text in which values are marks.
 */
export function findBlockHoles(map: OriginMap, scan: Scan, isBlank: (text: string) => boolean): readonly BlockHole[] {
  // MJML looks through its output for the names of web fonts.
  if (map.text.includes('<mj-font')) return [];
  const zones = zonesOf(scan);
  const found: BlockHole[] = [];
  const inside = new Set<number>();
  for (const [number, { start, end, parent }] of map.blocks.entries()) {
    if (inside.has(parent)) inside.add(number);
    if (inside.has(number)) continue;
    const zone = zones.find((candidate) => candidate.start <= start && end <= candidate.end);
    if (zone === undefined || !zone.tokens.every((token) => allowsBlock(token, start, end))) continue;
    const edge = isBlank(map.text.slice(zone.start, start)) || isBlank(map.text.slice(end, zone.end));
    found.push({ start, end, edge });
    inside.add(number);
  }
  return found;
}

/** The text of one MJML element. */
interface Zone extends Range {
  readonly tokens: readonly ZoneToken[];
}

type ZoneToken = Pick<Token, 'start' | 'end'> & { readonly kind: Token['kind'] | 'css' };

function zonesOf(scan: Scan): readonly Zone[] {
  const zones: Zone[] = [];
  let open: { readonly name: string; readonly start: number; readonly tokens: ZoneToken[] } | null = null;
  let css = false;
  for (const token of scan.tokens) {
    if (open === null) {
      const begins = token.kind === 'open' && !token.selfClosing && CONTENT_TAGS.has(token.name);
      if (begins && token.name !== 'mj-style') open = { name: token.name, start: token.end, tokens: [] };
    } else if (token.kind === 'close' && token.name === open.name) {
      zones.push({ start: open.start, end: token.start, tokens: open.tokens });
      open = null;
    } else {
      open.tokens.push(token.kind === 'text' && css ? { ...token, kind: 'css' } : token);
      css = token.kind === 'open' && token.name === 'style';
    }
  }
  return zones;
}

/** A block may hold whole tags, but not begin or end inside one; in comments and styles MJML itself has work to do. */
function allowsBlock(token: ZoneToken, start: number, end: number): boolean {
  if (token.kind === 'text' || token.end <= start || token.start >= end) return true;
  return token.start >= start && token.end <= end && (token.kind === 'open' || token.kind === 'close');
}
