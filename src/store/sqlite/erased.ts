import { createHmac } from 'node:crypto';
import type { Database } from './driver.ts';
import { numberOf, textOf } from './row.ts';

export function hasErased(database: Database): boolean {
  return database.one('SELECT 1 AS found FROM erased LIMIT 1') !== undefined;
}

export function wasErased(database: Database, key: string): boolean {
  return erasedAt(database, key) !== null;
}

/** When somebody was erased, in milliseconds since 1970. */
export function erasedAt(database: Database, key: string): number | null {
  const row = database.one('SELECT at FROM erased WHERE hash = ?', [hashOf(database, key)]);
  return row === undefined ? null : numberOf(row, 'at');
}

/** The key lies in the store: one outside would be lost with the next move, and imports would bring the erased back. */
export function hashOf(database: Database, key: string): string {
  const row = database.one('SELECT key FROM erasure_key');
  if (row === undefined) throw new Error('the store lost the key of its erased subscribers');
  return createHmac('sha256', textOf(row, 'key')).update(key).digest('base64url');
}
