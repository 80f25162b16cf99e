import { decodeText } from './encoding/decode.ts';
import { guessFormat, type ImportFormat } from './guess-format.ts';
import type { Imported } from './imported.ts';
import { type Ingested, ingested, unfit } from './ingested.ts';
import { parsePasted } from './text/parse-pasted.ts';

export interface ReadImport {
  readonly format: ImportFormat;
  readonly encoding: string;
  readonly found: Imported;
}

/** The text of an issue's file may have 2 MB, escapes included. */
const MOST_TEXT = 1_000_000;
/** Promo lists that a letter could show, and items in all of them. */
const MOST_LISTS = 40;
const MOST_ITEMS = 2_000;

/** Reads what an editor gave: its encoding, its format, its parts. `fileName` helps where the text itself says too little. */
export async function readImport(
  bytes: Uint8Array,
  fileName: string,
  asked: ImportFormat | null,
): Promise<Ingested<ReadImport>> {
  const decoded = await decodeText(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  if (!/\S/.test(text.replaceAll('\ufeff', '')))
    return unfit('empty', 'There is no text in this file.', 'Check that it is the right file, and that it was saved.');
  const format = asked ?? guessFormat(text, fileName);
  const found = await parseAs(format, text);
  if (!found.ok) return found;
  const longest = found.value.articles.reduce((most, { body }) => Math.max(most, body.length), 0);
  if (longest > MOST_TEXT) return tooLong();
  const items = found.value.lists.reduce((sum, list) => sum + list.items.length, 0);
  if (found.value.lists.length > MOST_LISTS || items > MOST_ITEMS) return tooManyItems();
  return ingested({ format, encoding, found: found.value });
}

/** The libraries for pages and feeds are loaded only when there is one. */
async function parseAs(format: ImportFormat, text: string): Promise<Ingested<Imported>> {
  if (format === 'html') return (await import('./html/import-page.ts')).importPage(text);
  if (format === 'feed') return (await import('./feed/import-feed.ts')).importFeed(text);
  return text.length > MOST_TEXT ? tooLong() : ingested(parsePasted(text));
}

function tooManyItems(): ReturnType<typeof unfit> {
  return unfit(
    'too-many-items',
    `There are more than ${MOST_LISTS} ranked lists here, or more than ${MOST_ITEMS} items in them.`,
    'Import the lists that belong into the issue.',
  );
}

function tooLong(): ReturnType<typeof unfit> {
  return unfit(
    'too-long',
    'This text is longer than a million letters, and no issue can hold it.',
    'Import the part of it that belongs into the issue.',
  );
}
