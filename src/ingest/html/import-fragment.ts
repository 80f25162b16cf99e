import { cleanText } from '../clean-text.ts';
import { escapeMarkdown } from '../escape-markdown.ts';
import { type Ingested, ingested } from '../ingested.ts';
import { absoluteFrom } from './address.ts';
import { parsePage } from './dom.ts';
import { toMarkdown } from './markdown.ts';
import { measureMarkup } from './measure-markup.ts';
import { tidy } from './tidy.ts';

export interface Fragment {
  readonly body: string;
  readonly paragraphs: number;
  readonly pictures: number;
  readonly lostPictures: number;
}

/** A piece of HTML, such as a feed's summary, as Markdown; `base` makes its addresses whole. */
export async function importFragment(
  html: string,
  base: string | null,
  leadImage: string | null,
): Promise<Ingested<Fragment>> {
  if (!/[<&]/.test(html)) return ingested(plainFragment(html));
  const measured = measureMarkup(html);
  if (!measured.ok) return measured;
  const page = await parsePage(html);
  const { lostPictures } = tidy(page.body, { page, absolute: absoluteFrom(base), leadImage });
  const body = await toMarkdown(page.body);
  return ingested({
    body,
    paragraphs: countBlocks(body),
    pictures: [...page.body.querySelectorAll('img')].length,
    lostPictures,
  });
}

export function plainFragment(text: string): Fragment {
  const lines = cleanText(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return { body: lines.map(escapeMarkdown).join('\n\n'), paragraphs: lines.length, pictures: 0, lostPictures: 0 };
}

function countBlocks(markdown: string): number {
  return markdown.split(/\n{2,}/).filter((block) => block.trim() !== '').length;
}
