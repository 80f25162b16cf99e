import type { Message } from '../mail/message.ts';
import type { Attempt, RecordedOutcome } from './ledger.ts';
import type { Outcome, Transport } from './transport.ts';

/** A call that is back. */
export interface ReturnedCall extends RecordedOutcome {
  readonly of: Attempt;
}

/** The calls that are out, and those whose outcome isn't written yet. */
export interface Flight {
  /** Attempts without a written outcome: what a crash at this moment leaves in doubt. */
  readonly open: () => number;
  readonly start: (attempt: Attempt, message: Message | undefined) => void;
  /** Resolves when so many calls are back, or all that are out. */
  readonly returned: (count: number) => Promise<void>;
  /** Writes the outcomes of all calls that are back, in one go. What can't be written is kept, to be tried once more. */
  readonly settle: () => Promise<void>;
}

export interface FlightEnds {
  readonly record: (outcomes: readonly RecordedOutcome[]) => Promise<void>;
  /** What was written just now. */
  readonly onSettled: (calls: readonly ReturnedCall[]) => void;
  /** A call is back; `milliseconds` is how long it took. */
  readonly onReturned: (milliseconds: number) => void;
  readonly onFailure: (error: unknown) => void;
  readonly monotonic: () => number;
}

export function openFlight(transport: Transport, ends: FlightEnds): Flight {
  let out = 0;
  let back: ReturnedCall[] = [];
  let waiting: { readonly count: number; readonly resolve: () => void } | undefined;

  const wake = (): void => {
    if (waiting === undefined || (out > 0 && back.length < waiting.count)) return;
    waiting.resolve();
    waiting = undefined;
  };

  const call = async (of: Attempt, message: Message | undefined): Promise<void> => {
    const started = ends.monotonic();
    let outcome: Outcome;
    try {
      if (message === undefined) throw new Error('an attempt was recorded for nobody');
      outcome = await transport.deliver(message, { send: of.recipient.send, attempt: of.attempt });
    } catch (error) {
      ends.onFailure(error);
      outcome = { state: 'in-doubt', reason: 'the program failed during this call' };
    }
    back.push({ attempt: of.attempt, outcome, of });
    out -= 1;
    ends.onReturned(ends.monotonic() - started);
    wake();
  };

  return {
    open: () => out + back.length,
    start: (attempt, message) => {
      out += 1;
      void call(attempt, message);
    },
    returned: (count) =>
      new Promise((resolve) => {
        waiting = { count, resolve };
        wake();
      }),
    settle: async () => {
      if (back.length === 0) return;
      const written = back;
      back = [];
      try {
        await ends.record(written);
      } catch (error) {
        back = [...written, ...back];
        throw error;
      }
      ends.onSettled(written);
    },
  };
}
