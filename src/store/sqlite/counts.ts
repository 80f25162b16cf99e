import type { DeliveryCounts } from '../../delivery/state.ts';
import type { Database } from './driver.ts';
import { numberOf, textOf } from './row.ts';

export interface CountedSend {
  readonly counts: DeliveryCounts;
  /** Suppressed since it was planned: they left `planned` for it. */
  readonly withheld: number;
  /** By place of the edition. */
  readonly plannedByEdition: ReadonlyMap<number, number>;
}

/**
 * A delivery is what its latest outcome says, unless that held it or an attempt came after it: then, as without any, it
 * is pending.
 * (SQLite takes the columns beside max() from the row that has the maximum.)
 */
const STATES = `
  SELECT state, count(*) AS deliveries FROM (
    SELECT send, place, max(id), state, attempt FROM outcome WHERE send = ? GROUP BY place
  ) AS latest
  WHERE latest.state IN ('suppressed', 'given-up') OR latest.state <> 'held' AND NOT EXISTS (
    SELECT 1 FROM attempt AS a WHERE a.send = latest.send AND a.place = latest.place AND a.id > coalesce(latest.attempt, 0)
  )
  GROUP BY state`;

const EDITIONS = `
  SELECT r.edition, count(*) AS recipients,
         (SELECT count(*) FROM outcome AS o JOIN recipient AS w ON w.send = o.send AND w.place = o.place
          WHERE o.send = r.send AND o.state = 'suppressed' AND w.edition = r.edition) AS withheld
  FROM recipient AS r WHERE r.send = ? GROUP BY r.edition`;

export function countSend(database: Database, send: number): CountedSend {
  const states = new Map(
    database.all(STATES, [send]).map((row) => [textOf(row, 'state'), numberOf(row, 'deliveries')]),
  );
  const of = (state: string): number => states.get(state) ?? 0;
  const plannedByEdition = new Map(
    database
      .all(EDITIONS, [send])
      .map((row) => [numberOf(row, 'edition'), numberOf(row, 'recipients') - numberOf(row, 'withheld')]),
  );
  const planned = [...plannedByEdition.values()].reduce((sum, one) => sum + one, 0);
  const settled = {
    accepted: of('accepted'),
    rejected: of('rejected'),
    deferred: of('deferred'),
    inDoubt: of('in-doubt'),
    givenUp: of('given-up'),
  };
  const pending = planned - Object.values(settled).reduce((sum, one) => sum + one, 0);
  return { counts: { planned, ...settled, pending }, withheld: of('suppressed'), plannedByEdition };
}
