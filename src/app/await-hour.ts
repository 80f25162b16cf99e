import type { Clock } from '../delivery/clock.ts';
import type { Ledger, SendRecord } from '../delivery/ledger.ts';
import { dueState } from '../delivery/schedule/due.ts';

/** How often a stop and the hour are looked for; also what a machine that slept wakes up within. */
const LOOK = 500;

export type Hour =
  | { readonly kind: 'due' }
  /** It was waited for too long, as on a machine that was asleep. `late` in milliseconds. */
  | { readonly kind: 'past-due'; readonly late: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'interrupted' };

/** Waits until a send may go; one of which somebody had a turn already is never late. */
export async function awaitHour(
  { send, counts, timing }: SendRecord,
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  {
    grace,
    signal,
    onWait,
  }: { readonly grace: number; readonly signal: AbortSignal; readonly onWait: (at: number) => void },
): Promise<Hour> {
  const at = timing.notBefore;
  if (at === null) return { kind: 'due' };
  const begun = counts.pending < counts.planned;
  if (dueState(at, clock.now(), grace).kind === 'early') onWait(at);
  while (true) {
    if (signal.aborted) return { kind: 'interrupted' };
    if ((await ledger.stopAsked(send)) === 'asked') return { kind: 'stopped' };
    const due = dueState(at, clock.now(), grace);
    if (due.kind !== 'early') return begun ? { kind: 'due' } : due;
    await clock.sleep(Math.min(LOOK, due.wait), signal);
  }
}
