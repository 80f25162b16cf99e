import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import { parseMarkdown } from '../../src/content/markdown/parse-markdown.ts';
import type { Inline } from '../../src/content/markdown/tree.ts';
import { parsePromoList } from '../../src/content/promo/parse-promo-list.ts';
import { parseSlottedText } from '../../src/content/slotted-text.ts';
import { createSource } from '../../src/diagnostic/source.ts';
import { writeIssue } from '../../src/ingest/issue-files.ts';
import { cleanText } from '../../src/ingest/clean-text.ts';
import { parsePasted } from '../../src/ingest/text/parse-pasted.ts';
import { yamlText } from '../../src/ingest/yaml-text.ts';
import { readYaml } from '../../src/publication/yaml.ts';
import { parsePublication } from '../../src/publication/parse-publication.ts';
import { SMALL } from '../cli/run-courant.ts';

const publication = parsePublication(createSource('courant.yaml', SMALL)).value;
if (publication === undefined) throw new Error('the sample publication has errors');

/** What Markdown, YAML and slots read as signs, in long odds beside ordinary letters of several scripts. */
const piece = constantFrom(
  '{{',
  '}}',
  '{',
  '\\',
  '*',
  '_',
  '**',
  '`',
  '[',
  ']',
  '](',
  '<',
  '>',
  '<b>',
  '&',
  '&amp;',
  '#',
  '# ',
  '- ',
  '+ ',
  '1. ',
  '1',
  '2)',
  '=',
  '---',
  '~~',
  '|',
  ':-',
  '!',
  '"',
  "'",
  ': ',
  ' #',
  '\t',
  ' ',
  '  ',
  'a',
  'word',
  'É',
  '渡',
  '（',
  '“',
  '”',
  'ق',
  '🚢',
  '\u00a0',
  '\u0007',
  '\u200b',
  '- 1x',
  '- 2y',
  '(Geneva) — x',
  'Contact writer: A (a@example.org)',
  '<!-- more -->',
  'https://a.example.org/x_y_z',
);
const line = array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const runs = { numRuns: 500, seed: 20261124 };

test('every paragraph reads as it was pasted', () => {
  assert(
    property(array(line, { maxLength: 6 }), (lines) => {
      const text = `Headline\n\n${lines.map((one) => `x${one}`).join('\n\n')}`;
      const [article] = parsePasted(text).articles;
      const body = createSource('10-x.md', article?.body ?? '');
      const read = parseMarkdown(body, 0, body.text.length, { publication, otherFiles: new Set() });
      expect(read.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const shown = read.value.blocks.map((block) =>
        block.kind === 'paragraph' ? words(block.children) : `<${block.kind}>`,
      );
      expect(shown).toEqual(lines.map((one) => cleanText(`x${one}`).trim()));
    }),
    runs,
  );
});

test('no letter is lost, whatever is taken for a list or a dateline', () => {
  assert(
    property(array(line, { maxLength: 8 }), (lines) => {
      const found = parsePasted(lines.join('\n'));
      const [article] = found.articles;
      const kept = [found.headline, article?.dateline, article?.byline?.name, article?.byline?.email, article?.body]
        .concat(found.lists.flatMap(({ title, items }) => [title, ...items.map((item) => `${item.rank}${item.title}`)]))
        .join('');
      const label = article?.byline ? 'Contact writer' : '';
      expect(letters(kept + label)).toEqual(letters(lines.join('')));
    }),
    { ...runs, numRuns: 300 },
  );
});

test('a text in a front matter reads as it was', () => {
  assert(
    property(line, (text) => {
      const clean = cleanText(`x${text}`).trim();
      const source = createSource('x.md', `title: ${yamlText(clean)}`);
      const yaml = readYaml(source).value?.value;
      const value = typeof yaml === 'object' && yaml !== null && 'title' in yaml ? String(yaml.title) : '';
      const read = parseSlottedText(source, 0, value, publication);
      expect(read.diagnostics).toEqual([]);
      expect(read.value.map(String).join('').replaceAll('\u2060', '')).toBe(clean);
    }),
    runs,
  );
});

test('a promo reads as it was', () => {
  assert(
    property(line, (text) => {
      const title = cleanText(`x${text}`).replace(/\s+/g, ' ').trim();
      const found = {
        headline: null,
        language: null,
        articles: [],
        leftOut: 0,
        lists: [{ title: 'T', items: [{ rank: 1, title, url: 'https://a.example.org/(x)?{{y}}' }] }],
      };
      const file =
        writeIssue(found, { id: 'x', date: '2026-11-24', template: 'daily', language: null }, ['l']).files.get(
          'promos/l.md',
        ) ?? '';
      const list = parsePromoList(createSource('promos/l.md', file), null, publication);
      expect(list.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(list.value?.items[0]?.title.value.map(String).join('')).toBe(title);
    }),
    runs,
  );
});

function words(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => (node.kind === 'text' ? node.text : 'children' in node ? words(node.children) : `<${node.kind}>`))
    .join('');
}

function letters(text: string): readonly string[] {
  return Array.from(text)
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .toSorted();
}
