import { type Checked, type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { Located, Source } from '../diagnostic/source.ts';
import { parseAddress } from '../mail/address.ts';
import type { Publication } from '../publication/publication.ts';
import { type ArticleFields, articleSchema } from '../publication/schema/article.ts';
import { validate } from '../publication/validate.ts';
import type { YamlDocument, YamlPath } from '../publication/yaml-document.ts';
import { readFrontMatter } from './front-matter.ts';
import type { Article, ArticleImage, Byline } from './issue.ts';
import { checkPicture } from './picture-path.ts';
import { readBody } from './read-body.ts';
import { readDate } from './read-date.ts';
import { readSegmentNames } from './segment-names.ts';
import { readSlottedField } from './slotted-field.ts';
import { checkUrl } from './url.ts';

/** What an article is checked against. */
export interface ArticleContext {
  readonly publication: Publication;
  /** The pictures and other files, by path relative to its folder. */
  readonly otherFiles: ReadonlySet<string>;
}

/** Reads an article. Without a title there is none; an optional key that is wrong is left out of it. */
export function parseArticle(source: Source, context: ArticleContext): Checked<Article> {
  const body = readBody(source, context);
  const front = readFrontMatter(source);
  if (!front.value) return { value: undefined, diagnostics: [...front.diagnostics, ...body.diagnostics] };
  const { document } = front.value;
  const checked = validate(articleSchema, document, 'an article');
  const reading = { document, context, diagnostics: [...front.diagnostics, ...checked.diagnostics] };
  const article = readArticle(checked.salvaged, reading);
  const value = article && body.value && { file: source.path, ...article, body: body.value };
  return { value, diagnostics: [...reading.diagnostics, ...body.diagnostics] };
}

/** A front matter on its way to an article; `diagnostics` gathers what is found. */
interface Reading {
  readonly document: YamlDocument;
  readonly context: ArticleContext;
  readonly diagnostics: Diagnostic[];
}

function readArticle(fields: Partial<ArticleFields>, reading: Reading): Omit<Article, 'file' | 'body'> | undefined {
  const { document, diagnostics } = reading;
  const title = slotted('title', fields.title, reading);
  const article = {
    deck: slotted('deck', fields.deck, reading),
    byline: byline(fields.byline, reading),
    dateline: located(document, ['dateline'], fields.dateline),
    date: date(fields.date, reading),
    url: url(fields.url, reading),
    image: image(fields.image, reading),
    section: located(document, ['section'], fields.section),
    display: fields.display ?? 'full',
    segments: take(readSegmentNames(document, fields.segments ?? [], reading.context.publication), diagnostics),
  };
  if (article.display !== 'full' && document.nodeAt(['url']) === undefined)
    diagnostics.push(leadsNowhere(document, article.display));
  return title ? { title, ...article } : undefined;
}

function take<T>(read: { readonly value: T; readonly diagnostics: readonly Diagnostic[] }, into: Diagnostic[]): T {
  for (const found of read.diagnostics) into.push(found);
  return read.value;
}

function slotted(key: string, text: string | undefined, reading: Reading): Article['deck'] {
  if (text === undefined) return null;
  const { document, context, diagnostics } = reading;
  return take(readSlottedField(document, [key], text, context.publication), diagnostics);
}

function located<T>(document: YamlDocument, path: YamlPath, value: T | undefined): Located<T> | null {
  return value === undefined ? null : { value, span: document.spanOf(path) };
}

function date(text: string | undefined, { document, context, diagnostics }: Reading): Article['date'] {
  const written = located(document, ['date'], text);
  const value = written && take(readDate(written, context.publication), diagnostics);
  return written && value ? { value, span: written.span } : null;
}

function url(text: string | undefined, { document, diagnostics }: Reading): Article['url'] {
  const written = located(document, ['url'], text);
  if (!written) return null;
  const found = checkUrl(written.value, written.span).diagnostics;
  diagnostics.push(...found);
  return found.some(({ severity }) => severity === 'error') ? null : written;
}

function byline(field: ArticleFields['byline'], { document, diagnostics }: Reading): Located<Byline> | null {
  if (field === undefined) return null;
  const span = document.spanOf(['byline']);
  if (typeof field === 'string') return { value: { name: field, email: null }, span };
  const { name, email = null } = field;
  const address = email === null ? null : parseAddress(email);
  if (address === null || address.ok) return { value: { name, email }, span };
  diagnostics.push(
    diagnose('article/byline-email', document.spanOf(['byline', 'email']), {
      message: `this is not a mail address: ${address.reason}`,
      hint: 'write one address, such as `ana@example.org`, or leave `email` out',
    }),
  );
  return { value: { name, email: null }, span };
}

function image(
  field: ArticleFields['image'],
  { document, context, diagnostics }: Reading,
): Located<ArticleImage> | null {
  if (field === undefined) return null;
  const path = typeof field === 'string' ? ['image'] : ['image', 'src'];
  const { src: written, alt, credit = null, caption = null } = typeof field === 'string' ? { src: field } : field;
  const src = take(checkPicture({ value: written, span: document.spanOf(path) }, context.otherFiles), diagnostics);
  if (alt === undefined) diagnostics.push(withoutAlt(document));
  if (src === undefined) return null;
  return { value: { src, alt: alt ?? '', credit, caption }, span: document.spanOf(['image']) };
}

function withoutAlt(document: YamlDocument): Diagnostic {
  return diagnose('image/no-alt', document.keySpanOf(['image']), {
    message: 'this picture has no alternative text',
    hint: 'write `image: { src: …, alt: what it shows }`, or `alt: ""` if it only decorates',
  });
}

function leadsNowhere(document: YamlDocument, display: string): Diagnostic {
  return diagnose('article/teaser-without-url', document.spanOf(['display']), {
    message: `this article is shown as a ${display}, and has no address where the reader could go on`,
    hint: 'add `url:` with the address of the story',
  });
}
