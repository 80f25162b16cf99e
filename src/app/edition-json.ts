import type { CheckedEdition } from '../check/check.ts';
import { largestHtml } from '../compile/largest-size.ts';
import { plainText } from '../content/plain-text.ts';
import type { Span } from '../diagnostic/source.ts';
import { promoListJson } from './promo-outcomes.ts';

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The parts of a build as a subscriber with only an address gets them. */
export interface BuiltParts {
  readonly subject: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
  readonly message: Buffer;
}

/** `edition.json` of the contract, key for key and in its order. */
export function editionJson(edition: CheckedEdition, parts: BuiltParts, linkBase: string) {
  return {
    issue: edition.issue.name,
    id: edition.issue.id,
    template: edition.template,
    language: edition.language,
    subject: parts.subject,
    preheader: parts.preheader,
    hash: edition.hash,
    bytes: {
      html: Buffer.byteLength(parts.html),
      text: Buffer.byteLength(parts.text),
      message: parts.message.length,
      largestHtml: largestHtml(edition.html, linkBase),
    },
    articles: edition.articles.map((article) => ({
      title: plainText(article.title.value),
      url: article.url?.value ?? null,
      display: article.display,
      source: placeOf(article.title.span),
    })),
    promoLists: edition.promoLists.map(promoListJson),
    links: edition.links.map(({ url, text, source }) => ({ url, text, source: placeOf(source) })),
    images: edition.images,
    mergeFields: edition.mergeFields,
    segments: edition.segments,
  };
}

export type EditionJson = ReturnType<typeof editionJson>;

function placeOf({ file, line, column }: Span): Place {
  return { file, line, column };
}
