/** The value of a declared field; an absent field is not in the record. Dates are ISO days, `2026-11-24`. */
export type FieldValue = string | number | boolean;

export interface Subscriber {
  /** The store's number for a subscriber: stable, never reused, and says nothing about the person. */
  readonly id: number;
  /** As it was given; the domain in ASCII. */
  readonly address: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

export type SuppressionReason = 'bounce' | 'complaint' | 'unsubscribe' | 'manual';
