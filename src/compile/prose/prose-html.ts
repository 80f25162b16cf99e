import type { Block, MarkdownTree, TableCell } from '../../content/markdown/tree.ts';
import { numberNotes } from '../../content/markdown/number-notes.ts';
import { escapeHtml } from '../escape-html.ts';
import { renderImage, renderInlines } from './inline-html.ts';
import type { ProseOptions, Rendering } from './prose-options.ts';
import { styled } from './styled.ts';

/** A body as HTML for the inside of an mj-text: inline styles, every word escaped, nothing but what the tree holds. */
export function renderProse(tree: MarkdownTree, options: ProseOptions): string {
  const rendering = { ...options, numbered: numberNotes(tree), inLink: false };
  const notes = renderNotes(rendering);
  return [renderBlocks(tree.blocks, rendering), ...(notes === '' ? [] : [notes])].join('\n');
}

/** Footnotes as a numbered list below the text, each with a way back to where it was called. */
function renderNotes(options: Rendering): string {
  const items = options.numbered.notes.map(({ children }, index) => {
    const id = `${options.anchor}-${index + 1}`;
    const label = escapeHtml(options.backToText);
    const back = ` <a href="#fnref-${id}" role="doc-backlink" aria-label="${label}"${styled('a', options)}>↑</a>`;
    return `<li id="fn-${id}"${styled('li', options)}>${renderNote(children, back, options)}</li>`;
  });
  if (items.length === 0) return '';
  return [`<hr${styled('hr', options)}>`, open('notes', options, 'ol'), ...items, '</ol>'].join('\n');
}

/** The way back ends the note's last sentence. */
function renderNote(blocks: readonly Block[], back: string, options: Rendering): string {
  const last = blocks.at(-1);
  if (last?.kind !== 'paragraph') return `${renderItem(blocks, false, options)}${back.trim()}`;
  const words = `${renderInlines(last.children, options)}${back}`;
  if (blocks.length === 1) return words;
  return `\n${renderBlocks(blocks.slice(0, -1), options)}\n${open('p', options)}${words}</p>\n`;
}

function renderBlocks(blocks: readonly Block[], options: Rendering): string {
  return blocks.map((block) => renderBlock(block, options)).join('\n');
}

function renderBlock(block: Block, options: Rendering): string {
  switch (block.kind) {
    case 'paragraph':
      return `${open('p', options)}${renderInlines(block.children, options)}</p>`;
    case 'heading': {
      const name = `h${Math.min(6, Math.max(1, block.level + options.headingOffset))}`;
      return `${open(name, options)}${renderInlines(block.children, options)}</${name}>`;
    }
    case 'list':
      return renderList(block, options);
    case 'quote':
      return renderQuote(block, options);
    case 'code':
      return `${open('pre', options)}<code${languageOf(block.language)}>${escapeHtml(block.text)}</code></pre>`;
    case 'rule':
      return `<hr${styled('hr', options)}>`;
    case 'figure':
      return renderFigure(block, options);
    case 'table':
      return renderTable(block, options);
  }
}

/** Who said it stands inside the quote: what stands below it would be read as the next paragraph. */
function renderQuote(quote: Extract<Block, { kind: 'quote' }>, options: Rendering): string {
  const lines = [open('blockquote', options), renderBlocks(quote.children, options)];
  if (quote.attribution !== null) {
    const words = `${options.cjk ? '——' : '— '}${renderInlines(quote.attribution.children, options)}`;
    lines.push(`<p class="soft"${styled('attribution', options)}>${words}</p>`);
  }
  return [...lines, '</blockquote>'].join('\n');
}

function languageOf(language: string | null): string {
  return language === null ? '' : ` class="language-${escapeHtml(language)}"`;
}

function renderList(list: Extract<Block, { kind: 'list' }>, options: Rendering): string {
  const name = list.start === null ? 'ul' : 'ol';
  const start = list.start === null || list.start === 1 ? '' : ` start="${list.start}"`;
  const items = list.items.map((item) => {
    return `${open('li', options)}${renderItem(item.children, list.tight, options)}</li>`;
  });
  return [`<${name}${start}${styled(name, options)}>`, ...items, `</${name}>`].join('\n');
}

/** In a tight list a paragraph is its words alone (CommonMark 5.3). */
function renderItem(blocks: readonly Block[], tight: boolean, options: Rendering): string {
  if (!tight) return blocks.length === 0 ? '' : `\n${renderBlocks(blocks, options)}\n`;
  const rendered = blocks.map((block, index) => {
    if (block.kind === 'paragraph') return renderInlines(block.children, options);
    const afterWords = index === 0 || blocks[index - 1]?.kind === 'paragraph';
    return `${afterWords ? '\n' : ''}${renderBlock(block, options)}\n`;
  });
  return rendered.join('');
}

function renderFigure(figure: Extract<Block, { kind: 'figure' }>, options: Rendering): string {
  const image = renderImage(figure.image, null, options);
  const caption = figure.caption === null || figure.caption.trim() === '' ? null : escapeHtml(figure.caption);
  const shown =
    caption === null ? image : `${image}<br><span class="soft"${styled('figcaption', options)}>${caption}</span>`;
  return `${open('figure', options, 'p')}${shown}</p>`;
}

/** It holds data and has a head, so it keeps its role as a table; `scope` says what each heading is of. */
function renderTable(table: Extract<Block, { kind: 'table' }>, options: Rendering): string {
  const row = (cells: readonly TableCell[], name: 'th' | 'td'): string => {
    const rendered = cells.map((cell, column) => {
      const align = table.align[column] ?? null;
      const attributes = `${name === 'th' ? ' scope="col"' : ''}${align === null ? '' : ` align="${align}"`}`;
      return `<${name}${attributes}${styled(name, options)}>${renderInlines(cell.children, options)}</${name}>`;
    });
    return `<tr>${rendered.join('')}</tr>`;
  };
  const body = table.rows.map((cells) => row(cells, 'td'));
  const rows = [
    `<thead>${row(table.head, 'th')}</thead>`,
    ...(body.length > 0 ? ['<tbody>', ...body, '</tbody>'] : []),
  ];
  const tag = `<table role="table" border="0" cellpadding="0" cellspacing="0"${styled('table', options)}>`;
  return [tag, ...rows, '</table>'].join('\n');
}

/** An opening tag, styled as `key`; `element` where HTML's own element isn't safe in mail clients. */
function open(key: string, options: Rendering, element: string = key): string {
  return `<${element}${styled(key, options)}>`;
}
