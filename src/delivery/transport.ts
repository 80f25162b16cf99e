import type { Message } from '../mail/message.ts';

/**
 * What a transport says of one call. `rejected`: not sent, and no use to try again; `deferred`: not sent, and may be
 * tried again; `held`: not sent, and this reader is no reason for it (the account is), so they wait for their turn
 * again. What it cannot say for certain is `in-doubt`: never sent again on a guess.
 */
export type Outcome =
  | { readonly state: 'accepted'; readonly messageId: string }
  | { readonly state: 'rejected' | 'deferred' | 'in-doubt'; readonly reason: string }
  | { readonly state: 'held'; readonly reason: string; readonly cause: HeldCause };

/** `rate`: calls come too fast; `daily-quota`: no more today; `account`: nothing leaves until somebody mends something. */
export type HeldCause = 'rate' | 'daily-quota' | 'account';

/** What of a send a transport may write into its own headers and tags. */
export interface TransportContext {
  readonly send: string;
  /** Unique in the store. */
  readonly attempt: number;
}

/** What the account behind a transport allows. `Infinity` where nobody limits it. */
export interface SendingLimits {
  /** Messages a second. */
  readonly perSecond: number;
  /** Messages in any 24 hours. */
  readonly perDay: number;
  /** Messages in the 24 hours that end now, by whomever they were sent. */
  readonly sentToday: number;
}

/** Port: hands one message over. Expected failures are outcomes; a thrown error is our own bug. */
export interface Transport {
  readonly name: 'outbox' | 'ses' | 'smtp';
  readonly deliver: (message: Message, context: TransportContext) => Promise<Outcome>;
  /** Read at the start of a send and each minute. Rejects with `TransportError`: nothing can be sent then. */
  readonly limits: () => Promise<SendingLimits>;
  readonly close: () => Promise<void>;
}

export const UNLIMITED: SendingLimits = {
  perSecond: Number.POSITIVE_INFINITY,
  perDay: Number.POSITIVE_INFINITY,
  sentToday: 0,
};
