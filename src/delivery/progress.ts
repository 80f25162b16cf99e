import type { DeliveryCounts } from './state.ts';
import type { Outcome } from './transport.ts';

/** How far a send is, counted as it goes. */
export type ProgressReport = DeliveryCounts;

const COUNTED_AS = {
  accepted: 'accepted',
  rejected: 'rejected',
  deferred: 'deferred',
  'in-doubt': 'inDoubt',
} as const satisfies Record<Exclude<Outcome['state'], 'held'>, keyof DeliveryCounts>;

/** Who is held waits again, and so stays pending. */
export function countOutcome(counts: DeliveryCounts, outcome: Outcome): DeliveryCounts {
  if (outcome.state === 'held') return counts;
  const key = COUNTED_AS[outcome.state];
  return { ...counts, [key]: counts[key] + 1, pending: counts.pending - 1 };
}

/** Suppressed since the plan: nobody's delivery any more. */
export function countWithheld(counts: DeliveryCounts, withheld: number): DeliveryCounts {
  return { ...counts, planned: counts.planned - withheld, pending: counts.pending - withheld };
}
