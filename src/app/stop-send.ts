import type { Clock } from '../delivery/clock.ts';
import type { Ledger, SendRecord } from '../delivery/ledger.ts';
import { type SendSummary, summarise } from '../delivery/summary.ts';

/** A call that hangs is given up by its transport within half a minute. */
const PATIENCE = 40_000;
const LOOK = 100;

export interface Stopped {
  /** `slow`: it was told, but calls are still out. */
  readonly came: 'stopped' | 'slow' | 'not-under-way';
  readonly summary: SendSummary;
}

/** Asks whoever carries a send out to stop, and waits until they have. */
export async function stopSend(record: SendRecord, ledger: Ledger, clock: Clock): Promise<Stopped> {
  const now = async (): Promise<SendRecord> => (await ledger.find(record.send)) ?? record;
  const asked = record.state === 'sending' || record.state === 'planned' ? await ledger.askToStop(record.send) : 'idle';
  const came = asked === 'asked' ? await untilStopped(now, clock) : idle(record);
  return { came, summary: summarise(await now()) };
}

/** A send that waited for its hour is stopped by the word alone. */
function idle({ state }: SendRecord): Stopped['came'] {
  return state === 'planned' ? 'stopped' : 'not-under-way';
}

async function untilStopped(now: () => Promise<SendRecord>, clock: Clock): Promise<Stopped['came']> {
  const until = clock.monotonic() + PATIENCE;
  while (clock.monotonic() < until) {
    if ((await now()).state !== 'sending') return 'stopped';
    await clock.sleep(LOOK);
  }
  return 'slow';
}
