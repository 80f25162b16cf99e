import type { DiagnosticCode } from '../diagnostic/catalogue.ts';
import { type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import type { SlotCall, SlotWord } from './check-slots.ts';
import { nearest } from '../publication/nearest.ts';
import { offsetOf, spanOf } from './loc-span.ts';
import { ALL_HELPERS } from './helpers/all-helpers.ts';
import type { Template } from './load-template.ts';
import {
  type Block,
  callName,
  type Expression,
  type Hash,
  type Literal,
  type Loc,
  type Mustache,
  type Path,
  type Statement,
  type SubExpression,
} from './template-ast.ts';
import { argumentsOf, statementsOf } from './walk-template.ts';

/** Blocks of Handlebars itself, with the number of arguments they take. */
const BLOCKS: Readonly<Record<string, number>> = { if: 1, unless: 1, each: 1, with: 1 };
const DATA = ['root', 'first', 'last', 'index', 'key', 'partial-block'];
const HELPERS = new Map(ALL_HELPERS.map((helper) => [helper.name, helper]));

/** `slots` are for check-slots.ts: which fields there are is no matter of the template. */
export interface TemplateFindings {
  readonly diagnostics: readonly Diagnostic[];
  readonly slots: readonly SlotCall[];
}

/**
 * What can be told of a template without rendering it: helpers that don't exist or are called wrong, and what Courant's
 * templates leave out of Handlebars on purpose.
 */
export function checkTemplate(template: Template): TemplateFindings {
  const diagnostics: Diagnostic[] = [];
  const slots: SlotCall[] = [];
  for (const { source, program } of [template.layout, ...template.partials.values()]) {
    const check: Check = {
      foundSlot: (field, format) => {
        const word = ({ value, loc }: Quoted): SlotWord => {
          const offset = offsetOf(source, loc.start);
          return { text: value, offset, length: offsetOf(source, loc.end) - offset };
        };
        slots.push({ source, field: word(field), format: format === undefined ? null : word(format) });
      },
      report: (code, loc, message, hint) => {
        diagnostics.push(diagnose(code, spanOf(source, loc), { message, hint }));
      },
    };
    for (const node of statementsOf(program)) checkStatement(node, check);
  }
  return { diagnostics, slots };
}

type Quoted = Extract<Literal, { readonly type: 'StringLiteral' }>;

interface Check {
  readonly foundSlot: (field: Quoted, format: Quoted | undefined) => void;
  readonly report: (code: DiagnosticCode, loc: Loc, message: string, hint: string) => void;
}

function checkStatement(node: Statement, check: Check): void {
  if (node.type === 'MustacheStatement') checkMustache(node, check);
  if (node.type === 'BlockStatement') checkBlock(node, check);
  if (node.type === 'PartialStatement' || node.type === 'PartialBlockStatement') {
    if (node.name.type === 'SubExpression') {
      check.report(
        'template/partial-computed',
        node.name.loc,
        'the name of a partial has to be written out; here it is computed',
        'Choose with {{#if}} and {{else}}, and call each partial by its name.',
      );
    }
    for (const argument of argumentsOf(node)) checkExpression(argument, check);
  }
  if (node.type === 'Decorator' || (node.type === 'DecoratorBlock' && callName(node.path) !== 'inline')) {
    check.report(
      'template/helper-unknown',
      node.path.loc,
      'this decorator does not exist',
      'The only one is {{#*inline "name"}} … {{/inline}}.',
    );
  }
}

function checkMustache(node: Mustache, check: Check): void {
  if (!node.escaped) {
    check.report(
      'template/triple-stash',
      node.loc,
      'values are never written unescaped',
      'Write {{…}} with two braces: article bodies and notes come out as HTML all the same.',
    );
  }
  const name = callName(node.path);
  if (node.params.length > 0 || node.hash !== undefined || (name !== null && HELPERS.has(name))) {
    return checkCall(node, check);
  }
  if (node.path.type !== 'PathExpression') {
    return check.report('template/name-unknown', node.path.loc, 'this is not a name', 'Write the text without braces.');
  }
  checkPath(node.path, check);
}

function checkBlock(node: Block, check: Check): void {
  const name = callName(node.path);
  for (const argument of argumentsOf(node)) checkExpression(argument, check);
  if (name !== null && Object.hasOwn(BLOCKS, name)) {
    if (node.params.length === BLOCKS[name]) return;
    return check.report(
      'template/helper-arguments',
      node.path.loc,
      `{{#${name}}} takes one value, and here are ${node.params.length}`,
      `Write it as {{#${name} value}} … {{/${name}}}; several are put together as in (and a b).`,
    );
  }
  const written = name ?? ('original' in node.path ? String(node.path.original) : '');
  const hint =
    name !== null && HELPERS.has(name)
      ? `Ask it inside {{#if}}: {{#if (${name} …)}} … {{/if}}.`
      : 'A block is one of {{#if value}}, {{#unless value}}, {{#each list}} and {{#with value}}.';
  check.report('template/helper-unknown', node.path.loc, `there is no block {{#${written}}}`, hint);
}

function checkExpression(node: Expression, check: Check): void {
  if (node.type === 'SubExpression') checkCall(node, check);
  if (node.type === 'PathExpression') checkPath(node, check);
}

function checkPath(path: Path, check: Check): void {
  const [first] = path.parts;
  if (!path.data || first === undefined || DATA.includes(first)) return;
  const known = DATA.map((name) => `@${name}`).join(', ');
  check.report('template/name-unknown', path.loc, `there is no @${first}`, `There are: ${known}.`);
}

interface Call {
  readonly path: Path | Literal;
  readonly params: readonly Expression[];
  readonly hash?: Hash;
  readonly loc: Loc;
}

function checkCall(call: Call | SubExpression | Mustache, check: Check): void {
  for (const argument of argumentsOf(call)) checkExpression(argument, check);
  const name = callName(call.path);
  if (name === 'lookup') return;
  const helper = name === null ? undefined : HELPERS.get(name);
  if (helper === undefined) return unknownHelper(call, check);
  const [fewest, most] = helper.arity;
  const count = call.params.length;
  if (count < fewest || count > most) {
    const range = fewest === most ? String(fewest) : `${fewest} to ${most}`;
    check.report(
      'template/helper-arguments',
      call.path.loc,
      `the helper ${helper.name} takes ${range} ${most === 1 ? 'value' : 'values'}, and here are ${count}`,
      'Count the values between its name and the closing bracket.',
    );
  }
  for (const pair of call.hash?.pairs ?? []) {
    if (helper.options.includes(pair.key)) continue;
    const known = helper.options.length === 0 ? 'It takes none.' : `It takes: ${helper.options.join(', ')}.`;
    check.report('template/helper-arguments', pair.loc, `the helper ${helper.name} has no option ${pair.key}=`, known);
  }
  if (helper.name === 'slot') checkSlot(call, check);
}

function unknownHelper(call: Call, check: Check): void {
  const written = 'original' in call.path ? String(call.path.original) : 'this';
  const meant = nearest(written, HELPERS.keys());
  const known = `There are: ${[...HELPERS.keys(), 'lookup'].join(', ')}.`;
  check.report(
    'template/helper-unknown',
    call.path.loc,
    `there is no helper ${JSON.stringify(written)}`,
    meant === undefined ? known : `Did you mean ${JSON.stringify(meant)}? ${known}`,
  );
}

function checkSlot(call: Call, check: Check): void {
  const [field] = call.params;
  if (field === undefined) return;
  if (field.type !== 'StringLiteral') {
    return check.report(
      'template/slot-field',
      field.loc,
      'a slot names its field in quotes',
      'Write it as {{slot "first_name" default="reader"}}.',
    );
  }
  const format = call.hash?.pairs.find(({ key }) => key === 'format')?.value;
  if (format !== undefined && format.type !== 'StringLiteral') {
    const hint = 'Write it as {{slot "joined" format="long" default="…"}}.';
    return check.report('slot/unknown-format', format.loc, 'a slot names its format in quotes', hint);
  }
  check.foundSlot(field, format);
}
