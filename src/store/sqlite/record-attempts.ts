import type { Attempt, Pass, Recipient, RecordedAttempts } from '../../delivery/ledger.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { renew } from './renew.ts';
import { textOf } from './row.ts';
import { knownSendNumber } from './send-number.ts';
import { stopAsked } from './stop.ts';

/**
 * Suppression is read in the very transaction that makes the attempt. `attempt_once` refuses a second attempt with the
 * same ordinal, so that two processes can't both try a recipient, whatever the fence said.
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
    const attempts: Attempt[] = [];
    for (const recipient of recipients) {
      if (recipient.attempts > 0 && wasAccepted(database, send, recipient.place)) continue;
      const reason = reasonToWithhold(database, send, recipient.place);
      if (reason === null) attempts.push({ recipient, attempt: addAttempt(database, machine, pass, send, recipient) });
      else withhold(database, machine, { send, place: recipient.place, reason });
    }
    moveCursor(database, send, recipients);
    return { stop: 'not-asked', attempts };
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
      database.run(`INSERT INTO outcome (send, place, state, reason, at) VALUES (?, ?, 'deferred', ?, ?)`, [
        send,
        place,
        reason,
        machine.now(),
      ]);
    }
    moveCursor(database, send, recipients);
  });
}

/** Who is tried again stands behind it already. */
function moveCursor(database: Database, send: number, recipients: readonly Recipient[]): void {
  const last = Math.max(0, ...recipients.map((recipient) => recipient.place));
  database.run('UPDATE send SET cursor = max(cursor, ?) WHERE number = ?', [last, send]);
}

/** An event told so after the recipient was read: then nobody sends to them again. */
function wasAccepted(database: Database, send: number, place: number): boolean {
  const latest = database.one('SELECT state FROM outcome WHERE send = ? AND place = ? ORDER BY id DESC LIMIT 1', [
    send,
    place,
  ]);
  return latest?.['state'] === 'accepted';
}

function reasonToWithhold(database: Database, send: number, place: number): string | null {
  const row = database.one(
    `SELECT CASE WHEN s.address IS NULL THEN 'erased' ELSE p.reason END AS reason
     FROM recipient AS r JOIN send ON send.number = r.send JOIN subscriber AS s ON s.id = r.subscriber
     LEFT JOIN suppression AS p ON p.key = s.key AND p.list IN ('', send.list)
     WHERE r.send = ? AND r.place = ? AND (s.address IS NULL OR p.key IS NOT NULL) LIMIT 1`,
    [send, place],
  );
  return row === undefined ? null : textOf(row, 'reason');
}

function addAttempt(database: Database, machine: Machine, pass: Pass, send: number, recipient: Recipient): number {
  return database.insert('INSERT INTO attempt (send, place, ordinal, fence, at) VALUES (?, ?, ?, ?, ?)', [
    send,
    recipient.place,
    recipient.attempts + 1,
    pass.fence,
    machine.now(),
  ]);
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
