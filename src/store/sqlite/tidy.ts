import { settle } from '../../delivery/state.ts';
import type { Machine } from '../machine.ts';
import { countSend } from './counts.ts';
import type { Database } from './driver.ts';
import { ownerOf } from './owner.ts';
import { doubtAttempts } from './recover.ts';
import { sendNumber } from './send-number.ts';
import { settleFromEvents } from './settle.ts';

/** Of a send that nobody carries out: what a crash left without an outcome becomes in doubt, and the send's state says what is left. */
export function tidy(database: Database, machine: Machine, send: string): 'tidied' | 'held' | 'unknown' {
  return database.transaction(() => {
    const number = sendNumber(database, send);
    if (number === null) return 'unknown';
    return tidyUp(database, machine, number);
  });
}

function tidyUp(database: Database, machine: Machine, send: number): 'tidied' | 'held' {
  if (ownerOf(database, machine, send)?.life === 'living') return 'held';
  doubtAttempts(database, machine, { send, before: Number.MAX_SAFE_INTEGER });
  settleFromEvents(database, send);
  setState(database, send);
  return 'tidied';
}

/** Everybody in doubt is given up: an editor's word, and the last one on them. Null while somebody carries the send out. */
export function giveUp(database: Database, machine: Machine, send: string): number | null {
  return database.transaction(() => {
    const number = sendNumber(database, send);
    if (number === null || tidyUp(database, machine, number) === 'held') return null;
    const given = database.run(
      `INSERT INTO outcome (send, place, attempt, state, reason, at)
       SELECT o.send, o.place, o.attempt, 'given-up', 'given up by hand', ? FROM outcome AS o
       WHERE o.send = ? AND o.state = 'in-doubt'
         AND NOT EXISTS (SELECT 1 FROM outcome AS l WHERE l.send = o.send AND l.place = o.place AND l.id > o.id)
         AND NOT EXISTS (SELECT 1 FROM attempt AS a WHERE a.send = o.send AND a.place = o.place AND a.id > o.attempt)`,
      [machine.now(), number],
    );
    setState(database, number);
    return given;
  });
}

/** Inside a transaction; a send that was planned and never begun stays so. */
export function setState(database: Database, send: number): void {
  const { counts } = countSend(database, send);
  database.run(`UPDATE send SET state = ? WHERE number = ? AND state NOT IN ('planned', 'cancelled')`, [
    settle(counts),
    send,
  ]);
}
