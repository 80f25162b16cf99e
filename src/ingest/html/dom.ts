// The only file that knows linkedom, which is loaded only when there is a page. Its documents run no script and load nothing.

/** What import uses of a DOM node; the compiler here knows no browser's types. */
export interface PageNode {
  readonly nodeType: number;
  readonly nodeName: string;
  nodeValue: string | null;
  textContent: string | null;
  readonly parentNode: PageElement | null;
  readonly firstChild: PageNode | null;
  readonly lastChild: PageNode | null;
  readonly previousSibling: PageNode | null;
  readonly nextSibling: PageNode | null;
  readonly childNodes: Iterable<PageNode>;
  readonly remove: () => void;
  readonly replaceWith: (...nodes: readonly (PageNode | string)[]) => void;
}

export interface PageElement extends PageNode {
  readonly tagName: string;
  readonly children: Iterable<PageElement>;
  readonly getAttribute: (name: string) => string | null;
  readonly setAttribute: (name: string, value: string) => void;
  readonly querySelector: (selector: string) => PageElement | null;
  readonly querySelectorAll: (selector: string) => Iterable<PageElement>;
  readonly closest: (selector: string) => PageElement | null;
  readonly normalize: () => void;
  readonly append: (...nodes: readonly (PageNode | string)[]) => void;
}

export interface Page {
  readonly documentElement: PageElement;
  readonly body: PageElement;
  readonly createElement: (name: string) => PageElement;
  readonly querySelector: (selector: string) => PageElement | null;
  readonly querySelectorAll: (selector: string) => Iterable<PageElement>;
}

/** Reads a page that `measureMarkup` found small enough. A piece without `<html>` is put into a body. */
export async function parsePage(html: string): Promise<Page> {
  const { DOMParser } = await import('linkedom');
  const whole = /<(?:html|body)[\s>]/i.test(html)
    ? html
    : `<!doctype html><html><head></head><body>${html}</body></html>`;
  const page: unknown = new DOMParser().parseFromString(whole, 'text/html');
  if (!isPage(page)) throw new Error('the DOM parser gave no document');
  // Its parser makes a text of its own of each entity.
  page.documentElement.normalize();
  return page;
}

/** linkedom's own types speak of a browser's, which are not there. */
function isPage(value: unknown): value is Page {
  return (
    typeof value === 'object' &&
    value !== null &&
    'documentElement' in value &&
    'body' in value &&
    'querySelector' in value
  );
}

export function isElement(node: unknown): node is PageElement {
  return typeof node === 'object' && node !== null && 'nodeType' in node && node.nodeType === 1;
}
