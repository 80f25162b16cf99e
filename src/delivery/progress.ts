import type { Selection } from './recipient-queue.ts';
import type { DeliveryCounts } from './state.ts';
import type { Outcome } from './transport.ts';

/** How far a send is, counted as it goes. */
export interface ProgressReport {
  readonly counts: DeliveryCounts;
  /** Messages a second that are tried now; `Infinity` for no limit. */
  readonly rate: number;
}

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

/** They are tried, or tried again: whoever was deferred or in doubt is pending meanwhile. */
export function countTaken(counts: DeliveryCounts, selection: Selection, taken: number): DeliveryCounts {
  if (selection === 'pending') return counts;
  const key = COUNTED_AS[selection];
  return { ...counts, [key]: counts[key] - taken, pending: counts.pending + taken };
}

/** Suppressed since the plan: nobody's delivery any more. */
export function countWithheld(counts: DeliveryCounts, withheld: number): DeliveryCounts {
  return { ...counts, planned: counts.planned - withheld, pending: counts.pending - withheld };
}
