import type { AttemptsSince } from '../../delivery/ledger.ts';
import type { Transport } from '../../delivery/transport.ts';
import type { Database } from './driver.ts';
import { numberOf, numberOrNull } from './row.ts';

/** Only sends that somebody carried out since then are looked into. */
export function attemptsSince(database: Database, transport: Transport['name'], since: number): AttemptsSince {
  const row = database.one(
    `SELECT count(*) AS count, min(attempt.at) AS first FROM attempt JOIN send ON send.number = attempt.send
     WHERE attempt.send IN (SELECT DISTINCT send FROM pass WHERE coalesce(ended_at, seen_at) >= ?1)
       AND attempt.at >= ?1 AND send.transport = ?2`,
    [since, transport],
  );
  if (row === undefined) throw new Error('a count came without a row');
  return { count: numberOf(row, 'count'), first: numberOrNull(row, 'first') };
}
