/**
 * What a mail service says later about a message that it took. `soft-bounced`: an answer that isn't a failure for
 * certain, such as that of somebody on holiday; `not-spam`: a reader took the message out of the spam folder.
 */
export type EventKind =
  | 'sent'
  | 'delivered'
  | 'delayed'
  | 'bounced'
  | 'soft-bounced'
  | 'complained'
  | 'not-spam'
  /** The service took the call, and refused the message afterwards. */
  | 'rejected'
  | 'opened'
  | 'clicked';

/** Of one attempt, by what its tags say. Holds no address: it outlives an erased subscriber. */
export interface DeliveryEvent {
  /** The event's own name: the same event has it however often and by whatever way it comes. */
  readonly key: string;
  readonly send: string;
  readonly attempt: number;
  readonly kind: EventKind;
  readonly messageId: string;
  /** What was said of it in words, or the link that was clicked. */
  readonly detail: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** An event, and to whom its message went, as `addressKey` has it; empty where it doesn't say. */
export interface AddressedEvent extends DeliveryEvent {
  readonly recipients: readonly string[];
}

/** What was found in a file of events. `line` is where its JSON value begins, from 1. */
export type EventReading =
  | { readonly kind: 'event'; readonly line: number; readonly event: AddressedEvent }
  /** An event of a message that isn't Courant's. */
  | { readonly kind: 'foreign'; readonly line: number }
  /** No event, but nothing wrong with it: a subscription's confirmation, a kind that says nothing of a delivery. */
  | { readonly kind: 'skipped'; readonly line: number }
  /** `reason` completes the sentence "it was left out: …". */
  | { readonly kind: 'broken'; readonly line: number; readonly reason: string };

/** Always: events given = recorded + duplicate + unknown. */
export interface RecordedEvents {
  readonly recorded: number;
  readonly duplicate: number;
  /** Of another store, or of another recipient than the attempt's. */
  readonly unknown: number;
  /** Numbers of the attempts whose deliveries these events settled. */
  readonly settled: readonly number[];
}

/** Port: what became of messages after they were accepted. */
export interface Events {
  /**
   * Writes events, all or none, durably, in one transaction; what is known already changes nothing. An attempt in doubt
   * becomes accepted (or rejected) by them. Rejects with `StoreError`.
   */
  readonly record: (events: readonly AddressedEvent[]) => Promise<RecordedEvents>;
}
