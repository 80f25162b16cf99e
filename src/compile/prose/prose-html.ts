import type { Block, MarkdownTree, TableCell } from '../../content/markdown/tree.ts';
import { escapeHtml } from '../escape-html.ts';
import { renderImage, renderInlines } from './inline-html.ts';
import type { ProseOptions } from './prose-options.ts';
import { styled } from './styled.ts';

/** A body as HTML for the inside of an mj-text: inline styles, every word escaped, nothing but what the tree holds. */
export function renderProse(tree: MarkdownTree, options: ProseOptions): string {
  return renderBlocks(tree.blocks, options);
}

function renderBlocks(blocks: readonly Block[], options: ProseOptions): string {
  return blocks.map((block) => renderBlock(block, options)).join('\n');
}

function renderBlock(block: Block, options: ProseOptions): string {
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
      return `${open('blockquote', options)}\n${renderBlocks(block.children, options)}\n</blockquote>`;
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

function languageOf(language: string | null): string {
  return language === null ? '' : ` class="language-${escapeHtml(language)}"`;
}

function renderList(list: Extract<Block, { kind: 'list' }>, options: ProseOptions): string {
  const name = list.start === null ? 'ul' : 'ol';
  const start = list.start === null || list.start === 1 ? '' : ` start="${list.start}"`;
  const items = list.items.map((item) => {
    return `${open('li', options)}${renderItem(item.children, list.tight, options)}</li>`;
  });
  return [`<${name}${start}${styled(name, options)}>`, ...items, `</${name}>`].join('\n');
}

/** In a tight list a paragraph is its words alone (CommonMark 5.3). */
function renderItem(blocks: readonly Block[], tight: boolean, options: ProseOptions): string {
  if (!tight) return blocks.length === 0 ? '' : `\n${renderBlocks(blocks, options)}\n`;
  const rendered = blocks.map((block) => {
    return block.kind === 'paragraph' ? renderInlines(block.children, options) : `\n${renderBlock(block, options)}\n`;
  });
  return rendered.join('').replaceAll('\n\n<', '\n<');
}

function renderFigure(figure: Extract<Block, { kind: 'figure' }>, options: ProseOptions): string {
  const image = renderImage(figure.image, null, options);
  const caption = figure.caption === null || figure.caption.trim() === '' ? null : escapeHtml(figure.caption);
  const shown = caption === null ? image : `${image}<br>${open('figcaption', options, 'span')}${caption}</span>`;
  return `${open('figure', options, 'p')}${shown}</p>`;
}

/** It holds data and has a head, so it keeps its role as a table; `scope` says what each heading is of. */
function renderTable(table: Extract<Block, { kind: 'table' }>, options: ProseOptions): string {
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
function open(key: string, options: ProseOptions, element: string = key): string {
  return `<${element}${styled(key, options)}>`;
}
