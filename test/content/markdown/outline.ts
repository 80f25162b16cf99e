import { z } from 'zod';
import { parseMarkdown } from '../../../src/content/markdown/parse-markdown.ts';
import { createSource, offsetAt, type Span } from '../../../src/diagnostic/source.ts';
import { publicationSchema } from '../../../src/publication/schema/publication.ts';

const publication = {
  ...publicationSchema.parse({
    name: 'The Harbour Daily',
    url: 'https://news.example.org',
    linkBase: 'https://mail.example.org',
    from: 'daily@example.org',
    address: '1 Quay Street',
    fields: { first_name: { type: 'text' }, page: { type: 'text' }, joined: { type: 'date' } },
  }),
  source: createSource('courant.yaml', ''),
};
const otherFiles = new Set(['images/port.png', 'images/港 口.png']);

const number = z.number();
const spanned = z.object({
  span: z.object({ file: z.string(), line: number, column: number, endLine: number, endColumn: number }),
});

/** Reads a text as an article’s body of an issue that has two pictures; `cut` gives what a span covers. */
export function parse(text: string, start = 0, end = text.length) {
  const source = createSource('issues/a/10-a.md', text);
  const { value, diagnostics } = parseMarkdown(source, start, end, { publication, otherFiles });
  const cut = (span: Span) =>
    text.slice(offsetAt(source, span.line, span.column), offsetAt(source, span.endLine, span.endColumn));
  return { tree: value, blocks: value.blocks, diagnostics, cut, source };
}

/** Every node as `kind line:column "what its span covers"`, in the order of reading. */
export function outline(text: string, start = 0): readonly string[] {
  const { tree, blocks, cut } = parse(text, start);
  const lines: string[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const child of node) visit(child);
    if (typeof node !== 'object' || node === null) return;
    const { span } = spanned.safeParse(node).data ?? {};
    if (span === undefined) return;
    const kind = 'kind' in node ? String(node.kind) : 'label' in node ? 'definition' : 'item';
    lines.push(`${kind} ${span.line}:${span.column} ${JSON.stringify(cut(span))}`);
    for (const [key, child] of Object.entries(node)) if (key !== 'slot') visit(child);
  };
  visit(blocks);
  for (const note of tree.notes) visit(note);
  return lines;
}

/** Every diagnostic as `code line:column "what its span covers"`. */
export function findings(text: string): readonly string[] {
  const { diagnostics, cut } = parse(text);
  return diagnostics.map(({ code, span }) => `${code} ${span.line}:${span.column} ${JSON.stringify(cut(span))}`);
}
