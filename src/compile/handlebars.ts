import Handlebars from 'handlebars';
import { type Source, type Span, spanAt, offsetAt } from '../diagnostic/source.ts';
import type { Loc, Program } from './template-ast.ts';

/** The one file that knows the Handlebars package. Each call works in an environment of its own. */

export type Parsed =
  | { readonly kind: 'parsed'; readonly program: Program }
  | { readonly kind: 'broken'; readonly message: string; readonly span: Span };

export type RenderHelper = (args: readonly unknown[], hash: Readonly<Record<string, unknown>>) => unknown;

export interface Compiled {
  /**
   * Renders with these helpers (every helper the programs name, besides if, unless, each, with and lookup).
   * Throws only what the package throws when a template goes beyond its limits, such as endless recursion.
   */
  readonly render: (view: unknown, helpers: ReadonlyMap<string, RenderHelper>) => string;
}

export function parseTemplate(source: Source): Parsed {
  try {
    const program: unknown = Handlebars.parse(source.text);
    if (!isProgram(program)) throw new Error('Handlebars gave no program');
    return { kind: 'parsed', program };
  } catch (error) {
    const at = placeOf(error, source);
    return { kind: 'broken', message: plainMessage(error), span: spanAt(source, at.start, at.end) };
  }
}

/** Compiles a layout with its partials, by their names. No template is ever compiled from a string at run time. */
export function compileTemplate(
  layout: Program,
  partials: ReadonlyMap<string, Program>,
  helperNames: readonly string[],
): Compiled {
  const env = Handlebars.create();
  env.unregisterHelper('log');
  const options = {
    knownHelpers: Object.fromEntries(helperNames.map((name) => [name, true])),
    knownHelpersOnly: true,
    noEscape: true,
    preventIndent: true,
    data: true,
  };
  const main = env.compile(layout, options);
  const compiled = Object.fromEntries(
    [...partials].map(([name, program]) => [name, env.compile(program, { ...options })]),
  );
  return {
    render: (view, helpers) =>
      main(view, { partials: compiled, helpers: asHandlebars(helpers), allowProtoPropertiesByDefault: false }),
  };
}

/** The span of a tree's node: Handlebars counts columns from 0. */
export function spanOf(source: Source, loc: Loc): Span {
  return spanAt(source, offsetOf(source, loc.start), offsetOf(source, loc.end));
}

export function offsetOf(source: Source, point: { readonly line: number; readonly column: number }): number {
  return offsetAt(source, point.line, point.column + 1);
}

function asHandlebars(helpers: ReadonlyMap<string, RenderHelper>): Record<string, (...args: unknown[]) => unknown> {
  return Object.fromEntries(
    [...helpers].map(([name, run]) => [
      name,
      (...args: unknown[]): unknown => run(args.slice(0, -1), hashOf(args.at(-1))),
    ]),
  );
}

function hashOf(options: unknown): Readonly<Record<string, unknown>> {
  const hash = isRecord(options) ? options['hash'] : undefined;
  return isRecord(hash) ? hash : {};
}

function plainMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (!/^(?:Parse|Lexical) error/.test(text)) return text.replace(/ - \d+:\d+$/, '');
  const got = /got '([^']*)'$/.exec(text)?.[1];
  if (got === 'EOF') return 'the file ends before a block is closed';
  if (got === 'INVALID') return 'what begins here is not a name or value that is properly ended';
  return `this cannot stand here (${readableToken(got)})`;
}

const TOKENS: Readonly<Record<string, string>> = {
  CLOSE: 'a closing }}',
  CLOSE_UNESCAPED: 'a closing }}}',
  CLOSE_RAW_BLOCK: 'a closing }}}}',
  INVERSE: 'an {{else}} without its block',
  OPEN_INVERSE_CHAIN: 'an {{else}} without its block',
  OPEN_ENDBLOCK: 'a closing block that nothing opened',
  EQUALS: 'an =',
  SEP: 'a / or .',
};

function readableToken(token: string | undefined): string {
  return token === undefined ? 'unexpected' : (TOKENS[token] ?? token.toLowerCase().replaceAll('_', ' '));
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** An exception of the package's checks knows its place; a parse error leaves it with the lexer it stopped. */
function placeOf(error: unknown, source: Source): Range {
  if (isRecord(error) && typeof error['lineNumber'] === 'number' && typeof error['column'] === 'number') {
    const start = offsetAt(source, error['lineNumber'], error['column'] + 1);
    const endLine = numberOr(error['endLineNumber'], error['lineNumber']);
    return {
      start,
      end: Math.max(start, offsetAt(source, endLine, numberOr(error['endColumn'], error['column']) + 1)),
    };
  }
  const place = lexerPlace();
  if (place === null) return { start: 0, end: 0 };
  return {
    start: offsetAt(source, place.first_line, place.first_column + 1),
    end: offsetAt(source, place.last_line, place.last_column + 1),
  };
}

interface LexerPlace {
  readonly first_line: number;
  readonly first_column: number;
  readonly last_line: number;
  readonly last_column: number;
}

function lexerPlace(): LexerPlace | null {
  const parser: unknown = Reflect.get(Handlebars, 'Parser');
  const lexer = isRecord(parser) ? parser['lexer'] : undefined;
  const loc = isRecord(lexer) ? lexer['yylloc'] : undefined;
  if (!isRecord(loc)) return null;
  const [first_line, first_column] = [numberOr(loc['first_line'], 1), numberOr(loc['first_column'], 0)];
  return {
    first_line,
    first_column,
    last_line: numberOr(loc['last_line'], first_line),
    last_column: numberOr(loc['last_column'], first_column),
  };
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** The package's own types leave out much of what its parser gives: our tree's types say what is there. */
function isProgram(value: unknown): value is Program {
  return isRecord(value) && value['type'] === 'Program' && Array.isArray(value['body']);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
