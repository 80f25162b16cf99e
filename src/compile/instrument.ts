import type { Source } from '../diagnostic/source.ts';
import { offsetOf } from './loc-span.ts';
import type { TemplateFile } from './load-template.ts';
import type { Origin } from './origin.ts';
import {
  type Content,
  type Expression,
  type Hash,
  type Loc,
  type Mustache,
  type Path,
  type Program,
  type Statement,
  type SubExpression,
} from './template-ast.ts';

/** The helpers that the rewritten programs call; no author can write their names. */
export const WRITE = 'courant:write';
export const LOOK = 'courant:look';

/**
 * Rewrites a program so that its render knows where everything comes from:
 *
 * - `text` becomes U+0005 origin U+0006 `text`;
 * - a block such as `{{#if}}` stands between U+000E and U+000F;
 * - `{{value}}` becomes `{{courant:write origin value}}`, which records the value and writes U+0001 number U+0002;
 * - a path `a.b` becomes `(courant:look origin this "a" "b")`, which reports a name that isn't there and goes on.
 *
 * Handlebars' own strict mode stops at the first unknown name, and knows no file.
 */
export function instrument(file: TemplateFile, origins: Origin[]): Program {
  return rewriteProgram(file.program, { source: file.source, origins, blockParams: [] });
}

interface Scope {
  readonly source: Source;
  readonly origins: Origin[];
  readonly blockParams: readonly string[];
}

function rewriteProgram(program: Program, scope: Scope): Program {
  const inner = { ...scope, blockParams: [...scope.blockParams, ...(program.blockParams ?? [])] };
  const body = program.body.flatMap((node): readonly Statement[] => {
    const rewritten = rewriteStatement(node, inner);
    return node.type === 'BlockStatement'
      ? [sign('\u000e', node.loc), rewritten, sign('\u000f', node.loc)]
      : [rewritten];
  });
  return { ...program, body };
}

function sign(value: string, loc: Loc): Statement {
  return { type: 'ContentStatement', value, original: value, loc };
}

function rewriteStatement(node: Statement, scope: Scope): Statement {
  switch (node.type) {
    case 'ContentStatement':
      return markContent(node, scope);
    case 'MustacheStatement':
      return rewriteMustache(node, scope);
    case 'BlockStatement':
      return { ...node, ...rewriteArguments(node, scope), ...rewritePrograms(node, scope) };
    case 'DecoratorBlock':
      return { ...node, ...rewritePrograms(node, scope) };
    case 'PartialStatement':
      return { ...node, ...rewriteArguments(node, scope) };
    case 'PartialBlockStatement':
      return { ...node, ...rewriteArguments(node, scope), program: rewriteProgram(node.program, scope) };
    case 'CommentStatement':
    case 'Decorator':
      return node;
  }
}

function rewritePrograms(node: { readonly program?: Program; readonly inverse?: Program }, scope: Scope) {
  return {
    ...(node.program && { program: rewriteProgram(node.program, scope) }),
    ...(node.inverse && { inverse: rewriteProgram(node.inverse, scope) }),
  };
}

function markContent(node: Content, scope: Scope): Statement {
  if (node.value === '') return node;
  // Whitespace control takes whitespace off both ends of `original`, so the first place that fits is the place.
  const stripped = Math.max(0, node.original.indexOf(node.value));
  const offset = offsetOf(scope.source, node.loc.start) + escapeLength(scope.source, node) + stripped;
  const id = scope.origins.push({ kind: 'text', source: scope.source, offset, length: node.value.length }) - 1;
  return { ...node, value: `\u0005${id}\u0006${node.value}` };
}

/** `\{{` is written as `{{`: a text that begins with it in the file begins one character later in what is written. */
function escapeLength(source: Source, node: Content): number {
  const start = offsetOf(source, node.loc.start);
  return node.original.startsWith('{{') && source.text.startsWith('\\{{', start) ? 1 : 0;
}

function rewriteMustache(node: Mustache, scope: Scope): Mustache {
  const isCall = node.params.length > 0 || node.hash !== undefined || isHelper(node.path);
  const value: Expression = isCall
    ? rewriteCall({ ...node, type: 'SubExpression' }, scope)
    : rewriteExpression(node.path, scope);
  const id = addExpression(node.loc, scope);
  return {
    type: 'MustacheStatement',
    escaped: false,
    path: helperPath(WRITE, node.loc),
    params: [{ type: 'NumberLiteral', value: id, original: id, loc: node.loc }, value],
    loc: node.loc,
  };
}

function isHelper(path: Mustache['path']): boolean {
  return path.type === 'PathExpression' && path.original === 'slot';
}

function rewriteCall(node: SubExpression, scope: Scope): SubExpression {
  return { type: 'SubExpression', path: node.path, ...rewriteArguments(node, scope), loc: node.loc };
}

function rewriteArguments(
  call: { readonly params: readonly Expression[]; readonly hash?: Hash },
  scope: Scope,
): { readonly params: readonly Expression[]; readonly hash?: Hash } {
  const params = call.params.map((param) => rewriteExpression(param, scope));
  if (call.hash === undefined) return { params };
  const pairs = call.hash.pairs.map((pair) => ({ ...pair, value: rewriteExpression(pair.value, scope) }));
  return { params, hash: { ...call.hash, pairs } };
}

function rewriteExpression(node: Expression, scope: Scope): Expression {
  if (node.type === 'SubExpression') return rewriteCall(node, scope);
  return node.type === 'PathExpression' ? rewritePath(node, scope) : node;
}

function rewritePath(path: Path, scope: Scope): Expression {
  const [first, ...rest] = path.parts;
  if (first === undefined) return path;
  const bound =
    path.data || (path.depth === 0 && scope.blockParams.includes(first) && !/^(?:\.|this\b)/.test(path.original));
  if (bound && rest.length === 0) return path;
  const base: Path = bound
    ? { ...path, parts: [first], original: path.data ? `@${first}` : first }
    : { ...path, parts: [], original: path.depth === 0 ? 'this' : '..' };
  const id = addExpression(path.loc, scope);
  return {
    type: 'SubExpression',
    path: helperPath(LOOK, path.loc),
    params: [
      { type: 'NumberLiteral', value: id, original: id, loc: path.loc },
      base,
      ...(bound ? rest : path.parts).map((part) => ({
        type: 'StringLiteral' as const,
        value: part,
        original: part,
        loc: path.loc,
      })),
    ],
    loc: path.loc,
  };
}

function addExpression(loc: Loc, scope: Scope): number {
  const offset = offsetOf(scope.source, loc.start);
  const length = offsetOf(scope.source, loc.end) - offset;
  return scope.origins.push({ kind: 'expression', source: scope.source, offset, length }) - 1;
}

function helperPath(name: string, loc: Loc): Path {
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc };
}
