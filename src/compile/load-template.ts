import { type Checked, type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { type Source, type Span, spanAt } from '../diagnostic/source.ts';
import { nearest } from '../publication/nearest.ts';
import type { HandlebarsCompiler } from './handlebars-compiler.ts';
import { spanOf } from './loc-span.ts';
import { type PartialBlock, type Partial, type Program, writtenName } from './template-ast.ts';
import type { TemplateSet } from './template-set.ts';
import { statementsOf } from './walk-template.ts';

export interface TemplateFile {
  readonly source: Source;
  readonly program: Program;
}

/** A layout and every partial that it reaches, parsed. */
export interface Template {
  readonly name: string;
  readonly layout: TemplateFile;
  readonly partials: ReadonlyMap<string, TemplateFile>;
}

const PARTIALS = 'templates/partials/';
const ENDING = '.mjml.hbs';
/** In UTF-16 code units; the longest layouts of real newsletters have about 50,000. */
const MAX_LENGTH = 1_000_000;
const MAX_DEPTH = 100;
/** Text outside of mustaches may have brackets without partners: more of them than anybody writes. */
const MAX_BRACKETS = 500;

export function layoutPath(name: string): string {
  return `templates/${name}/layout${ENDING}`;
}

export function isPartial(path: string): boolean {
  return path.startsWith(PARTIALS) && path.endsWith(ENDING);
}

/** `wanted` is the name of a layout and where it was asked for. All that is wrong in any of its files comes out. */
export function loadTemplate(
  set: TemplateSet,
  wanted: { readonly value: string; readonly span: Span },
  parse: HandlebarsCompiler['parse'],
): Checked<Template> {
  const source = set.sources.get(layoutPath(wanted.value));
  if (source === undefined) return { value: undefined, diagnostics: [notFound(set, wanted)] };
  const diagnostics: Diagnostic[] = [];
  const layout = parseFile(source, parse, diagnostics);
  const partials = new Map<string, TemplateFile>();
  const open = layout === undefined ? [] : [layout];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const name of calledPartials(file, set, diagnostics)) {
      const called = set.sources.get(`${PARTIALS}${name}${ENDING}`);
      if (called === undefined || partials.has(name)) continue;
      const parsed = parseFile(called, parse, diagnostics);
      partials.set(name, parsed ?? { source: called, program: EMPTY });
      if (parsed !== undefined) open.push(parsed);
    }
  }
  if (layout === undefined) return { value: undefined, diagnostics };
  diagnostics.push(...findRecursion(layout, partials));
  return { value: { name: wanted.value, layout, partials }, diagnostics };
}

const POINT = { line: 1, column: 0 };
const EMPTY: Program = { type: 'Program', body: [], loc: { start: POINT, end: POINT } };

function layoutNames(set: TemplateSet): readonly string[] {
  const names = [...set.sources.keys()].map((path) => /^templates\/([^/]+)\/layout\.mjml\.hbs$/.exec(path)?.[1]);
  return names.filter((name) => name !== undefined).toSorted();
}

function partialNames(set: TemplateSet): readonly string[] {
  return [...set.sources.keys()]
    .filter(isPartial)
    .map((path) => path.slice(PARTIALS.length, -ENDING.length))
    .toSorted();
}

function notFound(set: TemplateSet, wanted: { readonly value: string; readonly span: Span }): Diagnostic {
  const names = layoutNames(set);
  const meant = nearest(wanted.value, names);
  const known = names.length === 0 ? 'There are no layouts in templates/ yet.' : `There are: ${names.join(', ')}.`;
  return diagnose('template/not-found', wanted.span, {
    message: `there is no layout ${JSON.stringify(wanted.value)}: ${layoutPath(wanted.value)} does not exist`,
    hint: meant === undefined ? known : `Did you mean ${JSON.stringify(meant)}? ${known}`,
  });
}

// Control characters 1 to 6 are the marks that Courant writes while it renders.
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

function parseFile(
  source: Source,
  parse: HandlebarsCompiler['parse'],
  diagnostics: Diagnostic[],
): TemplateFile | undefined {
  const forbidden = source.text.length > MAX_LENGTH ? null : FORBIDDEN.exec(source.text);
  if (source.text.length > MAX_LENGTH || forbidden !== null) {
    diagnostics.push(refused(source, forbidden?.index ?? 0));
    return undefined;
  }
  const deep = tooDeepAt(source.text);
  if (deep !== null) {
    const message = `more than ${MAX_DEPTH} blocks or brackets stand inside each other here`;
    const hint = 'Move the inner ones into a partial.';
    diagnostics.push(diagnose('template/too-deep', spanAt(source, deep, deep + 2), { message, hint }));
    return undefined;
  }
  const parsed = parse(source);
  if (parsed.kind === 'parsed') return { source, program: parsed.program };
  diagnostics.push(
    diagnose('template/syntax', parsed.span, {
      message: `the Handlebars of this file cannot be read: ${parsed.message}`,
      hint: 'Compare the opening and closing of each {{#block}} … {{/block}} and of each {{ … }} up to here.',
    }),
  );
  return undefined;
}

