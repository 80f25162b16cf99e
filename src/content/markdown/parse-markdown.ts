import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import { createSource, positionAt, type Source, type Span } from '../../diagnostic/source.ts';
import { findControls, maskControls } from '../control-characters.ts';
import { scanSlots } from '../scan-slots.ts';
import { bareUrl } from './bare-url-rule.ts';
import { buildTree } from './build-tree.ts';
import type { MarkdownContext } from './building.ts';
import { type NoteLabels, noteDefinition, noteReference } from './note-rules.ts';
import { emptyPositions, type Positions } from './positions.ts';
import { blockStart, MAX_NESTING, recordBlock } from './record-blocks.ts';
import { inlineStart, recordInline, recordLastText } from './record-inlines.ts';
import { markSlots, splitMarks } from './slot-marks.ts';
import type { MarkdownTree } from './tree.ts';

export type { MarkdownContext };

/**
 * Reads the Markdown (CommonMark, tables, strikethrough, footnotes, bare addresses) between two UTF-16 offsets of a source into a tree in which every
 * node knows its exact place. Raw HTML is an error. Slots are taken out before Markdown is parsed.
 */
export function parseMarkdown(
  source: Source,
  start: number,
  end: number,
  context: MarkdownContext,
): { readonly value: MarkdownTree; readonly diagnostics: readonly Diagnostic[] } {
  const raw = source.text.slice(start, end).replace(/\r\n?/g, '\n');
  const text = maskControls(raw);
  const locate = locator(source, start, text);
  const scanned = scanSlots(text, context.publication);
  const positions = emptyPositions();
  const noteLabels = new Set<string>();
  const parser = createParser(positions, noteLabels);
  const tokens = parser.parse(markSlots(text, scanned.slots), {});
  const unescape = (words: string): string => parser.utils.unescapeAll(words);
  const encodeAddress = (url: string): string => parser.normalizeLink(url);
  const built = buildTree(tokens, { ...context, scanned, positions, locate, unescape, encodeAddress, noteLabels });
  return { value: built.value, diagnostics: [...findControls(raw, locate), ...built.diagnostics] };
}

/** Line ends are made alike before parsing, which moves offsets but neither lines nor columns. */
function locator(source: Source, start: number, text: string): (from: number, to: number) => Span {
  const base = positionAt(source, start);
  const own = createSource(source.path, text);
  const place = (offset: number): readonly [line: number, column: number] => {
    const { line, column } = positionAt(own, offset);
    return [line + base.line - 1, line === 1 ? column + base.column - 1 : column];
  };
  return (from, to) => {
    const [line, column] = place(from);
    const [endLine, endColumn] = place(Math.max(from, to));
    return { file: source.path, line, column, endLine, endColumn };
  };
}

/**
 * A parser whose every rule notes where it stood. One for each text (0.3 ms): rules know nothing of the caller but what
 * they close over. `html` is on so that HTML is told from `a < b`, and then refused.
 */
function createParser(positions: Positions, noteLabels: Set<string>): Parser {
  const parser = new MarkdownIt({ html: true, maxNesting: MAX_NESTING });
  parser.core.ruler.disable(['text_join']);
  parser.inline.ruler2.disable(['fragments_join']);
  parser.validateLink = () => true;
  parser.normalizeLink = keepingMarks(parser.normalizeLink.bind(parser));
  parser.normalizeLinkText = keepingMarks(parser.normalizeLinkText.bind(parser));
  addOwnRules(parser, noteLabels);
  recordBlocks(parser, positions);
  recordInlines(parser, positions);
  return parser;
}

function addOwnRules(parser: Parser, defined: Set<string>): void {
  const labels: NoteLabels = { defined, normalise: (label) => parser.utils.normalizeReference(label) };
  const reader = { unescape: parser.utils.unescapeAll, encode: (url: string) => parser.normalizeLink(url) };
  parser.block.ruler.before(
    'reference',
    'note',
    (state, startLine, endLine, silent) => {
      const readInside = silent ? null : () => parser.block.tokenize(state, startLine, endLine);
      return noteDefinition(state, startLine, labels, readInside);
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
  parser.inline.ruler.after('image', 'note_reference', (state, silent) =>
    noteReference(state, labels, silent ? 'skip' : 'push'),
  );
  parser.inline.ruler.after('text', 'bare_url', (state, silent) => bareUrl(state, reader, silent ? 'skip' : 'push'));
}

/** Encodes an address piece by piece, so that the marks of slots come through; the rest is then no host but a path. */
function keepingMarks(whole: (url: string) => string): (url: string) => string {
  return (url) => {
    const parts = splitMarks(url);
    if (parts.every(({ part }) => typeof part === 'string')) return whole(url);
    return parts
      .map(({ part, offset }, index) => {
        if (typeof part === 'string') return offset === 0 ? whole(part) : whole(`/x${part}`).slice(2);
        return url.slice(offset, parts[index + 1]?.offset);
      })
      .join('');
  };
}

function recordBlocks(parser: Parser, positions: Positions): void {
  const { ruler } = parser.block;
  for (const { name, fn, alt } of rulesOf(ruler)) {
    ruler.at(
      name,
      (state, startLine, endLine, silent) => {
        if (silent) return fn(state, startLine, endLine, silent);
        const from = blockStart(name, state, startLine);
        const matched = fn(state, startLine, endLine, silent);
        if (matched) recordBlock(state, from, positions);
        return matched;
      },
      { alt },
    );
  }
}

function recordInlines(parser: Parser, positions: Positions): void {
  const { ruler, ruler2 } = parser.inline;
  for (const { name, fn } of rulesOf(ruler)) {
    ruler.at(name, (state, silent) => {
      if (silent) return fn(state, silent);
      const from = inlineStart(name, state, positions);
      const matched = fn(state, silent);
      if (matched) recordInline(state, from, positions, parser.helpers.parseLinkDestination);
      return matched;
    });
  }
  ruler2.before('balance_pairs', 'last_text', (state) => recordLastText(state, state.tokens.at(-1), positions));
}

/** The rules as they are now: `at` replaces them one by one, and there is no public way to read one by its name. */
function rulesOf<Rule>(ruler: { readonly __rules__: readonly Rule[] }): readonly Rule[] {
  // oxlint-disable-next-line no-underscore-dangle -- the vendor's name for it
  return [...ruler.__rules__];
}
