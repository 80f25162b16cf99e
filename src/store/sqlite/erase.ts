import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { erasedAt, hashOf } from './erased.ts';
import { numberOf } from './row.ts';

/**
 * Empties the row that holds the address, and puts its hash in place of the address wherever a suppression names it.
 * `secure_delete` overwrites what was there, and the checkpoint takes it out of the log.
 */
export function erase(database: Database, machine: Machine, key: string): 'erased' | 'unknown' {
  database.script('PRAGMA secure_delete = ON');
  const done = database.transaction((): 'erased' | 'unknown' => {
    const row = database.one('SELECT id FROM subscriber WHERE key = ?', [key]);
    const suppressed = database.one('SELECT 1 AS found FROM suppression WHERE key = ?', [key]);
    if (row === undefined && suppressed === undefined) return 'unknown';
    const hash = hashOf(database, key);
    const now = machine.now();
    if (row !== undefined) {
      const id = numberOf(row, 'id');
      database.run(`UPDATE subscriber SET key = NULL, address = NULL, fields = '{}', updated_at = ? WHERE id = ?`, [
        now,
        id,
      ]);
      database.run(
        `UPDATE membership SET left_at = coalesce(left_at, ?), left_why = coalesce(left_why, 'removed'), consent_from = NULL
         WHERE subscriber = ?`,
        [now, id],
      );
    }
    database.run('UPDATE OR REPLACE suppression SET key = ? WHERE key = ?', [standIn(hash), key]);
    database.run('INSERT OR IGNORE INTO erased (hash, at) VALUES (?, ?)', [hash, now]);
    return 'erased';
  });
  database.one('PRAGMA wal_checkpoint(TRUNCATE)');
  return done;
}

/**
 * Somebody asks to be written to again: an erased address is let in, with the suppressions that it had, and what they
 * said themselves (unsubscribed) no longer holds on these lists. Bounces, complaints and what was done by hand stay.
 */
export function bringBack(database: Database, key: string, lists: readonly string[]): void {
  database.transaction(() => {
    if (erasedAt(database, key) !== null) {
      const hash = hashOf(database, key);
      database.run('DELETE FROM erased WHERE hash = ?', [hash]);
      database.run('UPDATE OR REPLACE suppression SET key = ? WHERE key = ?', [key, standIn(hash)]);
    }
    for (const list of ['', ...lists])
      database.run(`DELETE FROM suppression WHERE key = ? AND list = ? AND reason = 'unsubscribe'`, [key, list]);
    for (const list of lists)
      database.run(
        `UPDATE membership SET left_why = 'removed' WHERE list = ? AND left_why = 'unsubscribe'
         AND subscriber = (SELECT id FROM subscriber WHERE key = ?)`,
        [list, key],
      );
  });
}

export function leaveList(database: Database, machine: Machine, key: string, list: string): 'left' | 'not-member' {
  const left = database.run(
    `UPDATE membership SET left_at = ?, left_why = 'removed' WHERE list = ? AND left_at IS NULL
     AND subscriber = (SELECT id FROM subscriber WHERE key = ?)`,
    [machine.now(), list, key],
  );
  return left > 0 ? 'left' : 'not-member';
}

/** No address holds a colon before its `@`, so that a hash is never mistaken for one. */
function standIn(hash: string): string {
  return `erased:${hash}`;
}
