import { type Ingested, ingested, unfit } from '../ingested.ts';

const MOST_ELEMENTS = 200_000;
/** Feeds nest five elements or so; XHTML in Atom some more. */
const DEEPEST = 100;
const TAG = /<!\[CDATA\[|<!--|<!doctype\b[^>[]*\[|<(\/?)[a-z_][^<>]*>/gi;

/** Refuses XML that would cost more than any feed does, and XML that declares entities, with which few bytes become many. */
export function measureFeed(xml: string): Ingested<'fits'> {
  const tag = new RegExp(TAG);
  let elements = 0;
  let depth = 0;
  for (let match = tag.exec(xml); match !== null; match = tag.exec(xml)) {
    const [whole, slash] = match;
    if (whole.startsWith('<!d') || whole.startsWith('<!D'))
      return unfit(
        'feed-entities',
        'This feed declares entities of its own.',
        'No feed needs them: remove the brackets behind `<!DOCTYPE`.',
      );
    const ends = whole === '<!--' ? '-->' : whole.startsWith('<![') ? ']]>' : null;
    if (ends !== null) {
      const end = xml.indexOf(ends, tag.lastIndex);
      tag.lastIndex = end === -1 ? xml.length : end;
      continue;
    }
    elements += slash === '' ? 1 : 0;
    depth += slash === '/' ? -1 : whole.endsWith('/>') ? 0 : 1;
    if (elements > MOST_ELEMENTS || depth > DEEPEST)
      return unfit(
        'too-complex',
        'This feed has more elements, or deeper ones, than any feed needs.',
        'Check that it is the right file.',
      );
  }
  return ingested('fits');
}
