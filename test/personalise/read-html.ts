import { DOMParser } from 'linkedom';

/** Of linkedom's nodes what the tests look at: the package's own types need those of browsers. */
export interface HtmlNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: Iterable<HtmlNode>;
}

export interface HtmlElement extends HtmlNode {
  readonly localName: string;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
}

const TEXT = 3;

/** An HTML document's top nodes, as a parser reads them that is none of ours. */
export function readHtml(html: string): readonly HtmlNode[] {
  const document: unknown = new DOMParser().parseFromString(html, 'text/html');
  if (!isNode(document)) throw new Error('linkedom read no document');
  return [...document.childNodes];
}

function isNode(value: unknown): value is HtmlNode {
  return typeof value === 'object' && value !== null && 'childNodes' in value;
}

/** Every element, in order. */
export function elementsOf(nodes: Iterable<HtmlNode>): readonly HtmlElement[] {
  return [...nodes].flatMap((node) => (isElement(node) ? [node, ...elementsOf(node.childNodes)] : []));
}

export function attributeOf(element: HtmlElement, name: string): string | null {
  return [...element.attributes].find((attribute) => attribute.name === name)?.value ?? null;
}

/** Every tag with the names of its attributes, and apart from them every text and attribute's value, in order. */
export function treeOf(html: string): { readonly shape: readonly string[]; readonly texts: readonly string[] } {
  const shape: string[] = [];
  const texts: string[] = [];
  const visit = (node: HtmlNode): void => {
    if (isElement(node)) {
      const attributes = [...node.attributes];
      shape.push(`${node.localName} ${attributes.map(({ name }) => name).join(' ')}`);
      for (const { name, value } of attributes) texts.push(`${name}=${value}`);
    } else if (node.nodeType === TEXT && shape.at(-1) === `#${TEXT}`) {
      // The parser begins a text anew at each entity.
      texts.push(`${texts.pop() ?? ''}${node.textContent ?? ''}`);
    } else {
      shape.push(`#${node.nodeType}`);
      texts.push(node.textContent ?? '');
    }
    for (const child of node.childNodes) visit(child);
    if (isElement(node)) shape.push(`/${node.localName}`);
  };
  for (const node of readHtml(html)) visit(node);
  return { shape, texts };
}

function isElement(node: HtmlNode): node is HtmlElement {
  return node.nodeType === 1;
}
