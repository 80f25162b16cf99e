import type { Message } from '../mail/message.ts';

/** What a transport says of one call. What it cannot say for certain is `in-doubt`: never sent again on a guess. */
export type Outcome =
  | { readonly state: 'accepted'; readonly messageId: string }
  | { readonly state: 'rejected' | 'deferred' | 'in-doubt'; readonly reason: string };

/** What of a send a transport may write into its own headers and tags. */
export interface TransportContext {
  readonly send: string;
  readonly attempt: number;
}

/** Port: hands one message over. Expected failures are outcomes; a thrown error is our own bug. */
export interface Transport {
  readonly name: 'outbox' | 'ses' | 'smtp';
  readonly deliver: (message: Message, context: TransportContext) => Promise<Outcome>;
  readonly close: () => Promise<void>;
}
