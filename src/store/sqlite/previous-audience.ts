import type { PreviousAudience } from '../../delivery/compare-audience.ts';
import type { Database } from './driver.ts';
import { numberOf, textOf } from './row.ts';

/** The last send to a list, or to a segment of it. Who was erased since has no domain any more. */
export function previousAudience(database: Database, list: string, segment: string | null): PreviousAudience | null {
  const send = database.one(
    `SELECT number, id, created_at,
            (SELECT count(*) FROM recipient WHERE recipient.send = send.number)
            + (SELECT count(*) FROM left_out WHERE left_out.send = send.number AND why = 'already-sent') AS reach
     FROM send WHERE list = ? AND segment IS ? AND state <> 'cancelled' AND corrects IS NULL AND tops_up IS NULL
     ORDER BY number DESC LIMIT 1`,
    [list, segment],
  );
  if (send === undefined) return null;
  const number = numberOf(send, 'number');
  const domains = database.all(
    `SELECT substr(s.key, instr(s.key, '@') + 1) AS domain, count(*) AS count FROM (
       SELECT subscriber FROM recipient WHERE send = ?1
       UNION ALL SELECT subscriber FROM left_out WHERE send = ?1 AND why = 'already-sent'
     ) AS reached JOIN subscriber AS s ON s.id = reached.subscriber
     WHERE s.key IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`,
    [number],
  );
  return {
    send: textOf(send, 'id'),
    createdAt: numberOf(send, 'created_at'),
    reach: numberOf(send, 'reach'),
    domains: domains.map((row) => ({ domain: textOf(row, 'domain'), count: numberOf(row, 'count') })),
  };
}
