import type { Message } from '../mail/message.ts';
import type { CarryOutOptions, CarryOutPorts } from './carry-out.ts';
import type { Attempt, Pass, RecordedOutcome } from './ledger.ts';
import { countOutcome, countWithheld } from './progress.ts';
import type { DeliveryCounts } from './state.ts';
import type { Outcome } from './transport.ts';

/** The calls that are out, and those whose outcome isn't written yet. */
export interface Flight {
  /** Attempts without a written outcome: what a crash at this moment leaves in doubt. */
  readonly open: () => number;
  readonly start: (attempt: Attempt, message: Message | undefined) => void;
  readonly withheld: (count: number) => void;
  /** Waits until so many calls are back (or all that are out), and writes their outcomes in one go. */
  readonly settleSome: (count: number) => Promise<void>;
  /** Remembers the first thing that went wrong. */
  readonly fail: (error: unknown) => void;
  readonly failed: () => boolean;
  readonly rethrow: () => void;
}

export function openFlight(
  pass: Pass,
  { ledger, transport }: CarryOutPorts,
  { onProgress = () => {}, probe = () => {} }: CarryOutOptions,
  planned: DeliveryCounts,
): Flight {
  const out = new Map<number, Promise<void>>();
  const failures: unknown[] = [];
  let back: RecordedOutcome[] = [];
  let counts = planned;

  const call = async ({ attempt, recipient }: Attempt, message: Message | undefined): Promise<void> => {
    let outcome: Outcome;
    try {
      if (message === undefined) throw new Error('an attempt was recorded for nobody');
      outcome = await transport.deliver(message, { send: recipient.send, attempt });
    } catch (error) {
      failures.push(error);
      outcome = { state: 'in-doubt', reason: 'the program failed during this call' };
    }
    back.push({ attempt, outcome });
    out.delete(attempt);
    probe('call-returned');
  };

  const settleSome = async (count: number): Promise<void> => {
    while (out.size > 0 && back.length < count) await Promise.race(out.values());
    const written = back;
    back = [];
    if (written.length === 0) return;
    try {
      await ledger.recordOutcomes(pass, written);
    } catch (error) {
      failures.push(error);
      return;
    }
    probe('outcomes-recorded');
    counts = written.reduce((sum, { outcome }) => countOutcome(sum, outcome), counts);
    onProgress(counts);
  };

  return {
    open: () => out.size + back.length,
    start: (attempt, message) => void out.set(attempt.attempt, call(attempt, message)),
    withheld: (count) => {
      counts = countWithheld(counts, count);
    },
    settleSome,
    fail: (error) => void failures.push(error),
    failed: () => failures.length > 0,
    rethrow: () => {
      if (failures.length > 0) throw failures[0];
    },
  };
}
