import type { AddressedEvent, RecordedEvents } from '../../delivery/events.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { textOf, textOrNull } from './row.ts';
import { finishSettled, settleAttempts } from './settle.ts';

/** An attempt that is known already may be looked at again: what an import that was cut off left is settled by the next. */
export function recordEvents(database: Database, machine: Machine, events: readonly AddressedEvent[]): RecordedEvents {
  return database.transaction(() => {
    const counts = { recorded: 0, duplicate: 0, unknown: 0 };
    const toSettle = new Set<number>();
    for (const event of events) {
      const found = attemptOf(database, event);
      if (found === undefined) {
        counts.unknown += 1;
        continue;
      }
      counts[addEvent(database, machine, event)] += 1;
      if (event.kind === 'rejected' || found.state !== 'accepted') toSettle.add(event.attempt);
    }
    const settled = settleAttempts(database, [...toSettle]);
    finishSettled(database, settled);
    return { ...counts, settled: settled.map(({ attempt }) => attempt) };
  });
}

/** Whose attempt it is; undefined where this store knows none of that send, or made it to somebody else. */
function attemptOf(database: Database, event: AddressedEvent): { readonly state: string | null } | undefined {
  const row = database.one(
    `SELECT send.id AS send, s.key,
            (SELECT o.state FROM outcome AS o WHERE o.send = a.send AND o.place = a.place ORDER BY o.id DESC LIMIT 1) AS state
     FROM attempt AS a JOIN send ON send.number = a.send
     JOIN recipient AS r ON r.send = a.send AND r.place = a.place JOIN subscriber AS s ON s.id = r.subscriber
     WHERE a.id = ?`,
    [event.attempt],
  );
  if (row === undefined || textOf(row, 'send') !== event.send) return undefined;
  const key = textOrNull(row, 'key');
  // An erased address can't be compared any more; that the tags agree has to do.
  const isTheirs = key === null || event.recipients.length === 0 || event.recipients.includes(key);
  return isTheirs ? { state: textOrNull(row, 'state') } : undefined;
}

function addEvent(database: Database, machine: Machine, event: AddressedEvent): 'recorded' | 'duplicate' {
  const { key, attempt, kind, messageId, detail, at } = event;
  const added = database.run(
    `INSERT INTO event (key, attempt, kind, message_id, detail, at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (key) DO NOTHING`,
    [key, attempt, kind, messageId, detail, at, machine.now()],
  );
  return added > 0 ? 'recorded' : 'duplicate';
}
