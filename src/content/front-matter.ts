// The only file that knows gray-matter.
import matter from 'gray-matter';
import { type Checked, type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { type Source, type Span, spanAt, startOf } from '../diagnostic/source.ts';
import { readYaml } from '../publication/yaml.ts';
import type { YamlDocument } from '../publication/yaml-document.ts';

/** What stands above a text, and where the text itself begins and ends (UTF-16 offsets into the file). */
export interface FrontMatter {
  readonly document: YamlDocument;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

export interface BodyRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Reads the front matter of a file: YAML between two lines of three dashes, the first of which begins the file.
 * A byte order mark and any kind of line end are fine. Missing, unclosed, in another language or unreadable:
 * no value and one diagnostic each.
 */
export function readFrontMatter(source: Source): Checked<FrontMatter> {
  const fences = findFences(source);
  if ('problem' in fences) return { value: undefined, diagnostics: [fences.problem] };
  const { opening, start, end, body } = fences;
  const yaml = readYaml(source, { start, end, opening });
  if (!yaml.value) return { value: undefined, diagnostics: yaml.diagnostics };
  return {
    value: { document: yaml.value, bodyStart: body, bodyEnd: source.text.length },
    diagnostics: yaml.diagnostics,
  };
}

/** Whether a file begins with a fence, be the rest of the front matter right or not. */
export function hasFrontMatter(source: Source): boolean {
  return OPENING.test(source.text);
}

/** The text below the front matter, also where that cannot be read; empty where nobody can tell where it begins. */
export function bodyRange(source: Source): BodyRange {
  const end = source.text.length;
  const fences = findFences(source);
  if (!('problem' in fences)) return { start: fences.body, end };
  return { start: hasFrontMatter(source) ? end : markLength(source), end };
}

const OPENING = /^\u{feff}?---(?!-)/u;
/** What may stand behind the dashes: spaces. Anything else would be a language to gray-matter, and some of them run code. */
const BARE = /^[ \t]*$/;

interface Fences {
  readonly opening: Span;
  /** Where the YAML begins and ends. */
  readonly start: number;
  readonly end: number;
  readonly body: number;
}

function findFences(source: Source): Fences | { readonly problem: Diagnostic } {
  if (!hasFrontMatter(source)) return { problem: missing(source) };
  const mark = markLength(source);
  const opening = lineSpan(source, mark);
  if (!BARE.test(lineAt(source, mark).slice(3))) return { problem: notBare(opening) };
  const file = split(source.text);
  const start = mark + 3;
  const end = start + file.matter.length;
  if (end === source.text.length) return { problem: unclosed(opening) };
  const closing = lineStartAfter(source, end);
  if (!BARE.test(lineAt(source, closing).slice(3))) return { problem: notBare(lineSpan(source, closing)) };
  return { opening, start, end, body: lineStartAfter(source, closing) };
}

/**
 * gray-matter knows LF and CRLF only, so a lone CR is given to it as an LF, which keeps every offset. The options are
 * always passed, since without them it keeps what it read for ever; and its engines, which parse YAML of 2009 and
 * JavaScript, are put out of its reach.
 */
function split(text: string): { readonly matter: string } {
  const nothing = { parse: () => ({}) };
  const engines = { yaml: nothing, json: nothing, javascript: nothing };
  return matter(text.replaceAll(/\r(?!\n)/g, '\n'), { engines, language: 'yaml', delimiters: '---' });
}

function markLength(source: Source): number {
  return source.text.startsWith('\u{feff}') ? 1 : 0;
}

function lineAt(source: Source, offset: number): string {
  return source.text.slice(offset, lineEndAt(source, offset));
}

function lineSpan(source: Source, offset: number): Span {
  return spanAt(source, offset, offset + lineAt(source, offset).trimEnd().length);
}

function lineEndAt(source: Source, offset: number): number {
  const next = lineStartAfter(source, offset);
  return offset + source.text.slice(offset, next).replace(/[\r\n]+$/, '').length;
}

/** The beginning of the next line; the end of the text after the last one. */
function lineStartAfter(source: Source, offset: number): number {
  return source.lineStarts.find((start) => start > offset) ?? source.text.length;
}

function missing(source: Source): Diagnostic {
  const late = /^\s+---[ \t]*[\r\n]/.test(source.text);
  return diagnose('front-matter/missing', startOf(source.path), {
    message: late ? 'the front matter does not begin on the first line' : 'this file has no front matter',
    hint: late
      ? 'remove the empty lines and spaces above the `---`'
      : 'begin the file with `---`, a line for each key, and `---` again',
  });
}

function unclosed(opening: Span): Diagnostic {
  return diagnose('front-matter/unclosed', opening, {
    message: 'the front matter that begins here does not end',
    hint: 'put a line of three dashes below its last key',
  });
}

function notBare(span: Span): Diagnostic {
  return diagnose('front-matter/fence', span, {
    message: 'the fence of a front matter is three dashes and nothing else',
    hint: 'leave `---` alone on this line, and write the front matter as YAML',
  });
}
