import type { Subscriber } from '../audience/subscriber.ts';
import type { PreviousAudience } from './compare-audience.ts';
import type { DeliveryCounts, DeliveryState, SendState } from './state.ts';
import type { Outcome, Transport } from './transport.ts';

/** An edition as a send keeps it, so that resuming never compiles anew. `content` is text that only the caller reads. */
export interface StoredEdition {
  readonly hash: string;
  readonly segment: string | null;
  readonly language: string;
  readonly content: string;
}

export interface SendRequest {
  /** The name of the send that is to be made. */
  readonly send: string;
  readonly issue: { readonly id: string; readonly name: string };
  /** 0 for an issue as first sent; a subscriber gets each correction once. */
  readonly correction: number;
  /** The list whose suppressions hold, besides those that hold everywhere. */
  readonly list: string;
  /** The segment of the list that it goes to; null for the whole list. */
  readonly segment: string | null;
  readonly transport: Transport['name'];
  readonly editions: readonly StoredEdition[];
  /** `rehearse` counts exactly what `commit` would do, and leaves nothing behind. */
  readonly mode: 'commit' | 'rehearse';
}

export interface AudienceEntry {
  readonly subscriber: number;
  /** Place in the editions of the request. */
  readonly edition: number;
}

/** Always: audience = suppressed + alreadySent + planned. */
export interface PlanCounts {
  readonly audience: number;
  readonly suppressed: number;
  readonly alreadySent: number;
  readonly planned: number;
  /** In the order of the request's editions. */
  readonly plannedByEdition: readonly number[];
}

export interface SendRecord {
  readonly send: string;
  readonly issue: { readonly id: string; readonly name: string };
  readonly correction: number;
  readonly list: string;
  readonly transport: Transport['name'];
  /** `stopped` also where its owner died without a word. */
  readonly state: SendState;
  readonly createdAt: number;
  readonly editions: readonly (Omit<StoredEdition, 'content'> & { readonly planned: number })[];
  readonly audience: number;
  /** Left out when planned, and those who were suppressed after. */
  readonly suppressed: number;
  readonly alreadySent: number;
  readonly counts: DeliveryCounts;
  /** Milliseconds in which somebody was carrying it out. */
  readonly activeTime: number;
}

/** One line for each subscriber of a send's audience. An erased subscriber's address is empty. */
export interface DeliveryRecord {
  readonly address: string;
  readonly state: DeliveryState;
  readonly event: 'delivered' | 'bounced' | 'complained' | null;
  readonly attempts: number;
  readonly messageId: string | null;
  readonly reason: string | null;
}

/** The right to carry a send out. A later pass has a higher fence, and the ledger refuses attempts of an older one. */
export interface Pass {
  readonly send: string;
  readonly fence: number;
}

export interface Holder {
  readonly host: string;
  readonly pid: number;
  readonly where: 'this-machine' | 'elsewhere';
  readonly since: number;
  /** When its right lapses unless it is renewed. */
  readonly until: number;
}

export type Acquired =
  | { readonly kind: 'pass'; readonly pass: Pass }
  | { readonly kind: 'held'; readonly by: Holder }
  | { readonly kind: 'unknown' };

/** Somebody of a send's audience whose turn it is. `subscriber` is null once erased. */
export interface Recipient {
  readonly send: string;
  /** Place in the send, from 1. */
  readonly place: number;
  /** Place in the editions of the send, from 0. */
  readonly edition: number;
  readonly subscriber: Subscriber | null;
  /** How many attempts there were. */
  readonly attempts: number;
}

export interface Attempt {
  readonly recipient: Recipient;
  /** Unique in the store. */
  readonly attempt: number;
}

export interface RecordedOutcome {
  readonly attempt: number;
  readonly outcome: Outcome;
}

/**
 * Port: the account of every send. Every operation is one transaction and asynchronous; rejects with `StoreError`.
 * What is called durable is on the disk when it resolves.
 */
export interface Ledger {
  /**
   * Makes a send, freezes its audience and keeps its editions, durably, all or nothing. Subscribers who are suppressed
   * or stand already in a send of this issue and correction are recorded but not planned. `made` is false in a
   * rehearsal and where nobody is left to send to: then nothing is kept.
   */
  readonly plan: (
    request: SendRequest,
    audience: AsyncIterable<AudienceEntry> | Iterable<AudienceEntry>,
  ) => Promise<PlanCounts & { readonly made: 'made' | 'not-made' }>;
  readonly find: (send: string) => Promise<SendRecord | null>;
  /** Newest first. */
  readonly list: () => Promise<readonly SendRecord[]>;
  /** The last send to a list (`segment` null) or to a segment of it. */
  readonly previousAudience: (list: string, segment: string | null) => Promise<PreviousAudience | null>;
  readonly editions: (send: string) => Promise<readonly StoredEdition[]>;
  /** In the order of the send, then those who were left out; read in pages. */
  readonly deliveries: (send: string) => AsyncIterable<DeliveryRecord>;
  /** An owner that is dead on this machine, or whose right lapsed, is taken over at once. */
  readonly acquire: (send: string) => Promise<Acquired>;
  /** Rejects with `send-taken-over` when another has acquired it since. */
  readonly renew: (pass: Pass) => Promise<void>;
  /** Leaves the send in a state; does nothing when the pass was taken over. */
  readonly release: (pass: Pass, state: SendState) => Promise<void>;
  /** Attempts of earlier passes without an outcome become in doubt; says how many. */
  readonly recover: (pass: Pass) => Promise<number>;
  /** The next recipients in order who have no attempt yet. */
  readonly pending: (pass: Pass, limit: number) => Promise<readonly Recipient[]>;
  /**
   * Writes one attempt a recipient, durably, and moves the cursor past them. Whoever is suppressed or erased by now is
   * recorded as suppressed and gets no attempt. Rejects with `send-taken-over`, having written nothing.
   */
  readonly recordAttempts: (pass: Pass, recipients: readonly Recipient[]) => Promise<readonly Attempt[]>;
  /** A fact about a call is taken from whoever has it, also from an owner that was taken over. */
  readonly recordOutcomes: (pass: Pass, outcomes: readonly RecordedOutcome[]) => Promise<void>;
}
