import type { Article, ArticleImage } from '../../content/issue.ts';
import { numberNotes } from '../../content/markdown/number-notes.ts';
import { withoutMarks } from '../slot-marks.ts';
import { blockLines, noteLines, withGaps } from './block-text.ts';
import { imageRuns, slottedRuns, type Voice } from './inline-text.ts';
import { labelled, underlined, WIDTH } from './letter.ts';
import { words, wrap } from './wrap.ts';

/** Headline, deck, byline, picture, body, and the addresses that the body's numbers stand for. */
export function articleLines(article: Article, mailVoice: Voice): readonly string[] {
  const voice = { ...mailVoice, notes: numberNotes(article.body) };
  const title = underlined(slottedRuns(article.title.value, voice.mark), '-');
  const deck = article.deck === null ? [] : wrap(slottedRuns(article.deck.value, voice.mark), WIDTH);
  if (article.display === 'headline') return withGaps([title, deck, addressLines(article, voice)]);
  return withGaps([
    title,
    deck,
    bylineLines(article, voice),
    pictureLines(article.image?.value ?? null, voice),
    bodyLines(article, voice),
    noteLines(voice),
    addressLines(article, voice),
    voice.links.take(),
  ]);
}

/** `By Inês Prado (ines@example.org)` */
function bylineLines(article: Article, voice: Voice): readonly string[] {
  if (article.byline === null) return [];
  const { name, email } = article.byline.value;
  const said = labelled(voice.strings['by'] ?? 'By', name);
  return wrap([words(email === null ? said : `${said} (${email})`)], WIDTH);
}

function pictureLines(image: ArticleImage | null, voice: Voice): readonly string[] {
  return image === null ? [] : wrap(imageRuns(image.alt, [image.caption, image.credit], voice), WIDTH);
}

function bodyLines(article: Article, voice: Voice): readonly string[] {
  const place = article.dateline?.value ?? '';
  const opening = place === '' ? [] : [words(`${place}${voice.strings['datelineEnd'] ?? ' — '}`)];
  return blockLines(article.body.blocks, WIDTH, voice, opening);
}

/** A whole article needs no invitation to read on, only its address. */
function addressLines(article: Article, voice: Voice): readonly string[] {
  if (article.url === null) return [];
  const address = withoutMarks(article.url.value);
  return article.display === 'full' ? [address] : [voice.strings['readOn'] ?? 'Read on:', address];
}
