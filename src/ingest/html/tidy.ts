import { oneLine } from '../clean-text.ts';
import type { Absolute } from './address.ts';
import { isElement, type Page, type PageElement, type PageNode } from './dom.ts';
import { pictureSource } from './picture-source.ts';

export interface TidyContext {
  readonly page: Page;
  readonly absolute: Absolute;
  /** A picture that is shown above the article already. */
  readonly leadImage: string | null;
}

/** What never says anything in a mail. */
const SILENT =
  'script,style,noscript,template,form,button,input,select,textarea,svg,canvas,object,embed,link,meta,head,nav,dialog';
const PLAYER = 'iframe,video,audio';
const BLOCK =
  'address,article,aside,blockquote,details,div,dl,fieldset,figcaption,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,main,ol,p,pre,section,table,ul';
const NESTING = 'blockquote,ul,ol,em,strong,b,i,del,s,strike';
/** `check` takes a hundred levels of Markdown; nobody reads more than these. */
const DEEPEST = 12;

/** Brings a piece of a page into the shapes that Markdown has, in place. Says how many pictures had no address. */
export function tidy(root: PageElement, context: TidyContext): { readonly lostPictures: number } {
  for (const element of all(root, SILENT)) element.remove();
  for (const node of comments(root)) node.remove();
  for (const element of all(root, NESTING)) if (depthOf(element, root) > DEEPEST) unwrap(element);
  for (const table of all(root, 'table'))
    if (table.querySelector('table,figure,ul,ol,blockquote,pre') !== null) unwrap(table);
  for (const player of all(root, PLAYER)) replacePlayer(player, context);
  for (const pre of all(root, 'pre')) replacePre(pre, context);
  const lostPictures = tidyPictures(root, context);
  for (const link of all(root, 'a')) tidyLink(link, context);
  for (const line of all(root, 'br')) tidyBreak(line);
  for (const block of all(root, 'p,div,li,td,th,blockquote,h1,h2,h3,h4,h5,h6')) dropIndent(block);
  return { lostPictures };
}

/** A list of its own: what is found changes while it is walked. */
function all(root: PageElement, selector: string): readonly PageElement[] {
  return [...root.querySelectorAll(selector)];
}

function comments(root: PageElement): readonly PageNode[] {
  const found: PageNode[] = [];
  const open: PageNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.nodeType === 8) found.push(node);
    if (isElement(node)) open.push(...node.childNodes);
  }
  return found;
}

function depthOf(element: PageElement, root: PageElement): number {
  let depth = 0;
  for (let above = element.parentNode; above !== null && above !== root; above = above.parentNode) depth += 1;
  return depth;
}

function unwrap(element: PageElement): void {
  element.replaceWith(...element.childNodes);
}

/** A film or a sound can't play in a mail: a link to it stands for it. */
function replacePlayer(player: PageElement, { page, absolute }: TidyContext): void {
  const source = player.getAttribute('src') ?? player.querySelector('source')?.getAttribute('src') ?? null;
  const url = absolute(source);
  const paragraph = page.createElement('p');
  if (url === null) {
    player.remove();
    return;
  }
  const link = page.createElement('a');
  link.setAttribute('href', url);
  link.textContent = oneLine(player.getAttribute('title')) ?? url;
  paragraph.append(link);
  player.replaceWith(paragraph);
}

/** Text as typed is code to Markdown: nothing else keeps its spaces. */
function replacePre(pre: PageElement, { page }: TidyContext): void {
  const code = page.createElement('code');
  code.textContent = pre.textContent;
  pre.textContent = '';
  pre.append(code);
}

/** Each picture becomes an `img` in a paragraph of its own, its caption the title, or goes. */
function tidyPictures(root: PageElement, context: TidyContext): number {
  let lost = 0;
  for (const image of all(root, 'img')) {
    const src = pictureSource(image, context.absolute);
    if (src === null) {
      lost += 1;
      dropPicture(image, context);
    } else if (src === context.leadImage) (image.closest('figure') ?? image).remove();
    else placePicture(image, src, context);
  }
  return lost;
}

/** Its caption is text of the article, and stays. */
function dropPicture(image: PageElement, { page }: TidyContext): void {
  const figure = image.closest('figure');
  const caption = captionOf(figure);
  image.remove();
  if (figure === null || caption === null || figure.querySelector('img') !== null) return;
  const paragraph = page.createElement('p');
  paragraph.textContent = caption;
  figure.replaceWith(paragraph);
}

function placePicture(image: PageElement, src: string, { page }: TidyContext): void {
  const figure = image.closest('figure');
  const caption = captionOf(figure);
  const clean = page.createElement('img');
  clean.setAttribute('src', src);
  clean.setAttribute('alt', oneLine(image.getAttribute('alt')) ?? 'TODO');
  if (caption !== null) clean.setAttribute('title', caption);
  const paragraph = page.createElement('p');
  paragraph.append(clean);
  const only = figure !== null && [...figure.querySelectorAll('img')].length === 1;
  const place = (only ? figure : null) ?? outermost(image);
  place.replaceWith(paragraph);
}

/** A picture in a link, or in a sentence, stands above what it was in: the link's words stay. */
function outermost(image: PageElement): PageElement {
  const link = image.closest('a');
  return link !== null && oneLine(link.textContent) === null ? link : (image.closest('picture') ?? image);
}

export function captionOf(figure: PageElement | null): string | null {
  return oneLine(figure?.querySelector('figcaption')?.textContent);
}

/** A link that leads nowhere, or has no words, is only its words; one around blocks can't be written. */
function tidyLink(link: PageElement, { absolute }: TidyContext): void {
  const url = absolute(link.getAttribute('href'));
  const bare = oneLine(link.textContent) === null || link.querySelector(`img,a,${BLOCK}`) !== null;
  if (url === null || bare) unwrap(link);
  else link.setAttribute('href', url);
}

/** Chinese pages begin paragraphs with two wide spaces; in a mail the layout decides. */
function dropIndent(block: PageElement): void {
  const first = block.firstChild;
  if (first !== null && !isElement(first) && first.nodeValue !== null)
    first.nodeValue = first.nodeValue.replace(/^[\s\u3000]+/, '');
}

/** A line can't be broken in a heading or a cell, nor at the end of a paragraph. */
function tidyBreak(line: PageElement): void {
  const place = line.closest('h1,h2,h3,h4,h5,h6,th,td,a');
  if (place !== null) line.replaceWith(' ');
  else if (!hasText(line, 'nextSibling') || !hasText(line, 'previousSibling')) line.remove();
}

function hasText(line: PageElement, side: 'nextSibling' | 'previousSibling'): boolean {
  for (let node = line[side]; node !== null; node = node[side]) {
    if (
      isElement(node) &&
      (node.tagName === 'BR' ||
        node.querySelector(BLOCK) !== null ||
        BLOCK.split(',').includes(node.tagName.toLowerCase()))
    )
      return false;
    if (oneLine(node.textContent) !== null) return true;
  }
  return false;
}
