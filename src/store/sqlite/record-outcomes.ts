import type { Pass, RecordedOutcome } from '../../delivery/ledger.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { ownerOf } from './owner.ts';
import { knownSendNumber } from './send-number.ts';
import { setState } from './tidy.ts';

/** Renews the pass where it still holds; where it doesn't, what came of a call is a fact all the same. */
export function recordOutcomes(
  database: Database,
  machine: Machine,
  pass: Pass,
  outcomes: readonly RecordedOutcome[],
): void {
  database.relaxedTransaction(() => {
    const now = machine.now();
    const holds = 'UPDATE pass SET seen_at = max(seen_at, ?) WHERE fence = ? AND ended_at IS NULL';
    const rows = JSON.stringify(outcomes.map(rowOf));
    if (database.run(holds, [now, pass.fence]) === 1) database.run(OUTCOMES, [now, rows]);
    else addLate(database, machine, pass, rows);
  });
}

const OUTCOMES = `
  INSERT INTO outcome (send, place, attempt, state, message_id, reason, at)
  SELECT a.send, a.place, a.id, o.value ->> 1, o.value ->> 2, o.value ->> 3, ?1
  FROM json_each(?2) AS o CROSS JOIN attempt AS a ON a.id = o.value ->> 0`;

/** The last word on somebody is not taken back by what came of an earlier call. */
const NOT_LAST = `NOT EXISTS (SELECT 1 FROM outcome AS w
  WHERE w.send = a.send AND w.place = a.place AND w.state IN ('given-up', 'suppressed'))`;

/**
 * Calls of an owner that was taken over. By now they are in doubt, perhaps tried again: what came of a call counts as long as
 * nothing was tried after it, and that it was accepted counts always, as the latest of what is known.
 */
function addLate(database: Database, machine: Machine, pass: Pass, rows: string): void {
  const now = machine.now();
  const latest = 'NOT EXISTS (SELECT 1 FROM attempt AS l WHERE l.send = a.send AND l.place = a.place AND l.id > a.id)';
  database.run(`${OUTCOMES} WHERE ${NOT_LAST} AND ${latest}`, [now, rows]);
  database.run(
    `INSERT INTO outcome (send, place, attempt, state, message_id, reason, at)
     SELECT a.send, a.place, (SELECT max(l.id) FROM attempt AS l WHERE l.send = a.send AND l.place = a.place),
            'accepted', o.value ->> 2, NULL, ?1
     FROM json_each(?2) AS o CROSS JOIN attempt AS a ON a.id = o.value ->> 0
     WHERE o.value ->> 1 = 'accepted' AND ${NOT_LAST} AND NOT ${latest}
       AND EXISTS (SELECT 1 FROM outcome AS k WHERE k.attempt =
         (SELECT max(l.id) FROM attempt AS l WHERE l.send = a.send AND l.place = a.place))`,
    [now, rows],
  );
  const send = knownSendNumber(database, pass.send);
  if (ownerOf(database, machine, send)?.life !== 'living') setState(database, send);
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
