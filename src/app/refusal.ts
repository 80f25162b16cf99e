/** Why a command could not do what was asked, where that is not about content: usage, configuration, the store. */
export interface Refusal {
  /** Stable kebab-case name, for scripts. */
  readonly code: string;
  readonly message: string;
  /** The next action, as a sentence. */
  readonly hint: string;
  /** More than a sentence can say, such as a difference, line by line. */
  readonly details?: readonly string[];
}

/** Either what was asked for, or why not. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refuse(code: string, message: string, hint: string): { readonly ok: false; readonly refusal: Refusal } {
  return { ok: false, refusal: { code, message, hint } };
}
