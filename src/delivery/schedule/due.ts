/** How late a send may begin without being asked about: one hour, in milliseconds. */
export const GRACE = 3_600_000;

/** Whether a send's moment has come. `wait` and `late` in milliseconds. */
export type DueState =
  | { readonly kind: 'early'; readonly wait: number }
  | { readonly kind: 'due' }
  | { readonly kind: 'past-due'; readonly late: number };

/** A mail for 08:00 goes until the grace is over, and then no more unasked: its readers expect it in the morning. */
export function dueState(at: number, now: number, grace: number): DueState {
  if (now < at) return { kind: 'early', wait: at - now };
  return now - at <= grace ? { kind: 'due' } : { kind: 'past-due', late: now - at };
}
