import type { ImageNode, Inline } from '../../content/markdown/tree.ts';
import { joinsWithoutSpace, visibleEdge } from '../text/line-joins.ts';
import { escapeHtml } from '../escape-html.ts';
import type { Rendering } from './prose-options.ts';
import { styled } from './styled.ts';

export function renderInlines(nodes: readonly Inline[], options: Rendering): string {
  return nodes.map((node, index) => renderInline(node, nodes[index - 1], nodes[index + 1], options)).join('');
}

function renderInline(node: Inline, before: Inline | undefined, after: Inline | undefined, options: Rendering): string {
  switch (node.kind) {
    case 'text':
      return escapeHtml(node.text);
    case 'emphasis':
      return wrap('em', node.children, options, options.cjk ? 'font-style:normal;font-weight:bold' : '');
    case 'strong':
      return wrap('strong', node.children, options);
    case 'strike':
      return wrap('s', node.children, options);
    case 'code':
      return `<code${styled('code', options)}>${escapeHtml(node.text)}</code>`;
    case 'link':
      return renderLink(node, options);
    case 'image':
      return renderImage(node, node.title, options);
    case 'break':
      if (node.hard) return '<br>\n';
      return joinsWithoutSpace(visibleEdge(before, 'end'), visibleEdge(after, 'start')) ? '' : '\n';
    case 'note':
      return renderReference(node, options);
    case 'slot':
      return options.mark(node.slot, 'text');
  }
}

function wrap(name: string, children: readonly Inline[], options: Rendering, extra = ''): string {
  return `<${name}${styled(name, options, extra)}>${renderInlines(children, options)}</${name}>`;
}

function renderLink(link: Extract<Inline, { kind: 'link' }>, options: Rendering): string {
  const href = link.url
    .map((part) => (typeof part === 'string' ? escapeHtml(part) : options.mark(part, 'url')))
    .join('');
  return `<a href="${href}"${titleOf(link.title)}${styled('a', options)}>${renderInlines(link.children, { ...options, inLink: true })}</a>`;
}

/** In brackets: it reads as a note also where a mail program knows no raised figures, or takes ids away, as Gmail may. */
function renderReference(reference: Extract<Inline, { kind: 'note' }>, options: Rendering): string {
  const { numbers, firsts } = options.numbered;
  const number = numbers.get(reference.label);
  if (number === undefined) return '';
  const id = `${options.anchor}-${number}`;
  const own = firsts.has(reference) ? ` id="fnref-${id}"` : '';
  const shown = `[${number}]`;
  const link = `<a href="#fn-${id}"${own} role="doc-noteref"${styled('a', options)}>${shown}</a>`;
  return `<sup${styled('sup', options)}>${options.inLink ? shown : link}</sup>`;
}

function titleOf(title: string | null): string {
  return title === null || title === '' ? '' : ` title="${escapeHtml(title)}"`;
}

/** Outlook goes by the attributes, everything else by the style: never wider than its column, never distorted. */
export function renderImage(image: ImageNode, title: string | null, options: Rendering): string {
  const resolved = options.resolveImage(image.src);
  const alt = escapeHtml(image.alt.replaceAll(/\s+/g, ' '));
  if (resolved === null) return alt === '' ? '' : `[${alt}]`;
  const width = resolved.width === null ? '' : ` width="${resolved.width}"`;
  const height = resolved.height === null ? '' : ` height="${resolved.height}"`;
  const style = styled('img', options, 'max-width:100%;height:auto');
  return `<img src="${escapeHtml(resolved.src)}" alt="${alt}"${titleOf(title)}${width}${height}${style}>`;
}
