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
  database.transaction(() => {
    const now = machine.now();
    database.run('UPDATE pass SET seen_at = max(seen_at, ?) WHERE fence = ? AND ended_at IS NULL', [now, pass.fence]);
    for (const { attempt, outcome } of outcomes) {
      const messageId = outcome.state === 'accepted' ? outcome.messageId : null;
      const reason = outcome.state === 'accepted' ? null : outcome.reason;
      database.run(
        `INSERT INTO outcome (send, place, attempt, state, message_id, reason, at)
         SELECT send, place, id, ?, ?, ?, ? FROM attempt WHERE id = ?`,
        [outcome.state, messageId, reason, now, attempt],
      );
    }
  });
}
