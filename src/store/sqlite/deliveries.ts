import type { DeliveryRecord } from '../../delivery/ledger.ts';
import type { DeliveryState } from '../../delivery/state.ts';
import type { Database, Row } from './driver.ts';
import { numberOf, numberOrNull, textOrNull, wordOf } from './row.ts';
import { sendNumber } from './send-number.ts';

const PAGE = 1000;
const STATES: readonly DeliveryState[] = [
  'pending',
  'accepted',
  'rejected',
  'deferred',
  'in-doubt',
  'given-up',
  'suppressed',
];

/** From the weakest: what is known of a delivery is the strongest that SES said of any attempt. */
const EVENTS = ['delivered', 'bounced', 'complained'] as const;
const EVENT = `(
  SELECT max(CASE e.kind ${EVENTS.map((kind, rank) => `WHEN '${kind}' THEN ${rank}`).join(' ')} END)
  FROM attempt AS a JOIN event AS e ON e.attempt = a.id WHERE a.send = r.send AND a.place = r.place)`;

/** What is said of one row of `recipient AS r`; as in `counts.ts`, an attempt after the latest outcome makes it pending. */
export const DELIVERY = `
  coalesce(s.address, '') AS address,
  (SELECT count(*) FROM attempt AS a WHERE a.send = r.send AND a.place = r.place) AS attempts,
  o.message_id, o.reason, ${EVENT} AS event,
  CASE WHEN o.state IN ('suppressed', 'given-up') THEN o.state
       WHEN o.state IS NULL OR o.state = 'held' OR EXISTS (SELECT 1 FROM attempt AS a
         WHERE a.send = r.send AND a.place = r.place AND a.id > coalesce(o.attempt, 0)) THEN 'pending'
       ELSE o.state END AS state`;
export const LATEST_OUTCOME = `
  JOIN subscriber AS s ON s.id = r.subscriber
  LEFT JOIN outcome AS o ON o.id = (SELECT max(l.id) FROM outcome AS l WHERE l.send = r.send AND l.place = r.place)`;

const PLANNED = `
  SELECT r.place AS position, ${DELIVERY} FROM recipient AS r ${LATEST_OUTCOME}
  WHERE r.send = ? AND r.place > ? ORDER BY r.place LIMIT ${PAGE}`;

const SUPPRESSED = `
  SELECT l.subscriber AS position, coalesce(s.address, '') AS address, 'suppressed' AS state, 0 AS attempts,
         NULL AS message_id, l.reason, NULL AS event
  FROM left_out AS l JOIN subscriber AS s ON s.id = l.subscriber
  WHERE l.send = ? AND l.subscriber > ? AND l.why = 'suppressed' ORDER BY l.subscriber LIMIT ${PAGE}`;

/** Who had the issue already is shown with what came of that. */
const ALREADY_SENT = `
  SELECT l.subscriber AS position, ${DELIVERY.replace('o.reason,', "'already in the send ' || l.reason AS reason,")}
  FROM left_out AS l JOIN send ON send.number = l.send
  JOIN recipient AS r ON r.issue = send.issue AND r.correction = send.correction AND r.subscriber = l.subscriber ${LATEST_OUTCOME}
  WHERE l.send = ? AND l.subscriber > ? AND l.why = 'already-sent' ORDER BY l.subscriber LIMIT ${PAGE}`;

export async function* readDeliveries(database: Database, send: string): AsyncIterable<DeliveryRecord> {
  const number = sendNumber(database, send);
  if (number === null) return;
  for (const sql of [PLANNED, SUPPRESSED, ALREADY_SENT]) yield* pages(database, sql, number);
}

function* pages(database: Database, sql: string, send: number): Iterable<DeliveryRecord> {
  let last = 0;
  while (true) {
    const rows = database.all(sql, [send, last]);
    yield* rows.map(deliveryOf);
    const end = rows.at(-1);
    if (end === undefined) return;
    last = numberOf(end, 'position');
  }
}

export function deliveryOf(row: Row): DeliveryRecord {
  return {
    address: textOrNull(row, 'address') ?? '',
    state: wordOf(row, 'state', STATES),
    event: EVENTS[numberOrNull(row, 'event') ?? -1] ?? null,
    attempts: numberOf(row, 'attempts'),
    messageId: textOrNull(row, 'message_id'),
    reason: textOrNull(row, 'reason'),
  };
}
