import { type Ingested, ingested, unfit } from '../ingested.ts';

/** The longest articles of real sites have some 10,000 elements; everything together takes four seconds for twice as many. */
const MOST_ELEMENTS = 20_000;
/** Letters outside of tags and scripts: three novels. */
const MOST_TEXT = 3_000_000;
/** Real pages come to 60 or so. What reads them takes time with the cube of it: 13 s at 1,000. */
const DEEPEST = 256;

/** Elements that have no end, and those that end by themselves when the next begins (HTML 13.1.2). */
const UNCOUNTED = new Set(
  'area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot option optgroup colgroup rt rp'.split(
    ' ',
  ),
);
/** What stands between these isn't markup. */
const OPAQUE = /^<(script|style|textarea|title|template|noscript)[\s>/]/i;
const TAG = /<(?:!--|(\/?)([a-z][^\s/>]*)([^>]*))/gi;

/** Refuses a page whose markup would cost more than any reader's page does, in one pass over its text. */
export function measureMarkup(markup: string): Ingested<'fits'> {
  let elements = 0;
  let depth = 0;
  let text = 0;
  let from = 0;
  for (let at = nextTag(markup, 0); at !== null; at = nextTag(markup, at.end)) {
    if (at.closes) depth = Math.max(0, depth - at.counts);
    else {
      elements += 1;
      depth += at.counts;
    }
    text += at.start - from;
    from = at.end;
    if (elements > MOST_ELEMENTS) return tooComplex(`more than ${MOST_ELEMENTS.toLocaleString('en')} elements`);
    if (depth > DEEPEST) return tooComplex(`elements nested more than ${DEEPEST} deep`);
  }
  if (text + markup.length - from > MOST_TEXT) return tooComplex('more text than three novels');
  return ingested('fits');
}

interface FoundTag {
  readonly closes: boolean;
  /** By how much it changes the depth. */
  readonly counts: 0 | 1;
  readonly start: number;
  readonly end: number;
}

function nextTag(markup: string, from: number): FoundTag | null {
  const matcher = new RegExp(TAG);
  matcher.lastIndex = from;
  const match = matcher.exec(markup);
  if (match === null) return null;
  const [whole, slash = '', name = '', rest = ''] = match;
  const start = match.index;
  const end = start + whole.length;
  if (whole === '<!--') return { closes: false, counts: 0, start, end: after(markup, '-->', end) };
  const opaque = slash === '' ? OPAQUE.exec(`${whole}>`)?.[1] : undefined;
  if (opaque !== undefined) return { closes: false, counts: 0, start, end: after(markup, `</${opaque}`, end) };
  const uncounted = UNCOUNTED.has(name.toLowerCase()) || rest.endsWith('/');
  return { closes: slash !== '', counts: uncounted ? 0 : 1, start, end };
}

/** Where `wanted` ends behind an offset; the end of the text where it never comes. */
function after(markup: string, wanted: string, from: number): number {
  const found = markup.indexOf(wanted, from);
  return found === -1 ? markup.length : found + wanted.length;
}

function tooComplex(what: string): Ingested<'fits'> {
  return unfit(
    'too-complex',
    `This file has ${what}: no article needs that.`,
    'Copy the text off the page, and import that as text.',
  );
}
