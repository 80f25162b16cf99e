import type { Pass } from '../../delivery/ledger.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { renew } from './renew.ts';
import { knownSendNumber } from './send-number.ts';
import { settleFromEvents } from './settle.ts';

const REASON = 'the program ended before it could note what came of this call';

/** Whether those calls went out, nobody here can tell, but for those of which SES told an event already. */
export function recover(database: Database, machine: Machine, pass: Pass): number {
  return database.transaction(() => {
    renew(database, machine, pass);
    const send = knownSendNumber(database, pass.send);
    const doubted = doubtAttempts(database, machine, { send, before: pass.fence });
    settleFromEvents(database, send);
    return doubted;
  });
}

/** Inside a transaction: attempts of passes before this fence that have no outcome become in doubt. */
export function doubtAttempts(
  database: Database,
  machine: Machine,
  { send, before }: { readonly send: number; readonly before: number },
): number {
  return database.run(
    `INSERT INTO outcome (send, place, attempt, state, reason, at)
     SELECT attempt.send, attempt.place, attempt.id, 'in-doubt', ?, ? FROM attempt
     WHERE attempt.send = ? AND attempt.fence < ?
       AND NOT EXISTS (SELECT 1 FROM outcome WHERE outcome.attempt = attempt.id)`,
    [REASON, machine.now(), send, before],
  );
}
