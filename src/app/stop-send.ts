import type { Clock } from '../delivery/clock.ts';
import type { Ledger, SendRecord } from '../delivery/ledger.ts';
import { type SendSummary, summarise } from '../delivery/summary.ts';

/** A call to SES that hangs is given up within half a minute; a mail server has minutes, which nobody waits for here. */
const PATIENCE = 40_000;
const LOOK = 100;

export interface Stopped {
  /** `slow`: it was told, but calls are still out. */
  readonly came: 'stopped' | 'slow' | 'not-under-way';
  readonly summary: SendSummary;
}

/** Asks whoever carries a send out to stop, and waits until they have. */
export async function stopSend(record: SendRecord, ledger: Ledger, clock: Clock): Promise<Stopped> {
  const asked = await ledger.askToStop(record.send);
  const came = asked === 'asked' ? await untilStopped(record.send, ledger, clock) : idle(record);
  return { came, summary: summarise((await ledger.find(record.send)) ?? record) };
}

/** A send that waited for its hour is stopped by the word alone. */
function idle({ state }: SendRecord): Stopped['came'] {
  return state === 'planned' ? 'stopped' : 'not-under-way';
}

async function untilStopped(send: string, ledger: Ledger, clock: Clock): Promise<Stopped['came']> {
  const until = clock.monotonic() + PATIENCE;
  while (clock.monotonic() < until) {
    if ((await ledger.stateOf(send)) !== 'sending') return 'stopped';
    await clock.sleep(LOOK);
  }
  return 'slow';
}
