import type { Pass, RecordedOutcome } from '../../delivery/ledger.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';

/** Renews the pass where it still holds; where it doesn't, what came of a call is a fact all the same. */
export function recordOutcomes(
  database: Database,
  machine: Machine,
  pass: Pass,
  outcomes: readonly RecordedOutcome[],
): void {
  database.relaxedTransaction(() => {
    const now = machine.now();
    database.run('UPDATE pass SET seen_at = max(seen_at, ?) WHERE fence = ? AND ended_at IS NULL', [now, pass.fence]);
    database.run(
      `INSERT INTO outcome (send, place, attempt, state, message_id, reason, at)
       SELECT a.send, a.place, a.id, o.value ->> 1, o.value ->> 2, o.value ->> 3, ?
       FROM json_each(?) AS o CROSS JOIN attempt AS a ON a.id = o.value ->> 0`,
      [now, JSON.stringify(outcomes.map(rowOf))],
    );
  });
}

function rowOf({ attempt, outcome }: RecordedOutcome): readonly (string | number | null)[] {
  return outcome.state === 'accepted'
    ? [attempt, outcome.state, wellFormed(outcome.messageId), null]
    : [attempt, outcome.state, null, wellFormed(outcome.reason)];
}

/** Half a character, as a cut leaves it, goes through JSON as it is, and libsql ends the process when it reads it. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
