import type { AudienceEntry, PlanCounts, SendRequest } from '../../delivery/ledger.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { numberOf } from './row.ts';

/** Members a statement: SQLite reads them from one JSON array, which is several times faster than a row a statement. */
const CHUNK = 5000;

interface Planned extends PlanCounts {
  readonly made: 'made' | 'not-made';
}

/**
 * The audience is read to its end first (two numbers a member), so that the transaction waits for nobody. Whoever
 * stands in it twice counts once, with the first edition.
 */
export async function plan(
  database: Database,
  machine: Machine,
  request: SendRequest,
  audience: AsyncIterable<AudienceEntry> | Iterable<AudienceEntry>,
): Promise<Planned> {
  const chunks: string[] = [];
  let chunk: (readonly (number | null)[])[] = [];
  for await (const { subscriber, edition, notBefore, notAfter } of audience) {
    const window = notBefore === undefined && notAfter === undefined ? [] : [notBefore ?? null, notAfter ?? null];
    if (chunk.push([subscriber, edition, ...window]) < CHUNK) continue;
    chunks.push(JSON.stringify(chunk));
    chunk = [];
  }
  chunks.push(JSON.stringify(chunk));
  return freeze(database, machine, request, chunks);
}

/** Thrown through the transaction to undo it: `plan` hands its counts on. */
class Undone extends Error {
  readonly counts: PlanCounts;
  constructor(counts: PlanCounts) {
    super('a plan that is not kept');
    this.counts = counts;
  }
}

function freeze(database: Database, machine: Machine, request: SendRequest, chunks: readonly string[]): Planned {
  try {
    const counts = database.transaction(() => {
      gatherMembers(database, chunks);
      const counted = writeSend(database, machine, request);
      if (request.mode === 'rehearse' || counted.planned === 0) throw new Undone(counted);
      if (request.agreed !== null && request.agreed !== counted.planned) throw new Undone(counted);
      return counted;
    });
    return { ...counts, made: 'made' };
  } catch (error) {
    if (error instanceof Undone) return { ...error.counts, made: 'not-made' };
    throw error;
  }
}

function gatherMembers(database: Database, chunks: readonly string[]): void {
  database.script(`
    DROP TABLE IF EXISTS temp.member;
    CREATE TEMP TABLE member (position INTEGER PRIMARY KEY, subscriber INTEGER NOT NULL UNIQUE, edition INTEGER NOT NULL,
      not_before INTEGER, not_after INTEGER)`);
  for (const chunk of chunks) {
    database.run(
      `INSERT OR IGNORE INTO temp.member (subscriber, edition, not_before, not_after)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE EXISTS (SELECT 1 FROM subscriber WHERE id = value ->> 0)`,
      [chunk],
    );
  }
}

function writeSend(database: Database, machine: Machine, request: SendRequest): PlanCounts {
  const issue = issueNumber(database, request.issue.id);
  const send = database.insert(
    `INSERT INTO send (id, issue, issue_name, correction, list, segment, transport, not_before, window, corrects, tops_up, state, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned', ?)`,
    [
      request.send,
      issue,
      request.issue.name,
      request.correction,
      request.list,
      request.segment,
      request.transport,
      request.timing.notBefore,
      request.timing.window,
      request.corrects,
      request.topsUp,
      machine.now(),
    ],
  );
  for (const [place, edition] of request.editions.entries()) {
    const { hash, segment, language, content } = edition;
    database.run('INSERT INTO edition (send, place, hash, segment, language, content) VALUES (?, ?, ?, ?, ?, ?)', [
      send,
      place,
      hash,
      segment,
      language,
      content,
    ]);
  }
  const suppressed = leaveOutSuppressed(database, send) + leaveOutWithheld(database, send);
  const alreadySent = leaveOutAlreadySent(database, send);
  const planned = freezeRecipients(database, send);
  const plannedByEdition = countByEdition(database, send, request.editions.length);
  return { audience: suppressed + alreadySent + planned, suppressed, alreadySent, planned, plannedByEdition };
}

function issueNumber(database: Database, key: string): number {
  database.run('INSERT OR IGNORE INTO issue (key) VALUES (?)', [key]);
  const row = database.one('SELECT id FROM issue WHERE key = ?', [key]);
  if (row === undefined) throw new Error('an issue got no number');
  return numberOf(row, 'id');
}

function leaveOutSuppressed(database: Database, send: number): number {
  return database.run(
    `INSERT INTO left_out (send, subscriber, why, reason)
     SELECT send.number, member.subscriber, 'suppressed', min(suppression.reason)
     FROM send, temp.member AS member
     JOIN subscriber ON subscriber.id = member.subscriber
     JOIN suppression ON suppression.key = subscriber.key
     WHERE send.number = ? AND suppression.list IN ('', send.list)
     GROUP BY member.subscriber`,
    [send],
  );
}

/**
 * Who was suppressed after an earlier plan of this issue never got it, and can't be planned anew: the database allows one
 * delivery. They are no readers who had it.
 */
function leaveOutWithheld(database: Database, send: number): number {
  return database.run(
    `INSERT OR IGNORE INTO left_out (send, subscriber, why, reason)
     SELECT send.number, member.subscriber, 'suppressed', 'withheld in the send ' || earlier.id
     FROM send, temp.member AS member
     JOIN recipient ON recipient.issue = send.issue AND recipient.correction = send.correction
       AND recipient.subscriber = member.subscriber
     JOIN send AS earlier ON earlier.number = recipient.send
     WHERE send.number = ? AND EXISTS (SELECT 1 FROM outcome
       WHERE outcome.send = recipient.send AND outcome.place = recipient.place AND outcome.state = 'suppressed')`,
    [send],
  );
}

function leaveOutAlreadySent(database: Database, send: number): number {
  return database.run(
    `INSERT OR IGNORE INTO left_out (send, subscriber, why, reason)
     SELECT send.number, member.subscriber, 'already-sent', earlier.id
     FROM send, temp.member AS member
     JOIN recipient ON recipient.issue = send.issue AND recipient.correction = send.correction
       AND recipient.subscriber = member.subscriber
     JOIN send AS earlier ON earlier.number = recipient.send
     WHERE send.number = ?`,
    [send],
  );
}

/** The shard is a hash of the subscriber's number (Knuth's multiplier), so that it outlives an erased address. */
function freezeRecipients(database: Database, send: number): number {
  return database.run(
    `INSERT INTO recipient (send, place, issue, correction, subscriber, edition, shard, not_before, not_after)
     SELECT send.number, row_number() OVER (ORDER BY coalesce(member.not_before, 0), member.position), send.issue,
            send.correction, member.subscriber, member.edition, ((member.subscriber * 2654435761) >> 16) & 63,
            member.not_before, member.not_after
     FROM send, temp.member AS member
     WHERE send.number = ?1
       AND NOT EXISTS (SELECT 1 FROM left_out WHERE left_out.send = ?1 AND left_out.subscriber = member.subscriber)`,
    [send],
  );
}

function countByEdition(database: Database, send: number, editions: number): readonly number[] {
  const rows = database.all('SELECT edition, count(*) AS planned FROM recipient WHERE send = ? GROUP BY edition', [
    send,
  ]);
  const planned = new Map(rows.map((row) => [numberOf(row, 'edition'), numberOf(row, 'planned')]));
  return Array.from({ length: editions }, (_, place) => planned.get(place) ?? 0);
}
