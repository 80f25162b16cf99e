import type { Message } from '../mail/message.ts';
import type { Clock } from './clock.ts';
import { type Flight, openFlight } from './flight.ts';
import type { Holder, Ledger, Pass, Recipient, SendRecord } from './ledger.ts';
import type { ProgressReport } from './progress.ts';
import { settle } from './state.ts';
import { type SendSummary, summarise } from './summary.ts';
import type { Transport } from './transport.ts';

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
  /** The most calls in flight, and so the most deliveries that a crash leaves in doubt; default 16. */
  readonly concurrency?: number;
  /** For crash tests: may end the process, never throws. */
  readonly probe?: (step: LedgerStep) => void;
}

export type CarriedOut =
  | { readonly kind: 'done'; readonly summary: SendSummary }
  | { readonly kind: 'held'; readonly by: Holder }
  | { readonly kind: 'unknown' };

const HEARTBEAT = 15_000;
const CONCURRENCY = 16;
/** Recipients read at once; whoever is suppressed after that is still held back by `recordAttempts`. */
const PAGE = 500;

/**
 * Takes a send on and carries it as far as it goes: the same for a new send and for one that was stopped or crashed.
 * What a transport throws is noted as in doubt, stops the send, and is thrown again once everything is written.
 */
export async function carryOut(send: string, ports: CarryOutPorts, options: CarryOutOptions): Promise<CarriedOut> {
  const { ledger } = ports;
  const probe = options.probe ?? (() => {});
  const acquired = await ledger.acquire(send);
  if (acquired.kind !== 'pass') return acquired;
  probe('acquired');
  const { pass } = acquired;
  try {
    await ledger.recover(pass);
    probe('recovered');
    await sendPending(pass, ports, options);
  } catch (error) {
    // What went wrong first is what is told; a pass that can't be given back lapses.
    await leave(ledger, pass).catch(() => {});
    throw error;
  }
  await leave(ledger, pass);
  probe('released');
  return { kind: 'done', summary: summarise(await recordOf(ledger, send)) };
}

async function leave(ledger: Ledger, pass: Pass): Promise<void> {
  await ledger.release(pass, settle((await recordOf(ledger, pass.send)).counts));
}

async function recordOf(ledger: Ledger, send: string): Promise<SendRecord> {
  const record = await ledger.find(send);
  if (record === null) throw new Error(`the ledger lost the send ${send} while it was carried out`);
  return record;
}

/** A sliding window: the next group of attempts is written as soon as half of the window is free. */
async function sendPending(pass: Pass, ports: CarryOutPorts, options: CarryOutOptions): Promise<void> {
  const { ledger, clock } = ports;
  const window = Math.max(1, options.concurrency ?? CONCURRENCY);
  const group = Math.max(1, window >> 1);
  const flight = openFlight(pass, ports, options, (await recordOf(ledger, pass.send)).counts);
  const end = new AbortController();
  const heartbeat = beat(pass, ledger, clock, end.signal).catch((error: unknown) => flight.fail(error));
  const queue: Recipient[] = [];
  try {
    let left: 'some' | 'none' = 'some';
    while (left === 'some' || flight.open() > 0) {
      if (options.signal?.aborted === true || flight.failed()) left = 'none';
      const room = window - flight.open();
      if (left === 'some' && room >= group) left = await takeGroup({ pass, flight, queue, room }, ports, options);
      else await flight.settleSome(group);
    }
  } finally {
    end.abort();
    await heartbeat;
  }
  flight.rethrow();
}

interface Turn {
  readonly pass: Pass;
  readonly flight: Flight;
  /** Read, but not yet attempted. */
  readonly queue: Recipient[];
  /** How many more calls may be in flight. */
  readonly room: number;
}

async function takeGroup(
  { pass, flight, queue, room }: Turn,
  { ledger }: CarryOutPorts,
  { personalise, probe = () => {} }: CarryOutOptions,
): Promise<'some' | 'none'> {
  try {
    if (queue.length === 0) queue.push(...(await ledger.pending(pass, PAGE)));
    const recipients = queue.splice(0, room);
    if (recipients.length === 0) return 'none';
    probe('batch-taken');
    const messages = new Map(recipients.filter(isAddressee).map((one) => [one.place, personalise(one)]));
    const attempts = await ledger.recordAttempts(pass, recipients);
    flight.withheld(recipients.length - attempts.length);
    probe('attempts-recorded');
    for (const attempt of attempts) flight.start(attempt, messages.get(attempt.recipient.place));
    return 'some';
  } catch (error) {
    flight.fail(error);
    return 'none';
  }
}

function isAddressee(recipient: Recipient): recipient is Addressee {
  return recipient.subscriber !== null;
}

/** Keeps the right to the send while calls hang or the pace is slow. */
async function beat(pass: Pass, ledger: Ledger, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(HEARTBEAT, signal);
    if (!signal.aborted) await ledger.renew(pass);
  }
}
