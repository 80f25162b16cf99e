import type { CarryOutPorts } from './carry-out.ts';
import type { Pass } from './ledger.ts';
import type { Pacer } from './pacer.ts';
import type { PassState } from './pass-state.ts';
import { TransportError } from './transport-error.ts';

/** How often somebody's wish to stop is looked for; with no attempt made in between, nothing leaves either. */
const LOOK = 500;
/** A right lasts a minute without it. */
const HEARTBEAT = 15_000;
const LIMITS = 60_000;

interface Watched {
  readonly pass: Pass;
  readonly ports: CarryOutPorts;
  readonly pacer: Pacer;
  readonly state: PassState;
}

/** Beside the sending, until the signal: keeps the right to the send, sees a stop, reads the account's limits anew. */
export async function watchPass(watched: Watched, signal: AbortSignal): Promise<void> {
  const { state } = watched;
  await Promise.all([keepRight(watched, signal).catch(state.fail), readLimits(watched, signal).catch(state.fail)]);
}

async function keepRight({ pass, ports, state }: Watched, signal: AbortSignal): Promise<void> {
  const { ledger, clock } = ports;
  let renewed = clock.monotonic();
  while (!signal.aborted) {
    await clock.sleep(LOOK, signal);
    if (signal.aborted) return;
    if ((await ledger.stopAsked(pass.send)) === 'asked') state.finish({ kind: 'stop-asked' });
    if (clock.monotonic() - renewed < HEARTBEAT) continue;
    await ledger.renew(pass);
    renewed = clock.monotonic();
  }
}

async function readLimits({ ports, pacer, state }: Watched, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await ports.clock.sleep(LIMITS, signal);
    if (signal.aborted) return;
    try {
      pacer.adjust(await ports.transport.limits());
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      // A question that failed says nothing about mails: the limits known last hold, and each call speaks for itself.
      if (error.code === 'transport-paused') state.finish({ kind: 'account', reason: error.message });
    }
  }
}
