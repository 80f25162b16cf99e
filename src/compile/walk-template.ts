import type { Expression, Hash, Program, Statement } from './template-ast.ts';

/** Every statement of a program, those inside blocks too, in the order of the file. */
export function statementsOf(program: Program): readonly Statement[] {
  const found: Statement[] = [];
  const visit = (body: Program | undefined): void => {
    for (const node of body?.body ?? []) {
      found.push(node);
      for (const inner of programsOf(node)) visit(inner);
    }
  };
  visit(program);
  return found;
}

/** The programs inside a statement: a block's own and its `{{else}}`. */
function programsOf(node: Statement): readonly Program[] {
  if (node.type === 'PartialBlockStatement') return [node.program];
  if (node.type !== 'BlockStatement' && node.type !== 'DecoratorBlock') return [];
  return [node.program, node.inverse].filter((program) => program !== undefined);
}

/** The values that a call is given, in the order of the file. */
export function argumentsOf(call: {
  readonly params: readonly Expression[];
  readonly hash?: Hash;
}): readonly Expression[] {
  return [...call.params, ...(call.hash?.pairs ?? []).map((pair) => pair.value)];
}
