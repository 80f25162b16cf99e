import type { Holder } from '../../delivery/ledger.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { numberOf, textOf } from './row.ts';

/** How long a right lasts that isn't renewed: every group of attempts and outcomes renews it, and a heartbeat. */
const LEASE = 60_000;

export interface Owner {
  readonly fence: number;
  readonly holder: Holder;
  /** Whether it may still be at work. */
  readonly life: 'living' | 'dead';
}

/** Whoever last took a send on and hasn't let go of it. */
export function ownerOf(database: Database, machine: Machine, send: number): Owner | null {
  const row = database.one(
    `SELECT fence, host, pid, process_started, started_at, seen_at FROM pass
     WHERE send = ? AND ended_at IS NULL ORDER BY fence DESC LIMIT 1`,
    [send],
  );
  if (row === undefined) return null;
  const host = textOf(row, 'host');
  const pid = numberOf(row, 'pid');
  const until = numberOf(row, 'seen_at') + LEASE;
  const where = host === machine.host ? 'this-machine' : 'elsewhere';
  const gone = where === 'this-machine' && isGone(machine, pid, numberOf(row, 'process_started'));
  return {
    fence: numberOf(row, 'fence'),
    holder: { host, pid, where, since: numberOf(row, 'started_at'), until },
    life: gone || until <= machine.now() ? 'dead' : 'living',
  };
}

/** In a container each run has the same host and number: our own number with another start is a predecessor. */
function isGone(machine: Machine, pid: number, started: number): boolean {
  return pid === machine.pid ? started !== machine.started : !machine.isAlive(pid);
}
