import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { inlinesOf } from '../../../src/content/markdown/walk-tree.ts';
import { offsetAt, type Source, type Span } from '../../../src/diagnostic/source.ts';
import { parse } from './outline.ts';
import { renderPlain } from './render-plain.ts';

const RUNS = 1000;
const SEED = 20261123;

/** Pieces that mean something to Markdown, alone and against each other. */
const PIECES =
  '* ** _ ~~ ~ ` `` ``` [ ] ( ) ![ ]( ](https://e.org) https://e.org/a_b www.e.org a@e.org > - 1. # ## --- === | |-|-| \\ \\| [^1] [^1]: [^x] [a]: <https://e.org> <b> <!-- more --> &amp; {{first_name|x}} {{ }} \\{{ — 港口 مرحبا 👩‍👧 é a b'.split(
    ' ',
  );
const piece = constantFrom(...PIECES, ' ', ' ', '  ', '\t', '    ', '\n', '\n', '\n\n', '\r\n', '\r', '> ', '- ', '| ');
const markdown = array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

test('every span lies in its text, children in their parents, and every text node covers what it says', () => {
  let texts = 0;
  assert(
    property(markdown, constantFrom('', '---\ntitle: a\n---\n'), (body, front) => {
      const { tree, diagnostics, cut, source } = parse(front + body, front.length);
      const all = { start: front.length, end: source.text.length };
      const covered = inlinesOf([...tree.blocks, ...tree.notes.flatMap(({ children }) => children)])
        .filter((inline) => inline.kind === 'text')
        .map(({ text, span }) => ({ text: typed(text), covered: typed(cut(span)) }));
      texts += covered.length;
      expect(renderPlain(tree)).not.toContain('undefined');
      expect(covered).toEqual(covered.map(({ text }) => ({ text, covered: text })));
      expect([...outliers(tree, all, source), ...diagnostics.flatMap((found) => outliers(found, all, source))]).toEqual(
        [],
      );
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(texts).toBeGreaterThan(RUNS);
});

/** A text's span may be longer by backslashes and entities, and by HTML inside it, which is refused. */
function typed(text: string): string {
  return text
    .replaceAll('&amp;', '&')
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    .replace(/<b>|<!-- more -->/g, '');
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** Spans below a node that lie outside of their parent's, or end before they begin. */
function outliers(node: unknown, outer: Range, source: Source): readonly Range[] {
  if (typeof node !== 'object' || node === null) return [];
  const range = 'span' in node && isSpan(node.span) ? rangeOf(node.span, source) : outer;
  const isOutside = range.start < outer.start || range.end > outer.end || range.end < range.start;
  const below = Object.entries(node).flatMap(([key, child]) =>
    key === 'span' || (key === 'notes' && 'message' in node) ? [] : outliers(child, range, source),
  );
  return isOutside ? [range, ...below] : below;
}

function rangeOf(span: Span, source: Source): Range {
  return { start: offsetAt(source, span.line, span.column), end: offsetAt(source, span.endLine, span.endColumn) };
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'endColumn' in value;
}
