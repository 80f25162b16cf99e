/** `stopped`: recipients are left over; `unsettled`: a whole pass is done, but some are deferred or in doubt. */
export type SendState = 'planned' | 'sending' | 'stopped' | 'unsettled' | 'finished' | 'cancelled';

export type DeliveryState = 'pending' | 'accepted' | 'rejected' | 'deferred' | 'in-doubt' | 'given-up' | 'suppressed';

/** What became of the recipients of a send. Always: planned is the sum of the others. */
export interface DeliveryCounts {
  readonly planned: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly deferred: number;
  readonly inDoubt: number;
  readonly givenUp: number;
  readonly pending: number;
}

/** The state in which a pass over a send leaves it. */
export function settle(counts: DeliveryCounts): 'stopped' | 'unsettled' | 'finished' {
  if (counts.pending > 0) return 'stopped';
  return counts.deferred + counts.inDoubt > 0 ? 'unsettled' : 'finished';
}
