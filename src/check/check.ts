import type { Edition } from '../compile/edition.ts';
import { type Checked, hasErrors } from '../diagnostic/diagnostic.ts';
import type { RuleInput } from './rule.ts';
import { RULES } from './rules.ts';
import { applySeverity } from './severity.ts';

/** Stays in this file: without it nobody else can make a `CheckedEdition`, and nothing else can be sent. */
const CHECKED: unique symbol = Symbol('checked');

/** An edition that met every rule, warnings apart. */
export type CheckedEdition = Edition & { readonly [CHECKED]: true };

/** Holds an edition against all rules, with the publication's own severities. An error leaves no value. */
export function checkEdition(input: RuleInput): Checked<CheckedEdition> {
  const found = RULES.flatMap((rule) => rule(input));
  const diagnostics = applySeverity(found, input.publication);
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  return { value: { ...input.edition, [CHECKED]: true }, diagnostics };
}
