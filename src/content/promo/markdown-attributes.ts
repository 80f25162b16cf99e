import type { LinePart } from './markdown-line.ts';

/** One `key=value` between the braces behind a promo; `value` has its quotes and their backslashes taken off. */
export interface PromoAttribute {
  readonly key: string;
  readonly keyPart: LinePart;
  readonly value: string;
  readonly valuePart: LinePart;
}

export interface PromoAttributes {
  readonly attributes: readonly PromoAttribute[];
  /** Words that are no `key=value`. */
  readonly faults: readonly (LinePart & { readonly reason: 'no-value' | 'open-quote' })[];
}

/** A key, `=`, then a value in double quotes or a word; or the word that is none of that. All branches are linear. */
const PAIR = /([^\s=]+)=(?:"((?:[^"\\]|\\.)*)"(?=\s|$)|([^\s"]\S*|(?=\s|$)))|\S+/gu;

/** Reads `{from=2026-10-01 sponsor="Northline Cranes"}`; `part` has the braces. */
export function readPromoAttributes(text: string, part: LinePart): PromoAttributes {
  const inside = part.start + 1;
  const attributes: PromoAttribute[] = [];
  const faults: PromoAttributes['faults'][number][] = [];
  for (const match of text.slice(inside, part.end - 1).matchAll(PAIR)) {
    const start = inside + match.index;
    const [whole, key, quoted, word] = match;
    if (key === undefined) {
      const reason = /="/.test(whole) ? 'open-quote' : 'no-value';
      faults.push({ start, end: start + whole.length, reason });
      continue;
    }
    const valueStart = start + key.length + (quoted === undefined ? 1 : 2);
    const written = quoted ?? word ?? '';
    attributes.push({
      key,
      keyPart: { start, end: start + key.length },
      value: quoted === undefined ? written : written.replace(/\\(["\\])/g, '$1'),
      valuePart: { start: valueStart, end: valueStart + written.length },
    });
  }
  return { attributes, faults };
}
