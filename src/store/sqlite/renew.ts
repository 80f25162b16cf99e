import type { Pass } from '../../delivery/ledger.ts';
import { StoreError } from '../../delivery/store-error.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';

/** The fence: holds inside a transaction of its own or of a caller. A clock that was set back moves nothing back. */
export function renew(database: Database, machine: Machine, pass: Pass): void {
  const renewed = database.run('UPDATE pass SET seen_at = max(seen_at, ?) WHERE fence = ? AND ended_at IS NULL', [
    machine.now(),
    pass.fence,
  ]);
  if (renewed === 1) return;
  throw new StoreError('send-taken-over', {
    message: `another process has taken over the send ${pass.send}, and this one has stopped`,
    hint: `See how it is getting on: courant status ${pass.send}`,
  });
}
