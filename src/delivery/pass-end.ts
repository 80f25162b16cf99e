import type { HeldCause } from './transport.ts';

/** Why a pass over a send ended. */
export type PassEnd =
  /** Everybody had their turn. */
  | { readonly kind: 'all' }
  /** The program is to end. */
  | { readonly kind: 'interrupted' }
  /** Somebody asked for a stop, from another terminal. */
  | { readonly kind: 'stop-asked' }
  /** The day's quota is used up. */
  | { readonly kind: 'daily-quota' }
  /** Nothing can be sent until somebody mends something. */
  | { readonly kind: 'account'; readonly reason: string }
  /** The circuit breaker: so many of the last calls failed; `reason` is that of the last. */
  | { readonly kind: 'failures'; readonly failed: number; readonly of: number; readonly reason: string };

export function endFor(cause: HeldCause, reason: string): PassEnd | undefined {
  if (cause === 'rate') return undefined;
  return cause === 'daily-quota' ? { kind: 'daily-quota' } : { kind: 'account', reason };
}
