import type { Pass, Recipient, RecordedAttempts, WaitingState } from '../../delivery/ledger.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { renew } from './renew.ts';
import { numberOf, textOf } from './row.ts';
import { knownSendNumber } from './send-number.ts';
import { stopAsked } from './stop.ts';

/**
 * Suppression is read in the very transaction that makes the attempts. `attempt_once` refuses a second attempt with the
 * same ordinal, so that two processes can't both try a recipient, whatever the fence said. One statement for all of a
 * group: a statement a recipient took three times as long (docs/performance.md).
 */
export function recordAttempts(
  database: Database,
  machine: Machine,
  pass: Pass,
  recipients: readonly Recipient[],
): RecordedAttempts {
  return database.transaction((): RecordedAttempts => {
    renew(database, machine, pass);
    if (stopAsked(database, pass.send) === 'asked') return { stop: 'asked', attempts: [] };
    const send = knownSendNumber(database, pass.send);
    const tried = withholdSome(database, machine, { send, recipients });
    const first = addAttempts(database, machine, { send, fence: pass.fence, recipients: tried });
    moveCursor(database, send, recipients);
    return { stop: 'not-asked', attempts: tried.map((recipient, index) => ({ recipient, attempt: first + index })) };
  });
}

/** The send never gets to them in this pass: deferred without an attempt. */
export function recordMissed(
  database: Database,
  machine: Machine,
  pass: Pass,
  { recipients, reason }: { readonly recipients: readonly Recipient[]; readonly reason: string },
): void {
  database.transaction(() => {
    renew(database, machine, pass);
    const send = knownSendNumber(database, pass.send);
    for (const { place } of recipients) {
      // With the number of the last attempt, for whoever the account held before: an attempt after it would make them pending.
      database.run(
        `INSERT INTO outcome (send, place, attempt, state, reason, at)
         VALUES (?1, ?2, (SELECT max(id) FROM attempt WHERE send = ?1 AND place = ?2), 'deferred', ?3, ?4)`,
        [send, place, reason, machine.now()],
      );
    }
    moveCursor(database, send, recipients);
  });
}

/** Who is tried again stands behind it already. */
function moveCursor(database: Database, send: number, recipients: readonly Recipient[]): void {
  const last = Math.max(0, ...recipients.map((recipient) => recipient.place));
  database.run('UPDATE send SET cursor = max(cursor, ?) WHERE number = ?', [last, send]);
}

const AGAIN: ReadonlySet<string> = new Set<WaitingState>(['held', 'deferred', 'in-doubt']);

/** Since the recipient was read an event told that they have it, or an editor gave them up: then nobody sends to them again. */
function isSettled(database: Database, send: number, place: number): boolean {
  const latest = database.one('SELECT state FROM outcome WHERE send = ? AND place = ? ORDER BY id DESC LIMIT 1', [
    send,
    place,
  ]);
  return latest !== undefined && !AGAIN.has(textOf(latest, 'state'));
}

/** Gives those who are to be tried. */
function withholdSome(
  database: Database,
  machine: Machine,
  { send, recipients }: { readonly send: number; readonly recipients: readonly Recipient[] },
): readonly Recipient[] {
  const isAnybodyWithheld = areWithheld(database, send, recipients);
  return recipients.filter(({ place, attempts }) => {
    if (attempts > 0 && isSettled(database, send, place)) return false;
    const reason = isAnybodyWithheld ? reasonToWithhold(database, send, place) : null;
    if (reason !== null) withhold(database, machine, { send, place, reason });
    return reason === null;
  });
}

/** Of `recipient AS r` in a send: somebody who is not to be sent to. Seeds are on no list, and so can't have left it. */
const WITHHELD = `
  JOIN send ON send.number = r.send JOIN subscriber AS s ON s.id = r.subscriber
  LEFT JOIN suppression AS p ON p.key = s.key AND p.list IN ('', send.list)
  LEFT JOIN membership AS m ON m.list = send.list AND m.subscriber = r.subscriber
  WHERE r.send = ?1 AND (s.address IS NULL OR p.key IS NOT NULL OR m.left_at IS NOT NULL)`;

/** Hardly ever one of a group. */
function areWithheld(database: Database, send: number, recipients: readonly Recipient[]): boolean {
  const sql = `SELECT 1 AS found FROM json_each(?2) AS one CROSS JOIN recipient AS r ON r.place = one.value ${WITHHELD} LIMIT 1`;
  return database.one(sql, [send, JSON.stringify(recipients.map(({ place }) => place))]) !== undefined;
}

function reasonToWithhold(database: Database, send: number, place: number): string | null {
  const row = database.one(
    `SELECT CASE WHEN s.address IS NULL THEN 'erased' ELSE coalesce(p.reason, m.left_why, 'removed') END AS reason
     FROM recipient AS r ${WITHHELD} AND r.place = ?2 LIMIT 1`,
    [send, place],
  );
  return row === undefined ? null : textOf(row, 'reason');
}

/** Gives the number of the first; the others follow it in their order. */
function addAttempts(
  database: Database,
  machine: Machine,
  {
    send,
    fence,
    recipients,
  }: { readonly send: number; readonly fence: number; readonly recipients: readonly Recipient[] },
): number {
  const row = database.one(`SELECT coalesce(max(seq), 0) + 1 AS first FROM sqlite_sequence WHERE name = 'attempt'`);
  if (row === undefined) throw new Error('a maximum came without a row');
  const first = numberOf(row, 'first');
  database.run(
    `INSERT INTO attempt (id, send, place, ordinal, fence, at)
     SELECT ? + key, ?, value ->> 0, value ->> 1, ?, ? FROM json_each(?)`,
    [first, send, fence, machine.now(), JSON.stringify(recipients.map(({ place, attempts }) => [place, attempts + 1]))],
  );
  return first;
}

function withhold(
  database: Database,
  machine: Machine,
  { send, place, reason }: { readonly send: number; readonly place: number; readonly reason: string },
): void {
  database.run(`INSERT INTO outcome (send, place, state, reason, at) VALUES (?, ?, 'suppressed', ?, ?)`, [
    send,
    place,
    reason,
    machine.now(),
  ]);
}
