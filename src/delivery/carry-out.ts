import type { Message } from '../mail/message.ts';
import type { BreakerSettings } from './breaker.ts';
import type { Clock } from './clock.ts';
import type { Holder, Ledger, Recipient, SendRecord } from './ledger.ts';
import type { PassEnd } from './pass-end.ts';
import type { ProgressReport } from './progress.ts';
import type { Selection } from './recipient-queue.ts';
import { sendPass } from './send-pass.ts';
import { type SendSummary, summarise } from './summary.ts';
import type { SendingLimits, Transport } from './transport.ts';

/** The moments between which a crash must do no harm; crash tests stop at each. */
export type LedgerStep =
  | 'acquired'
  | 'recovered'
  | 'batch-taken'
  | 'attempts-recorded'
  | 'call-returned'
  | 'outcomes-recorded'
  | 'released';

/** Somebody who is to get a message: `subscriber` is never null here. */
export type Addressee = Recipient & { readonly subscriber: NonNullable<Recipient['subscriber']> };

export interface CarryOutPorts {
  readonly ledger: Ledger;
  readonly transport: Transport;
  readonly clock: Clock;
}

export interface CarryOutOptions {
  /** Composes one message; throws for our own bugs only. */
  readonly personalise: (addressee: Addressee) => Message;
  /** When aborted: nothing new leaves, calls in flight finish and are noted. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ProgressReport) => void;
  /** Default `pending`: who had no turn yet, and whom the account held. */
  readonly selection?: Selection;
  /** What the account allows, where that is known already; else the transport is asked. */
  readonly limits?: SendingLimits;
  /** The editor's own limit: at most so many messages a second. */
  readonly rate?: number | undefined;
  /** For how many milliseconds from an instant on nothing may leave; 0 where it may. */
  readonly gate?: (now: number) => number;
  readonly breaker?: BreakerSettings | undefined;
  /** The most calls in flight, and so the most deliveries that a crash leaves in doubt; else from rate and latency. */
  readonly concurrency?: number;
  /** For crash tests: may end the process, never throws. */
  readonly probe?: (step: LedgerStep) => void;
}

export type CarriedOut =
  | { readonly kind: 'done'; readonly summary: SendSummary; readonly end: PassEnd }
  | { readonly kind: 'held'; readonly by: Holder }
  | { readonly kind: 'stop-asked' }
  | { readonly kind: 'unknown' };

/**
 * Takes a send on and carries it as far as it goes: the same for a new send and for one that was stopped or crashed.
 * What a transport throws is noted as in doubt, stops the send, and is thrown again once everything is written.
 * Rejects with `TransportError` where nothing can be sent at all, and then leaves the send as it was.
 */
export async function carryOut(send: string, ports: CarryOutPorts, options: CarryOutOptions): Promise<CarriedOut> {
  const { ledger } = ports;
  const probe = options.probe ?? (() => {});
  const limits = options.limits ?? (await ports.transport.limits());
  const acquired = await ledger.acquire(send);
  if (acquired.kind !== 'pass') return acquired;
  probe('acquired');
  const { pass } = acquired;
  let end: PassEnd;
  try {
    await ledger.recover(pass);
    probe('recovered');
    const { counts } = await recordOf(ledger, send);
    end = await sendPass(pass, ports, options, { counts, limits });
  } catch (error) {
    // What went wrong first is what is told; a pass that can't be given back lapses.
    await ledger.release(pass).catch(() => {});
    throw error;
  }
  await ledger.release(pass);
  probe('released');
  return { kind: 'done', summary: summarise(await recordOf(ledger, send)), end };
}

async function recordOf(ledger: Ledger, send: string): Promise<SendRecord> {
  const record = await ledger.find(send);
  if (record === null) throw new Error(`the ledger lost the send ${send} while it was carried out`);
  return record;
}
