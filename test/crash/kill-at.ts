import { setTimeout as sleep } from 'node:timers/promises';
import type { StandIn } from '../ses-stand-in/stand-in.ts';
import type { Moment } from './draw-run.ts';
import type { NodeProcess } from './node-process.ts';

interface Watched {
  readonly running: NodeProcess;
  readonly standIn: StandIn;
  /** Readers who waited when it was started. */
  readonly waiting: number;
}

/** Kills the process at a moment, unless it has ended by then. Moments of the ledger are the process's own to see. */
export async function killAt(
  moment: Exclude<Moment, { kind: 'step' }>,
  { running, standIn, waiting }: Watched,
): Promise<void> {
  const [asked, called] = [countOf(standIn, 'GetSendQuota'), countOf(standIn, 'SendRawEmail')];
  const until = async (reached: () => boolean): Promise<void> => {
    while (running.isRunning() && !reached()) await sleep(1);
  };
  const calls = (): number => countOf(standIn, 'SendRawEmail') - called;
  if (moment.kind === 'planning') await until(() => countOf(standIn, 'GetSendQuota') > asked);
  if (moment.kind === 'sending') await until(() => calls() > moment.share * waiting);
  if (moment.kind === 'end') await until(() => calls() >= waiting);
  if (running.isRunning()) await Promise.race([sleep(moment.after), running.ended]);
  running.kill();
}

/**
 * Nobody listens for a while, from when the account was asked until calls have failed. Says how many calls may have been
 * lost unseen: none where it began before the first.
 */
export async function breakLine({ running, standIn }: Watched, milliseconds: number): Promise<number> {
  const [asked, called] = [countOf(standIn, 'GetSendQuota'), countOf(standIn, 'SendRawEmail')];
  while (running.isRunning() && countOf(standIn, 'GetSendQuota') === asked) await sleep(1);
  const unseen = countOf(standIn, 'SendRawEmail') === called ? 0 : 64;
  await standIn.refuseFor(milliseconds);
  return unseen;
}

function countOf(standIn: StandIn, action: 'GetSendQuota' | 'SendRawEmail'): number {
  return standIn.calls().actions[action] ?? 0;
}
