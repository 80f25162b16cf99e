import type { Pass, Recipient } from '../../delivery/ledger.ts';
import type { Database, Row } from './driver.ts';
import { fieldsOf, numberOf, textOf } from './row.ts';

export function readPending(database: Database, pass: Pass, limit: number): readonly Recipient[] {
  return database
    .all(
      `SELECT r.place, r.edition, r.subscriber, s.address, s.fields
       FROM send JOIN recipient AS r ON r.send = send.number AND r.place > send.cursor
       JOIN subscriber AS s ON s.id = r.subscriber
       WHERE send.id = ? ORDER BY r.place LIMIT ?`,
      [pass.send, limit],
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
    attempts: 0,
  };
}
