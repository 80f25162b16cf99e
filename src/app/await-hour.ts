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

/** Waits until a planned send may begin; one that was begun before is always due. */
export async function awaitHour(
  { send, state, timing }: SendRecord,
  { ledger, clock }: { readonly ledger: Ledger; readonly clock: Clock },
  {
    grace,
    signal,
    onWait,
  }: { readonly grace: number; readonly signal: AbortSignal; readonly onWait: (at: number) => void },
): Promise<Hour> {
  const at = timing.notBefore;
  if (at === null || state !== 'planned') return { kind: 'due' };
  if (dueState(at, clock.now(), grace).kind === 'early') onWait(at);
  while (true) {
    const due = dueState(at, clock.now(), grace);
    if (due.kind !== 'early') return due;
    if (signal.aborted) return { kind: 'interrupted' };
    if ((await ledger.stopAsked(send)) === 'asked') return { kind: 'stopped' };
    await clock.sleep(Math.min(LOOK, due.wait), signal);
  }
}
