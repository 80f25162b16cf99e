import { BREAKER } from './breaker.ts';
import type { Addressee, CarryOutOptions, CarryOutPorts } from './carry-out.ts';
import { type Flight, openFlight } from './flight.ts';
import type { Pass, Recipient } from './ledger.ts';
import { openPacer, type Pacer } from './pacer.ts';
import type { PassEnd } from './pass-end.ts';
import { openPassState, type PassState } from './pass-state.ts';
import { countOutcome, countTaken, countWithheld } from './progress.ts';
import { openRecipientQueue, type RecipientQueue, type Selection } from './recipient-queue.ts';
import type { DeliveryCounts } from './state.ts';
import { StoreError } from './store-error.ts';
import type { SendingLimits } from './transport.ts';
import { watchPass } from './watch-pass.ts';
import { windowFor } from './window.ts';

/** Attempts of so much time are written in one commit. */
const GROUP_SECONDS = 0.02;
/** A process that stood still for so long between its note of an attempt and the call may have lost its right to it. */
const STANDSTILL = 30_000;
/** A timer of Node goes wrong past 24 days, and a clock may be set meanwhile. */
const LONGEST_SLEEP = 60_000;
const MISSED = 'the time of day in which it was to come had passed';

interface PassParts {
  readonly pass: Pass;
  readonly ports: CarryOutPorts;
  readonly options: CarryOutOptions;
  readonly selection: Selection;
  readonly queue: RecipientQueue;
  readonly pacer: Pacer;
  readonly state: PassState;
  readonly flight: Flight;
}

/** Gives everybody of a selection their turn, at the account's pace, until all had it or something ends it. */
export async function sendPass(
  pass: Pass,
  ports: CarryOutPorts,
  options: CarryOutOptions,
  start: { readonly counts: DeliveryCounts; readonly limits: SendingLimits },
): Promise<PassEnd> {
  const parts = openParts(pass, ports, options, start);
  const { state, flight } = parts;
  const interrupt = (): void => state.finish({ kind: 'interrupted' });
  options.signal?.addEventListener('abort', interrupt);
  if (options.signal?.aborted === true) interrupt();
  const end = new AbortController();
  const watch = watchPass(parts, end.signal);
  try {
    while (!state.over.aborted) await step(parts).catch(state.fail);
    while (flight.open() > 0) await drain(parts);
  } finally {
    end.abort();
    options.signal?.removeEventListener('abort', interrupt);
    await watch;
  }
  return state.outcome();
}

function openParts(
  pass: Pass,
  ports: CarryOutPorts,
  options: CarryOutOptions,
  { counts, limits }: { readonly counts: DeliveryCounts; readonly limits: SendingLimits },
): PassParts {
  const { onProgress = () => {}, probe = () => {}, selection = 'pending', breaker = BREAKER } = options;
  const queue = openRecipientQueue(pass, ports.ledger, selection);
  const pacer = openPacer(limits, options.rate, ports.clock);
  const state = openPassState({ counts, queue, pacer, breaker, onProgress });
  const flight = openFlight(ports.transport, {
    record: (outcomes) => ports.ledger.recordOutcomes(pass, outcomes),
    onSettled: (calls) => {
      probe('outcomes-recorded');
      state.note(calls);
    },
    onReturned: (milliseconds) => {
      state.noteLatency(milliseconds);
      probe('call-returned');
    },
    onFailure: state.fail,
    monotonic: ports.clock.monotonic,
  });
  return { pass, ports, options, selection, queue, pacer, state, flight };
}

/** One look at what may be done next: an attempt for some, or a wait. */
async function step(parts: PassParts): Promise<void> {
  const { queue, pacer, state, flight, options, ports } = parts;
  const window = Math.max(1, options.concurrency ?? windowFor(pacer.rate(), state.latency()));
  const group = Math.max(1, window >> 1);
  const room = window - flight.open();
  if (room < group) return settleWhen(flight, group - room);
  const now = ports.clock.now();
  const closed = options.gate?.(now) ?? 0;
  if (closed > 0) return pause(parts, closed, 1);
  const recipients = await queue.take(room, now);
  if (recipients.length === 0) return waitForMore(parts, now);
  const least = Math.min(recipients.length, group, Math.max(1, Math.floor(pacer.rate() * GROUP_SECONDS)));
  const grant = pacer.take(least, recipients.length);
  if (grant.kind === 'go') {
    queue.putBack(recipients.slice(grant.count));
    return attempt(parts, recipients.slice(0, grant.count));
  }
  queue.putBack(recipients);
  if (grant.kind === 'quota-used-up')
    return flight.open() > 0 ? settleWhen(flight, 1) : state.finish({ kind: 'daily-quota' });
  return pause(parts, grant.milliseconds, least);
}