/** The first block or bracket that stands inside more than MAX_DEPTH others: each level costs every stage a stack frame. */
function tooDeepAt(text: string): number | null {
  const open: number[] = [];
  let depth = 0;
  let brackets = 0;
  for (const match of text.matchAll(/\{\{\{?\{?~?([#^/]|\s*else\s+[^\s}~])?|\}\}|[()]/g)) {
    if (match[0] === '}}') brackets = 0;
    else if (match[0] === '(') brackets += 1;
    else if (match[0] === ')') brackets -= 1;
    else {
      brackets = 0;
      // Each {{else if}} is a block inside the one before; one {{/if}} closes them all.
      if (match[1] === '#' || match[1] === '^') open.push(0);
      if (match[1] === '/') depth -= open.pop() ?? 1;
      else if (match[1] !== undefined) {
        depth += 1;
        open[Math.max(0, open.length - 1)] = (open.at(-1) ?? 0) + 1;
      }
    }
    if (depth > MAX_DEPTH || brackets > MAX_BRACKETS) return match.index;
  }
  return null;
}

function refused(source: Source, at: number): Diagnostic {
  const tooLong = source.text.length > MAX_LENGTH;
  return diagnose(tooLong ? 'template/too-long' : 'template/control-character', spanAt(source, at, at + 1), {
    message: tooLong
      ? `this file has ${source.text.length.toLocaleString('en')} characters; a template may have ${MAX_LENGTH.toLocaleString('en')}`
      : `there is a control character here (U+${source.text.charCodeAt(at).toString(16).padStart(4, '0').toUpperCase()})`,
    hint: tooLong ? 'Take pictures and texts out of the template and into the issue.' : 'Delete the character.',
  });
}

function calledPartials(file: TemplateFile, set: TemplateSet, diagnostics: Diagnostic[]): readonly string[] {
  const inline = inlineNames(file.program);
  const names: string[] = [];
  for (const call of partialCalls(file.program)) {
    const name = writtenName(call.name);
    if (name === null || name === '@partial-block' || inline.has(name)) continue;
    names.push(name);
    const missing = !set.sources.has(`${PARTIALS}${name}${ENDING}`);
    if (missing && call.type === 'PartialStatement') diagnostics.push(missingPartial(file, call, name, set));
  }
  return names;
}

function missingPartial(file: TemplateFile, call: Partial, name: string, set: TemplateSet): Diagnostic {
  const names = partialNames(set);
  const meant = nearest(name, names);
  const known = names.length === 0 ? 'There are no partials yet.' : `There are: ${names.join(', ')}.`;
  return diagnose('template/partial-missing', spanOf(file.source, call.name.loc), {
    message: `there is no partial ${JSON.stringify(name)}: ${PARTIALS}${name}${ENDING} does not exist`,
    hint: meant === undefined ? known : `Did you mean {{> ${meant}}}? ${known}`,
  });
}

function partialCalls(program: Program): readonly (Partial | PartialBlock)[] {
  return statementsOf(program).filter(
    (node) => node.type === 'PartialStatement' || node.type === 'PartialBlockStatement',
  );
}

/** Names that `{{#*inline "name"}}` gives to a piece of the same file. */
function inlineNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of statementsOf(program)) {
    const [first] = node.type === 'DecoratorBlock' ? node.params : [];
    if (first?.type === 'StringLiteral') names.add(first.value);
  }
  return names;
}

/** A partial that calls itself, however far round, would never end: each call that closes such a ring is an error. */
function findRecursion(layout: TemplateFile, partials: ReadonlyMap<string, TemplateFile>): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const done = new Set<string>();
  const visit = (file: TemplateFile, ring: readonly string[]): void => {
    for (const call of partialCalls(file.program)) {
      const name = writtenName(call.name);
      const called = name === null ? undefined : partials.get(name);
      if (name === null || called === undefined) continue;
      if (ring.includes(name)) diagnostics.push(recursion(file, call, [...ring.slice(ring.indexOf(name)), name]));
      else if (!done.has(name)) visit(called, [...ring, name]);
    }
    const last = ring.at(-1);
    if (last !== undefined) done.add(last);
  };
  visit(layout, []);
  return diagnostics;
}

function recursion(file: TemplateFile, call: Partial | PartialBlock, ring: readonly string[]): Diagnostic {
  return diagnose('template/partial-recursive', spanOf(file.source, call.name.loc), {
    message: `this partial ends up in itself: ${ring.join(' → ')}`,
    hint: 'Take one of these calls out; {{#each}} repeats a piece without calling itself.',
  });
}
