/** Why something can't be imported. `code` is stable kebab-case, `hint` the next action. */
export interface IngestProblem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** Either what was read, or why it couldn't be. */
export type Ingested<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: IngestProblem };

export function ingested<T>(value: T): Ingested<T> {
  return { ok: true, value };
}

export function unfit(
  code: string,
  message: string,
  hint: string,
): { readonly ok: false; readonly refusal: IngestProblem } {
  return { ok: false, refusal: { code, message, hint } };
}
