import type { Acquired } from '../../delivery/ledger.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { ownerOf } from './owner.ts';
import { sendNumber } from './send-number.ts';
import { stopAsked } from './stop.ts';

export function acquire(database: Database, machine: Machine, send: string): Acquired {
  return database.transaction((): Acquired => {
    const number = sendNumber(database, send);
    if (number === null) return { kind: 'unknown' };
    if (stopAsked(database, send) === 'asked') return { kind: 'stop-asked' };
    const owner = ownerOf(database, machine, number);
    if (owner?.life === 'living') return { kind: 'held', by: owner.holder };
    database.run('UPDATE pass SET ended_at = seen_at WHERE send = ? AND ended_at IS NULL', [number]);
    database.run(`UPDATE send SET state = 'sending' WHERE number = ?`, [number]);
    const now = machine.now();
    const fence = database.insert(
      `INSERT INTO pass (send, host, pid, process_started, started_at, seen_at) VALUES (?, ?, ?, ?, ?, ?)`,
      [number, machine.host, machine.pid, machine.started, now, now],
    );
    return { kind: 'pass', pass: { send, fence } };
  });
}
