import { type BreakerSettings, openBreaker } from './breaker.ts';
import type { ReturnedCall } from './flight.ts';
import type { Pacer } from './pacer.ts';
import { endFor, type PassEnd } from './pass-end.ts';
import { countOutcome, type ProgressReport } from './progress.ts';
import type { RecipientQueue } from './recipient-queue.ts';
import type { DeliveryCounts } from './state.ts';

/** What a pass has learned so far, and whether it goes on. */
export interface PassState {
  /** Aborted as soon as nothing new may leave. */
  readonly over: AbortSignal;
  readonly counts: () => DeliveryCounts;
  readonly recount: (change: (counts: DeliveryCounts) => DeliveryCounts) => void;
  /** Whether the account held somebody in this pass: they are pending already. */
  readonly wasHeld: (place: number) => boolean;
  /** What came of calls, once it is written. */
  readonly note: (calls: readonly ReturnedCall[]) => void;
  /** Milliseconds that a call takes, smoothed. */
  readonly latency: () => number;
  readonly noteLatency: (milliseconds: number) => void;
  /** Ends the pass; what was first is what is told. */
  readonly finish: (end: PassEnd) => void;
  readonly fail: (error: unknown) => void;
  /** Throws what went wrong first; a pass that nobody ended has come to its end. */
  readonly outcome: () => PassEnd;
}

interface Parts {
  readonly counts: DeliveryCounts;
  readonly queue: RecipientQueue;
  readonly pacer: Pacer;
  readonly breaker: BreakerSettings;
  readonly onProgress: (progress: ProgressReport) => void;
}

/** Who is held for the rate so often in one pass is no accident: then the account is the matter. */
const MOST_HOLDS = 20;

export function openPassState(parts: Parts): PassState {
  const { queue, pacer, onProgress } = parts;
  const breaker = openBreaker(parts.breaker);
  const over = new AbortController();
  const failures: unknown[] = [];
  const holds = new Map<number, number>();
  let { counts } = parts;
  let end: PassEnd | undefined;
  let latency = 0;
  const finish = (why: PassEnd): void => {
    end ??= why;
    over.abort();
  };
  const holdsOf = (place: number): number => {
    const count = (holds.get(place) ?? 0) + 1;
    holds.set(place, count);
    return count;
  };
  const noteCall = ({ outcome, of }: ReturnedCall): void => {
    counts = countOutcome(counts, outcome);
    breaker.note(outcome.state);
    pacer.note(outcome);
    if (outcome.state !== 'held') return;
    const why = endFor(outcome.cause, outcome.reason);
    if (why !== undefined) finish(why);
    else if (holdsOf(of.recipient.place) >= MOST_HOLDS) finish({ kind: 'account', reason: outcome.reason });
    else queue.again([{ ...of.recipient, attempts: of.recipient.attempts + 1 }]);
  };
  return {
    over: over.signal,
    counts: () => counts,
    recount: (change) => {
      counts = change(counts);
    },
    wasHeld: (place) => holds.has(place),
    note: (calls) => {
      for (const call of calls) noteCall(call);
      onProgress({ counts, rate: pacer.rate() });
      const tripped = breaker.tripped();
      if (tripped !== null) finish({ kind: 'failures', ...tripped, reason: lastReason(calls) });
    },
    latency: () => latency,
    noteLatency: (milliseconds) => {
      latency = latency === 0 ? milliseconds : latency * 0.9 + milliseconds * 0.1;
    },
    finish,
    fail: (error) => {
      failures.push(error);
      over.abort();
    },
    outcome: () => {
      if (failures.length > 0) throw failures[0];
      return end ?? { kind: 'all' };
    },
  };
}

function lastReason(calls: readonly ReturnedCall[]): string {
  const failed = calls.map(({ outcome }) => outcome).findLast(({ state }) => state !== 'accepted' && state !== 'held');
  return failed === undefined || failed.state === 'accepted' ? 'unknown' : failed.reason;
}
