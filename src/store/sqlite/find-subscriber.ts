import type { KnownSubscriber } from '../../delivery/subscribers.ts';
import type { Database } from './driver.ts';
import { fieldsOf, numberOf, textOf } from './row.ts';

export function findSubscriber(database: Database, key: string): KnownSubscriber | null {
  const row = database.one('SELECT id, key, address, fields FROM subscriber WHERE key = ?', [key]);
  if (row === undefined) return null;
  return {
    id: numberOf(row, 'id'),
    key: textOf(row, 'key'),
    address: textOf(row, 'address'),
    fields: fieldsOf(row, 'fields'),
  };
}
