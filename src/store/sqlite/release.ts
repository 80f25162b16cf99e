import type { Pass } from '../../delivery/ledger.ts';
import { settle } from '../../delivery/state.ts';
import type { Machine } from '../machine.ts';
import { countSend } from './counts.ts';
import type { Database } from './driver.ts';
import { knownSendNumber } from './send-number.ts';
import { settleFromEvents } from './settle.ts';

/** Events that came in while their calls were out settle what is in doubt, before the state is read from all of it. */
export function release(database: Database, machine: Machine, pass: Pass): void {
  database.transaction(() => {
    const ended = database.run(
      `UPDATE pass SET seen_at = max(seen_at, ?1), ended_at = max(seen_at, ?1) WHERE fence = ?2 AND ended_at IS NULL`,
      [machine.now(), pass.fence],
    );
    if (ended !== 1) return;
    const send = knownSendNumber(database, pass.send);
    settleFromEvents(database, send);
    database.run('UPDATE send SET state = ? WHERE number = ?', [settle(countSend(database, send).counts), send]);
  });
}
