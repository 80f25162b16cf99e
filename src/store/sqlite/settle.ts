import { settle } from '../../delivery/state.ts';
import { countSend } from './counts.ts';
import type { Database, Row } from './driver.ts';
import { numberOf, textOf, textOrNull } from './row.ts';

interface Settled {
  readonly send: number;
  readonly attempt: number;
}

/**
 * Deliveries of which events say more than the ledger does. Every event proves that SES took the call, whatever we
 * thought of it, so that nobody is sent to again, also where a later attempt is still open; `Reject` says that it sent
 * nothing of that attempt. What an editor gave up stays given up, and who was suppressed stays so. An attempt whose own
 * outcome isn't written yet may be in flight: only its pass, or the one that recovers it, may write that. The outcome
 * goes to the latest attempt, since one of an earlier attempt would leave the delivery pending.
 */
const SETTLEABLE = `
  JOIN attempt AS a ON a.id = (SELECT max(l.id) FROM attempt AS l WHERE l.send = d.send AND l.place = d.place)
  JOIN outcome AS o ON o.id = (SELECT max(l.id) FROM outcome AS l WHERE l.send = d.send AND l.place = d.place)
  JOIN event AS e ON e.id = (
    SELECT p.id FROM attempt AS t JOIN event AS p ON p.attempt = t.id
    WHERE t.send = d.send AND t.place = d.place AND CASE p.kind WHEN 'rejected' THEN t.id = a.id
      ELSE NOT EXISTS (SELECT 1 FROM event AS n WHERE n.attempt = t.id AND n.kind = 'rejected') END
    ORDER BY p.kind = 'rejected', p.at, p.key LIMIT 1)
  WHERE EXISTS (SELECT 1 FROM outcome AS k WHERE k.attempt = a.id)
    AND o.state IN ('held', 'deferred', 'in-doubt', 'accepted', 'rejected')
    AND o.state <> CASE e.kind WHEN 'rejected' THEN 'rejected' ELSE 'accepted' END`;
const COLUMNS = 'a.send, a.place, a.id AS attempt, e.kind, e.message_id, e.detail, e.at';

const OF_SEND = `
  SELECT ${COLUMNS} FROM (
    SELECT send, place FROM outcome WHERE send = ?1 AND state IN ('held', 'deferred', 'in-doubt')
    UNION
    SELECT r.send, r.place FROM event AS v CROSS JOIN attempt AS r ON r.id = v.attempt
    WHERE v.kind = 'rejected' AND r.send = ?1
  ) AS d ${SETTLEABLE}`;

const OF_ATTEMPTS = `
  SELECT ${COLUMNS} FROM (
    SELECT DISTINCT r.send, r.place FROM json_each(?) AS j CROSS JOIN attempt AS r ON r.id = j.value
  ) AS d ${SETTLEABLE}`;

/**
 * Inside a transaction, once no attempt of an earlier pass lacks an outcome: gives a send's deliveries the outcome that
 * their events prove. Says how many. The state of the send is the caller's.
 */
export function settleFromEvents(database: Database, send: number): number {
  return addOutcomes(database, database.all(OF_SEND, [send])).length;
}

/** The same for single attempts. */
export function settleAttempts(database: Database, attempts: readonly number[]): readonly Settled[] {
  return attempts.length === 0 ? [] : addOutcomes(database, database.all(OF_ATTEMPTS, [JSON.stringify(attempts)]));
}

function addOutcomes(database: Database, rows: readonly Row[]): readonly Settled[] {
  return rows.map((row) => {
    const settled = { send: numberOf(row, 'send'), attempt: numberOf(row, 'attempt') };
    const refused = textOf(row, 'kind') === 'rejected';
    const reason = `SES refused the message after it took the call: ${textOrNull(row, 'detail') ?? 'no reason given'}`;
    database.run(
      'INSERT INTO outcome (send, place, attempt, state, message_id, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [
        settled.send,
        numberOf(row, 'place'),
        settled.attempt,
        refused ? 'rejected' : 'accepted',
        textOrNull(row, 'message_id'),
        refused ? reason : null,
        numberOf(row, 'at'),
      ],
    );
    return settled;
  });
}

/** A send that only waited for these is finished. Counting costs a second a million, so it is done only where it may be. */
export function finishSettled(database: Database, settled: readonly Settled[]): void {
  for (const send of new Set(settled.map((one) => one.send))) {
    const waiting = database.one(
      `SELECT 1 AS found FROM outcome AS o WHERE o.send = ? AND o.state IN ('held', 'deferred', 'in-doubt')
       AND NOT EXISTS (SELECT 1 FROM outcome AS l WHERE l.send = o.send AND l.place = o.place AND l.id > o.id) LIMIT 1`,
      [send],
    );
    if (waiting !== undefined || stateOf(database, send) !== 'unsettled') continue;
    if (settle(countSend(database, send).counts) !== 'finished') continue;
    database.run(`UPDATE send SET state = 'finished' WHERE number = ?`, [send]);
  }
}

function stateOf(database: Database, send: number): string {
  const row = database.one('SELECT state FROM send WHERE number = ?', [send]);
  if (row === undefined) throw new Error(`the store lost the send number ${send}`);
  return textOf(row, 'state');
}