/** Nobody's turn right now: their window opens later, a call that is out may hand somebody back, or that was all. */
async function waitForMore(parts: PassParts, now: number): Promise<void> {
  const { queue, state, flight } = parts;
  const opens = queue.opensAt();
  if (opens !== null) return pause(parts, opens - now, 1);
  if (flight.open() === 0) return state.finish({ kind: 'all' });
  return settleWhen(flight, 1);
}

async function settleWhen(flight: Flight, back: number): Promise<void> {
  await flight.returned(back);
  await flight.settle();
}

/** Until the time is over, or so many calls are back, whose outcomes are then written. */
async function pause({ state, flight, ports }: PassParts, milliseconds: number, back: number): Promise<void> {
  const woken = new AbortController();
  const wake = (): void => woken.abort();
  // Not AbortSignal.any: on Node 20 each of those stays with the signal that outlives it.
  state.over.addEventListener('abort', wake);
  if (state.over.aborted) wake();
  const waits = [ports.clock.sleep(Math.min(milliseconds, LONGEST_SLEEP), woken.signal)];
  if (flight.open() > 0) waits.push(flight.returned(back));
  await Promise.race(waits);
  wake();
  state.over.removeEventListener('abort', wake);
  await flight.settle();
}

/** What can't be written now is tried once more when all calls are back; then it is in doubt for whoever resumes. */
async function drain({ flight, state }: PassParts): Promise<void> {
  const open = flight.open();
  await flight.returned(1);
  try {
    await flight.settle();
  } catch (error) {
    state.fail(error);
    await flight.returned(open);
    await flight.settle();
  }
}

async function attempt(parts: PassParts, taken: readonly Recipient[]): Promise<void> {
  const { pass, ports, options, pacer, state, flight, queue, selection } = parts;
  const { ledger, clock } = ports;
  const recipients = leadingRun(parts, taken);
  pacer.giveBack(taken.length - recipients.length);
  queue.putBack(taken.slice(recipients.length));
  if (recipients.some((one) => isMissed(parts, one))) return miss(parts, recipients);
  options.probe?.('batch-taken');
  const messages = new Map(recipients.filter(isAddressee).map((one) => [one.place, options.personalise(one)]));
  const before = clock.monotonic();
  const recorded = await ledger.recordAttempts(pass, recipients);
  pacer.giveBack(recipients.length - recorded.attempts.length);
  if (recorded.stop === 'asked') {
    queue.putBack(recipients);
    return state.finish({ kind: 'stop-asked' });
  }
  const fresh = recipients.filter(({ place }) => !state.wasHeld(place)).length;
  state.recount((counts) => countTaken(counts, selection, fresh));
  state.recount((counts) => countWithheld(counts, recipients.length - recorded.attempts.length));
  options.probe?.('attempts-recorded');
  if (clock.monotonic() - before > STANDSTILL) throw stoodStill(pass.send);
  for (const one of recorded.attempts) flight.start(one, messages.get(one.recipient.place));
}

/**
 * The first of them, as far as all have missed their window or none has: the ledger's cursor passes whoever is written down, so
 * those before must have had their turn.
 */
function leadingRun(parts: PassParts, taken: readonly Recipient[]): readonly Recipient[] {
  const [first] = taken;
  if (first === undefined) return taken;
  const change = taken.findIndex((one) => isMissed(parts, one) !== isMissed(parts, first));
  return change === -1 ? taken : taken.slice(0, change);
}

/** Of those who wait since the plan; whoever an editor wants tried again is tried at any time of the day. */
function isMissed({ ports, selection }: PassParts, { notAfter }: Recipient): boolean {
  return selection === 'pending' && notAfter !== null && notAfter <= ports.clock.now();
}

async function miss({ pass, ports, pacer, state }: PassParts, missed: readonly Recipient[]): Promise<void> {
  pacer.giveBack(missed.length);
  await ports.ledger.recordMissed(pass, missed, MISSED);
  const outcome = { state: 'deferred', reason: MISSED } as const;
  state.recount((counts) => missed.reduce((sum) => countOutcome(sum, outcome), counts));
}

function stoodStill(send: string): StoreError {
  return new StoreError('send-taken-over', {
    message: `this process stood still for a while, and another may carry out the send ${send} by now`,
    hint: `Nothing was sent since then. Carry on with: courant resume ${send}`,
  });
}

function isAddressee(recipient: Recipient): recipient is Addressee {
  return recipient.subscriber !== null;
}
