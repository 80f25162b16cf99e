import { setTimeout as sleep } from 'node:timers/promises';
import type { StandIn } from '../ses-stand-in/stand-in.ts';
import type { Moment } from './draw-run.ts';
import type { NodeProcess } from './node-process.ts';
import { MOST_IN_FLIGHT } from './verdict.ts';

interface Watched {
  readonly running: NodeProcess;
  readonly standIn: StandIn;
  /** Readers who waited when it was started. */
  readonly waiting: number;
}

/** Kills the process at a moment, unless it has ended by then. Moments of the ledger are the process's own to see. */
export async function killAt(moment: Exclude<Moment, { kind: 'step' }>, watched: Watched): Promise<void> {
  const { running } = watched;
  if (moment.kind === 'planning') await untilAsked(watched);
  if (moment.kind === 'sending') await untilCalled(watched, moment.share);
  if (moment.kind === 'end') await untilCalled(watched, 1);
  if (running.isRunning()) await Promise.race([sleep(moment.after), running.ended]);
  running.kill();
}

/** Until a share of those who waited was called, at least one, or the process has ended. */
export async function untilCalled({ running, standIn, waiting }: Watched, share: number): Promise<void> {
  const called = countOf(standIn, 'SendRawEmail') + Math.max(1, share * waiting);
  while (running.isRunning() && countOf(standIn, 'SendRawEmail') < called) await sleep(1);
}

async function untilAsked({ running, standIn }: Watched): Promise<void> {
  const asked = countOf(standIn, 'GetSendQuota');
  while (running.isRunning() && countOf(standIn, 'GetSendQuota') === asked) await sleep(1);
}

/** Milliseconds: longer than a process goes on that can't reach anybody. */
const OUTAGE = 60_000;

/**
 * From when the process has asked for the quota until it ends, nobody listens. Says how many calls may have been lost
 * unseen: none where that began before the first.
 */
export async function breakLine(watched: Watched): Promise<number> {
  const { running, standIn } = watched;
  const called = countOf(standIn, 'SendRawEmail');
  await untilAsked(watched);
  if (!running.isRunning()) return 0;
  const unseen = countOf(standIn, 'SendRawEmail') === called ? 0 : MOST_IN_FLIGHT;
  await standIn.refuseFor(OUTAGE);
  await running.ended;
  await standIn.refuseFor(0);
  return unseen;
}

function countOf(standIn: StandIn, action: 'GetSendQuota' | 'SendRawEmail'): number {
  return standIn.calls().actions[action] ?? 0;
}
