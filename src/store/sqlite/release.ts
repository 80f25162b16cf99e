import type { Pass } from '../../delivery/ledger.ts';
import type { SendState } from '../../delivery/state.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';

export function release(database: Database, machine: Machine, pass: Pass, state: SendState): void {
  database.transaction(() => {
    const ended = database.run(
      `UPDATE pass SET seen_at = max(seen_at, ?1), ended_at = max(seen_at, ?1) WHERE fence = ?2 AND ended_at IS NULL`,
      [machine.now(), pass.fence],
    );
    if (ended === 1) database.run('UPDATE send SET state = ? WHERE id = ?', [state, pass.send]);
  });
}
