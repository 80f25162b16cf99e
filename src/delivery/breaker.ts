import type { Outcome } from './transport.ts';

/** When so large a share of the last calls failed, something is wrong that isn't the readers', and a send stops. */
export interface BreakerSettings {
  /** From 0 to 1; more than this trips. */
  readonly share: number;
  /** Of how many calls; fewer never trip. */
  readonly of: number;
}

export const BREAKER: BreakerSettings = { share: 0.5, of: 100 };

export interface Breaker {
  readonly note: (state: Outcome['state']) => void;
  readonly tripped: () => { readonly failed: number; readonly of: number } | null;
}

/** Looks at the last calls. `held` calls say something of the account and are judged by themselves. */
export function openBreaker({ share, of }: BreakerSettings): Breaker {
  const last: ('failed' | 'fine')[] = [];
  let next = 0;
  let failed = 0;
  let tripped: 'tripped' | 'whole' = 'whole';
  return {
    note: (state) => {
      if (state === 'held') return;
      if (last[next] === 'failed') failed -= 1;
      last[next] = state === 'accepted' ? 'fine' : 'failed';
      if (last[next] === 'failed') failed += 1;
      next = (next + 1) % of;
      if (last.length === of && failed > share * of) tripped = 'tripped';
    },
    tripped: () => (tripped === 'tripped' ? { failed, of } : null),
  };
}
