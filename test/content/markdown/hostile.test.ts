import { expect, test } from 'vitest';
import { blockLines } from '../../../src/compile/text/block-text.ts';
import { createLinks } from '../../../src/compile/text/links.ts';
import { numberNotes } from '../../../src/content/markdown/number-notes.ts';
import { parse } from './outline.ts';
import { renderPlain } from './render-plain.ts';

const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ['brackets', '['.repeat(50_000)],
  ['pictures', '!['.repeat(20_000)],
  ['quotes', '>'.repeat(5000)],
  ['lists', '- '.repeat(5000)],
  ['backticks', Array.from({ length: 2000 }, (_, index) => '`'.repeat(index % 300)).join(' ')],
  ['open slots', '{{'.repeat(50_000)],
  ['slots', '{{a}}'.repeat(20_000)],
  ['emphasis', `${'*a _b '.repeat(10_000)}${'_ *'.repeat(10_000)}`],
  ['tight emphasis', `${'**x '.repeat(5000)}y${' x**'.repeat(5000)}${'*'.repeat(5000)}`],
  ['tags', '<a b="'.repeat(5000)],
  ['links', '[a](<b'.repeat(10_000)],
  ['bars', `${'|'.repeat(2000)}\n${'|-'.repeat(1000)}|\n`.repeat(20)],
  ['a table of 5,000 columns', `${'|a'.repeat(5000)}|\n${'|-'.repeat(5000)}|\n${'|b'.repeat(5000)}|`],
  ['destinations', '[a]('.repeat(5000)],
  ['opening and closing brackets', `${'['.repeat(5000)}a${']'.repeat(5000)}`],
  ['emphasis that never closes', '*a_'.repeat(20_000)],
  ['a line of a megabyte', 'ferry '.repeat(175_000)],
  ['a word of a megabyte', 'a'.repeat(1_000_000)],
  ['note references', '[^'.repeat(50_000)],
  ['notes in notes', '[^a]: '.repeat(5000)],
  ['note definitions', Array.from({ length: 5000 }, (_, index) => `[^${index}]: [^${index + 1}]`).join('\n')],
  ['schemes', 'https://'.repeat(100_000)],
  ['hosts', `https://${'a.'.repeat(400_000)}`],
  ['one long address', `https://e.org/${'a)'.repeat(400_000)}`],
  ['at signs', 'a@'.repeat(300_000)],
  ['a name before an at sign', `${'a.'.repeat(400_000)}@e.org`],
  ['www', 'www.'.repeat(200_000)],
  ['addresses in brackets', '[https://e.org/'.repeat(20_000)],
  ['attributions', '> — a\n'.repeat(20_000)],
  ['Chinese without a break', '渡轮停航。'.repeat(20_000)],
  ['cuts', '<!-- more -->\n'.repeat(5000)],
];

test.each(HOSTILE)('bounded time: %s', (name, text) => {
  const begun = performance.now();
  const { tree, diagnostics } = parse(text);
  const read = performance.now();
  renderPlain(tree);
  const rendered = performance.now();
  const voice = { strings: {}, mark: () => '', cjk: false, links: createLinks(), notes: numberNotes(tree) };
  blockLines(tree.blocks, 72, voice);
  const ended = performance.now();
  console.log(`${name}: read ${ms(begun, read)}, HTML ${ms(read, rendered)}, text ${ms(rendered, ended)}`);
  for (const { span } of diagnostics) expect(span.column).toBeGreaterThan(0);
  expect(ended - begun).toBeLessThan(4000);
});

function ms(from: number, to: number): string {
  return `${Math.round(to - from)} ms`;
}
