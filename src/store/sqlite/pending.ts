import type { Pass, Recipient, WaitingState } from '../../delivery/ledger.ts';
import type { Database, Row } from './driver.ts';
import { fieldsOf, numberOf, numberOrNull, textOf } from './row.ts';

const COLUMNS = 'r.place, r.edition, r.subscriber, r.not_before, r.not_after, s.address, s.fields';

export function readPending(database: Database, pass: Pass, limit: number): readonly Recipient[] {
  return database
    .all(
      `SELECT ${COLUMNS}, 0 AS attempts
       FROM send JOIN recipient AS r ON r.send = send.number AND r.place > send.cursor
       JOIN subscriber AS s ON s.id = r.subscriber
       WHERE send.id = ? ORDER BY r.place LIMIT ?`,
      [pass.send, limit],
    )
    .map((row) => recipientOf(pass.send, row));
}

/**
 * The latest outcome is this one where neither an outcome nor an attempt came after it. The state stands in the text, or
 * SQLite would not see that the index of the unsettled answers this.
 */
export function readWaiting(
  database: Database,
  pass: Pass,
  state: WaitingState,
  { after, limit }: { readonly after: number; readonly limit: number },
): readonly Recipient[] {
  return database
    .all(
      `SELECT ${COLUMNS}, (SELECT count(*) FROM attempt AS a WHERE a.send = r.send AND a.place = r.place) AS attempts
       FROM send JOIN outcome AS o ON o.send = send.number
       JOIN recipient AS r ON r.send = o.send AND r.place = o.place
       JOIN subscriber AS s ON s.id = r.subscriber
       WHERE send.id = ? AND o.state = '${state}' AND o.place > ?
         AND NOT EXISTS (SELECT 1 FROM outcome AS l WHERE l.send = o.send AND l.place = o.place AND l.id > o.id)
         AND NOT EXISTS (SELECT 1 FROM attempt AS a
           WHERE a.send = o.send AND a.place = o.place AND a.id > coalesce(o.attempt, 0))
       ORDER BY o.place LIMIT ?`,
      [pass.send, after, limit],
    )
    .map((row) => recipientOf(pass.send, row));
}

function recipientOf(send: string, row: Row): Recipient {
  const erased = row['address'] === null;
  return {
    send,
    place: numberOf(row, 'place'),
    edition: numberOf(row, 'edition'),
    subscriber: erased
      ? null
      : { id: numberOf(row, 'subscriber'), address: textOf(row, 'address'), fields: fieldsOf(row, 'fields') },
    attempts: numberOf(row, 'attempts'),
    notBefore: numberOrNull(row, 'not_before'),
    notAfter: numberOrNull(row, 'not_after'),
  };
}
