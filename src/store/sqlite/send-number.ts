import type { Database } from './driver.ts';
import { numberOf } from './row.ts';

/** The store's number for a send; null for one that it doesn't have. */
export function sendNumber(database: Database, send: string): number | null {
  const row = database.one('SELECT number FROM send WHERE id = ?', [send]);
  return row === undefined ? null : numberOf(row, 'number');
}

/** The same where the caller holds a pass, which exists for sends of this store only. */
export function knownSendNumber(database: Database, send: string): number {
  const number = sendNumber(database, send);
  if (number === null) throw new Error(`the store has no send ${send}`);
  return number;
}
