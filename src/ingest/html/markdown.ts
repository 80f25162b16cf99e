// The only file that knows Turndown.
import { cleanText, oneLine } from '../clean-text.ts';
import { escapePiece, markdownAddress } from '../escape-markdown.ts';
import type { PageElement, PageNode } from './dom.ts';

/** A tidied piece of a page as Markdown that `check` accepts: no HTML, no merge slots, whole addresses. */
export async function toMarkdown(root: PageElement): Promise<string> {
  const { default: TurndownService } = await import('turndown');
  const service = new TurndownService({
    headingStyle: 'atx',
    hr: '---',
    br: '\\',
    bulletListMarker: '-',
    codeBlockStyle: 'fenced',
    emDelimiter: '*',
  });
  service.escape = escapePiece;
  const rule = (
    name: string,
    filter: readonly string[],
    replacement: (content: string, node: PageElement) => string,
  ): void => {
    service.addRule(name, { filter: (node: PageElement) => filter.includes(node.nodeName.toLowerCase()), replacement });
  };
  rule('emphasis', ['em', 'i'], (content, node) => marked(content, node, '*'));
  rule('strong', ['strong', 'b'], (content, node) => marked(content, node, '**'));
  rule('strike', ['del', 's', 'strike'], (content, node) => marked(content, node, '~~'));
  rule('item', ['li'], item);
  rule('heading', ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'], heading);
  rule('link', ['a'], link);
  rule('picture', ['img'], picture);
  rule('table', ['table'], (_, node) => table(node, (cell) => cellText(service.turndown(cell))));
  numberItems(root);
  return cleanText(service.turndown(root)).trim();
}

/**
 * CommonMark 6.2: marks between a letter and a punctuation sign are shown as they are typed, which Chinese text, without
 * spaces, meets often. Words are worth more than their emphasis.
 */
function marked(content: string, node: PageElement, mark: string): string {
  const words = content.trim();
  if (words === '' || words.includes('\n\n')) return content;
  const opens = canMark(lastLetter(node.previousSibling), words.at(0) ?? '');
  const closes = canMark(firstLetter(node.nextSibling), words.at(-1) ?? '');
  return opens && closes && !within(node) ? content.replace(words, () => `${mark}${words}${mark}`) : content;
}

function canMark(outside: string, inside: string): boolean {
  if (outside === '*' || outside === '~') return false;
  return outside === '' || /[\s\p{P}\p{S}]/u.test(outside) || !/[\p{P}\p{S}]/u.test(inside);
}

/** Emphasis in the same emphasis says nothing more. */
function within(node: PageElement): boolean {
  const same =
    node.nodeName === 'EM' || node.nodeName === 'I'
      ? 'em,i'
      : node.nodeName === 'STRONG' || node.nodeName === 'B'
        ? 'strong,b'
        : 'del,s,strike';
  return (node.parentNode?.closest(same) ?? null) !== null;
}

function lastLetter(before: PageNode | null): string {
  if (before?.nodeType === 1) return /^(?:EM|I|STRONG|B|DEL|S|STRIKE)$/.test(before.nodeName) ? '*' : '';
  return (before?.textContent ?? '').at(-1) ?? '';
}

function firstLetter(behind: PageNode | null): string {
  if (behind?.nodeType === 1) return /^(?:EM|I|STRONG|B|DEL|S|STRIKE)$/.test(behind.nodeName) ? '*' : '';
  return (behind?.textContent ?? '').at(0) ?? '';
}

/** Once for each list: an item that looks for its own place among the others makes a long list take minutes. */
function numberItems(root: PageElement): void {
  for (const list of root.querySelectorAll('ol')) {
    let number = Math.max(0, Number.parseInt(list.getAttribute('start') ?? '1', 10) || 0);
    for (const child of list.children) {
      child.setAttribute('data-number', String(number));
      number += 1;
    }
  }
}

function item(content: string, node: PageElement): string {
  const marker = node.parentNode?.nodeName === 'OL' ? `${node.getAttribute('data-number') ?? '1'}. ` : '- ';
  const paragraph = content.endsWith('\n') ? '\n' : '';
  const text = `${content.replace(/^\n+|\n+$/g, '')}${paragraph}`.replaceAll('\n', `\n${' '.repeat(marker.length)}`);
  return `${marker}${text}${node.nextSibling === null ? '' : '\n'}`;
}

function heading(content: string, node: PageElement): string {
  const words = content.replace(/\s+/g, ' ').trim();
  const level = Number(node.nodeName.charAt(1));
  // A row of # at the end would be taken for a closing one (CommonMark 4.2).
  return words === '' ? '' : `\n\n${'#'.repeat(level)} ${words.replace(/#$/, String.raw`\#`)}\n\n`;
}

function link(content: string, node: PageElement): string {
  const url = node.getAttribute('href');
  const words = content.replace(/\s*\n\s*/g, ' ').trim();
  return url === null || words === '' ? content : `[${words}](${markdownAddress(url)})`;
}

function picture(_: string, node: PageElement): string {
  const src = node.getAttribute('src') ?? '';
  const alt = escapePiece(oneLine(node.getAttribute('alt')) ?? 'TODO');
  const caption = oneLine(node.getAttribute('title'));
  const title = caption === null ? '' : ` "${escapePiece(caption).replaceAll('"', String.raw`\"`)}"`;
  return src === '' ? '' : `![${alt}](${markdownAddress(src)}${title})`;
}

/** Rows of one width: what GFM's tables can be. An empty head where the page has none. */
function table(node: PageElement, cellOf: (cell: PageElement) => string): string {
  const rows = [...node.querySelectorAll('tr')]
    .map((row) => [...row.querySelectorAll('th,td')].map(cellOf))
    .filter((row) => row.length > 0);
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const caption = oneLine(node.querySelector('caption')?.textContent);
  const above = caption === null ? '' : `${escapePiece(caption)}\n\n`;
  if (columns < 2) return `\n\n${above}${rows.flat().join('\n\n')}\n\n`;
  const [head = [], ...body] = rows.map((row) => [...row, ...Array.from({ length: columns - row.length }, () => '')]);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `\n\n${above}${[line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')}\n\n`;
}

function cellText(markdown: string): string {
  return markdown
    .replace(/\s*\n\s*/g, ' ')
    .replace(/(?<!\\)\|/g, String.raw`\|`)
    .trim();
}
