import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { ownerOf } from './owner.ts';
import { sendNumber } from './send-number.ts';

export function stopAsked(database: Database, send: string): 'asked' | 'not-asked' {
  const row = database.one('SELECT 1 AS asked FROM send WHERE id = ? AND stop_asked_at IS NOT NULL', [send]);
  return row === undefined ? 'not-asked' : 'asked';
}

/** A send that waits for its hour has no owner yet: it is stopped by the word alone. */
export function askToStop(database: Database, machine: Machine, send: string): 'asked' | 'idle' | 'unknown' {
  return database.transaction(() => {
    const number = sendNumber(database, send);
    if (number === null) return 'unknown';
    const owned = ownerOf(database, machine, number)?.life === 'living';
    database.run(`UPDATE send SET state = 'stopped' WHERE number = ? AND state = 'planned'`, [number]);
    database.run('UPDATE send SET stop_asked_at = ? WHERE number = ?', [machine.now(), number]);
    return owned ? 'asked' : 'idle';
  });
}

/** Somebody begins to carry the send out, or to wait for its hour: what was asked before that is done with. */
export function forgetStop(database: Database, send: string): void {
  database.run('UPDATE send SET stop_asked_at = NULL WHERE id = ?', [send]);
}
