import { type Source, type Span, spanAt, offsetAt } from '../diagnostic/source.ts';
import type { Program } from './template-ast.ts';

/**
 * The one file that knows how Handlebars reads and compiles. It is loaded only for templates that nobody has compiled
 * yet; rendering needs no more than handlebars-runtime.ts.
 */
export interface HandlebarsCompiler {
  readonly parse: (source: Source) => Parsed;
  /** A program as the JavaScript of a template specification, which handlebars-runtime.ts runs. */
  readonly precompile: (program: Program, helperNames: readonly string[]) => string;
}

export type Parsed =
  | { readonly kind: 'parsed'; readonly program: Program }
  | { readonly kind: 'broken'; readonly message: string; readonly span: Span };

export async function loadCompiler(): Promise<HandlebarsCompiler> {
  const { default: handlebars } = await import('handlebars');
  return {
    parse: (source) => {
      try {
        const program: unknown = handlebars.parse(source.text);
        if (!isProgram(program)) throw new Error('Handlebars gave no program');
        return { kind: 'parsed', program };
      } catch (error) {
        const parser: unknown = Reflect.get(handlebars, 'Parser');
        const at = leftOpen(error, source, parser) ?? placeOf(error, source, parser);
        return { kind: 'broken', message: plainMessage(error), span: spanAt(source, at.start, at.end) };
      }
    },
    precompile: (program, helperNames) => {
      const code: unknown = handlebars.precompile(program, {
        knownHelpers: Object.fromEntries(helperNames.map((name) => [name, true])),
        knownHelpersOnly: true,
        noEscape: true,
        preventIndent: true,
        data: true,
      });
      return shortened(String(code));
    },
  };
}

/** What the code that Handlebars writes has in it for other versions of itself and for helpers that Courant has none of. */
const UNNEEDED: readonly (readonly [RegExp, string])[] = [
  // The place of every call, for helpers that throw.
  [/,"loc":\{"start":\{"line":\d+,"column":\d+\},"end":\{"line":\d+,"column":\d+\}\}/g, ''],
  // Options of calls that have none.
  [/\{"name":"courant:\w+","hash":\{\},"data":data\}/g, '{}'],
  // What stands in where the runtime is older than the compiler.
  [
    /(lookupProperty = container\.lookupProperty) \|\| function\(parent, propertyName\) \{[^{}]*\{[^{}]*\}[^{}]*\}/g,
    '$1',
  ],
];

/**
 * V8 compiles the code anew at every start, and half of it is never used. Texts of a template can't look like any of
 * this: in a string of the code their quotes are escaped and their lines have no ends.
 */
function shortened(code: string): string {
  return UNNEEDED.reduce((text, [unneeded, instead]) => text.replaceAll(unneeded, instead), code);
}

function plainMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (!/^(?:Parse|Lexical) error/.test(text)) return text.replace(/ - \d+:\d+$/, '');
  const got = /got '([^']*)'$/.exec(text)?.[1];
  if (got === 'EOF') return 'this block is never closed';
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
function placeOf(error: unknown, source: Source, parser: unknown): Range {
  if (isRecord(error) && typeof error['lineNumber'] === 'number' && typeof error['column'] === 'number') {
    const start = offsetAt(source, error['lineNumber'], error['column'] + 1);
    const endLine = numberOr(error['endLineNumber'], error['lineNumber']);
    return {
      start,
      end: Math.max(start, offsetAt(source, endLine, numberOr(error['endColumn'], error['column']) + 1)),
    };
  }
  const place = lexerPlace(parser);
  return place === null ? { start: 0, end: 0 } : rangeOf(place, source);
}

function rangeOf(place: LexerPlace, source: Source): Range {
  return {
    start: offsetAt(source, place.first_line, place.first_column + 1),
    end: offsetAt(source, place.last_line, place.last_column + 1),
  };
}

const OPENS_BLOCK = new Set(['OPEN_BLOCK', 'OPEN_INVERSE', 'OPEN_PARTIAL_BLOCK']);

/** Where the file ends too early, the name of the innermost block that is still open, as the parser's own lexer finds it. */
function leftOpen(error: unknown, source: Source, parser: unknown): Range | null {
  if (!(error instanceof Error) || !error.message.endsWith("got 'EOF'") || !isRecord(parser)) return null;
  const { lexer, terminals_: names } = parser;
  if (!isRecord(lexer) || !isRecord(names)) return null;
  const open: (LexerPlace | null)[] = [];
  let last = '';
  for (const token of tokensOf(lexer, names, source.text)) {
    if (token === 'OPEN_ENDBLOCK') open.pop();
    if (OPENS_BLOCK.has(last)) open.push(lexerPlace(parser));
    last = token;
  }
  const place = open.at(-1);
  return place ? rangeOf(place, source) : null;
}

function* tokensOf(lexer: Record<string, unknown>, names: Record<string, unknown>, text: string): Generator<string> {
  const lex = methodOf(lexer, 'lex');
  methodOf(lexer, 'setInput')(text);
  for (;;) {
    const name = names[String(lex())];
    if (typeof name !== 'string' || name === 'EOF') return;
    yield name;
  }
}

function methodOf(owner: Record<string, unknown>, name: string): (...args: unknown[]) => unknown {
  const method = owner[name];
  if (typeof method !== 'function') throw new Error(`Handlebars' lexer has no ${name}`);
  return (...args): unknown => {
    const given: unknown = Reflect.apply(method, owner, args);
    return given;
  };
}

interface LexerPlace {
  readonly first_line: number;
  readonly first_column: number;
  readonly last_line: number;
  readonly last_column: number;
}

function lexerPlace(parser: unknown): LexerPlace | null {
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
