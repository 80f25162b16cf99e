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
  readonly timing: SendTiming;
  /** The send whose edition was wrong, where this one corrects it. */
  readonly corrects: string | null;
  /** The send whose audience has grown, where this one is for those who joined since. */
  readonly topsUp: string | null;
  /** The number that somebody agreed to: with any other nothing is made. Null for any. */
  readonly agreed: number | null;
  /** `rehearse` counts exactly what `commit` would do, and leaves nothing behind. */
  readonly mode: 'commit' | 'rehearse';
}

/** When a send may go. */
export interface SendTiming {
  /** Not before this instant; null for at once. */
  readonly notBefore: number | null;
  /** Only at this time of day, such as `08:00-20:00`, in the publication's zone; null for any. */
  readonly window: string | null;
}

export interface AudienceEntry {
  readonly subscriber: number;
  /** Place in the editions of the request. */
  readonly edition: number;
  /** The subscriber's own window; absent where the send's is all there is. Earlier ones have their turn first. */
  readonly notBefore?: number | undefined;
  readonly notAfter?: number | undefined;
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
  /** The send whose wrong edition this one corrects. */
  readonly corrects: string | null;
  readonly list: string;
  readonly segment: string | null;
  readonly transport: Transport['name'];
  readonly timing: SendTiming;
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
  /** Somebody wants it stopped since `forgetStop`. */
  | { readonly kind: 'stop-asked' }
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
  /** When their own window opens and closes, in milliseconds since 1970; null where nothing says so. */
  readonly notBefore: number | null;
  readonly notAfter: number | null;
}

export interface Attempt {
  readonly recipient: Recipient;
  /** Unique in the store. */
  readonly attempt: number;
}

/** `asked`: somebody wants the send stopped, and so no attempt was made. */
export interface RecordedAttempts {
  readonly stop: 'asked' | 'not-asked';
  readonly attempts: readonly Attempt[];
}

/** Who had a turn already, and what came of it. */
export type WaitingState = 'held' | 'deferred' | 'in-doubt';

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
  /** Leaves the send in the state that its deliveries come to; does nothing when the pass was taken over. */
  readonly release: (pass: Pass) => Promise<void>;
  /** Attempts of earlier passes without an outcome become in doubt; says how many. */
  readonly recover: (pass: Pass) => Promise<number>;
  /** The next recipients in order who have no attempt yet. */
  readonly pending: (pass: Pass, limit: number) => Promise<readonly Recipient[]>;
  /** Recipients after a place whose latest outcome is this, in order. */
  readonly waiting: (
    pass: Pass,
    state: WaitingState,
    page: { readonly after: number; readonly limit: number },
  ) => Promise<readonly Recipient[]>;
  /**
   * Writes one attempt a recipient, durably, and moves the cursor past them. Whoever is suppressed or erased by now is
   * recorded as suppressed and gets no attempt. Rejects with `send-taken-over`, having written nothing; and writes
   * nothing where somebody asked for a stop.
   */
  readonly recordAttempts: (pass: Pass, recipients: readonly Recipient[]) => Promise<RecordedAttempts>;
  /** Without an attempt: their window had closed before their turn. Moves the cursor past them. */
  readonly recordMissed: (pass: Pass, recipients: readonly Recipient[], reason: string) => Promise<void>;
  /** A fact about a call is taken from whoever has it, also from an owner that was taken over. */
  readonly recordOutcomes: (pass: Pass, outcomes: readonly RecordedOutcome[]) => Promise<void>;
  /** Before a send is carried out or waited for: what was asked of it until now is done with. */
  readonly forgetStop: (send: string) => Promise<void>;
  /** The name of the newest send. */
  readonly newest: () => Promise<string | null>;
  /** Its state, without counting deliveries. */
  readonly stateOf: (send: string) => Promise<SendState | null>;
  /** Whether somebody asked for this send to stop since then. */
  readonly stopAsked: (send: string) => Promise<'asked' | 'not-asked'>;
  /** `asked`: its owner will stop. `idle`: nobody carries it out; what was planned but not begun is stopped by this. */
  readonly askToStop: (send: string) => Promise<'asked' | 'idle' | 'unknown'>;
  /** Of a send that nobody carries out: attempts that a crash left without an outcome become in doubt, durably. */
  readonly tidy: (send: string) => Promise<'tidied' | 'held' | 'unknown'>;
  /** The editor's word on all that are in doubt: they are given up, durably. Says how many; null while it is carried out. */
  readonly giveUp: (send: string) => Promise<number | null>;
  /** How many attempts through a transport were made since a moment, and when the first of them was. */
  readonly attemptsSince: (transport: Transport['name'], since: number) => Promise<AttemptsSince>;
}

export interface AttemptsSince {
  readonly count: number;
  /** Milliseconds since 1970; null where there was none. */
  readonly first: number | null;
}
