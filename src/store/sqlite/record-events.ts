import type { AddressedEvent, RecordedEvents } from '../../delivery/events.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { numberOf, textOf, textOrNull } from './row.ts';
import { finishSettled, settleAttempts } from './settle.ts';

/** What the store knows of an attempt that an event names. `key` is null once its subscriber is erased. */
interface KnownAttempt {
  readonly send: string;
  readonly key: string | null;
  /** The delivery's latest outcome. */
  readonly state: string | null;
}

/**
 * An event that is known already settles too: an import that was cut off is made up for by the next. Reads and writes
 * all in one statement each, through JSON: a statement an event takes twice the time.
 */
export function recordEvents(database: Database, machine: Machine, events: readonly AddressedEvent[]): RecordedEvents {
  return database.transaction(() => {
    const known = readAttempts(database, events);
    const ours = events.filter((event) => isTheirs(event, known.get(event.attempt)));
    const recorded = addEvents(database, machine, ours);
    const telling = ours.filter(({ kind, attempt }) => kind === 'rejected' || known.get(attempt)?.state !== 'accepted');
    const settled = settleAttempts(database, [...new Set(telling.map(({ attempt }) => attempt))]);
    finishSettled(database, settled);
    return {
      recorded,
      duplicate: ours.length - recorded,
      unknown: events.length - ours.length,
      settled: settled.map(({ attempt }) => attempt),
    };
  });
}

function readAttempts(database: Database, events: readonly AddressedEvent[]): ReadonlyMap<number, KnownAttempt> {
  const rows = database.all(
    `SELECT a.id, send.id AS send, s.key,
            (SELECT o.state FROM outcome AS o WHERE o.send = a.send AND o.place = a.place ORDER BY o.id DESC LIMIT 1) AS state
     FROM json_each(?) AS j CROSS JOIN attempt AS a ON a.id = j.value JOIN send ON send.number = a.send
     JOIN recipient AS r ON r.send = a.send AND r.place = a.place JOIN subscriber AS s ON s.id = r.subscriber`,
    [JSON.stringify([...new Set(events.map(({ attempt }) => attempt))])],
  );
  return new Map(
    rows.map((row) => [
      numberOf(row, 'id'),
      { send: textOf(row, 'send'), key: textOrNull(row, 'key'), state: textOrNull(row, 'state') },
    ]),
  );
}

/** Whether the attempt is of that send, and was made to that recipient. Of the erased, that the tags agree has to do. */
function isTheirs({ send, recipients }: AddressedEvent, known: KnownAttempt | undefined): boolean {
  if (known === undefined || known.send !== send) return false;
  return known.key === null || recipients.length === 0 || recipients.includes(known.key);
}

/** Says how many were new. */
function addEvents(database: Database, machine: Machine, events: readonly AddressedEvent[]): number {
  const rows = events.map(({ key, attempt, kind, messageId, detail, at }) => [
    key,
    attempt,
    kind,
    messageId,
    detail,
    at,
  ]);
  return database.run(
    `INSERT INTO event (key, attempt, kind, message_id, detail, at, seen_at)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, ?2 FROM json_each(?1) WHERE true
     ON CONFLICT (key) DO NOTHING`,
    [JSON.stringify(rows), machine.now()],
  );
}
