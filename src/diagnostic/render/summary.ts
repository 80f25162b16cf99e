import type { Diagnostic } from '../diagnostic.ts';

export interface Summary {
  readonly errors: number;
  readonly warnings: number;
}

export function summaryOf(diagnostics: readonly Diagnostic[]): Summary {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: diagnostics.length - errors };
}

/** `2 errors, 1 warning`; what there is none of isn't mentioned. */
export function summaryText({ errors, warnings }: Summary): string {
  const parts = [count(errors, 'error'), count(warnings, 'warning')].filter((part) => part !== '');
  return parts.length === 0 ? 'no problems' : parts.join(', ');
}

function count(number: number, noun: string): string {
  return number === 0 ? '' : `${number} ${noun}${number === 1 ? '' : 's'}`;
}
