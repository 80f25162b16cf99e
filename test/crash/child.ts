import { carryOutSend } from '../../src/app/carry-out-send.ts';
import type { LedgerStep } from '../../src/delivery/carry-out.ts';
import { realClock } from '../../src/cli/real-ports.ts';
import type { Selection } from '../../src/delivery/recipient-queue.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { openSes, type SesTimes } from '../../src/transport/ses.ts';

/** What the child is told, as JSON, in its only argument. */
export interface ChildOrders {
  readonly store: string;
  readonly send: string;
  readonly secret: string;
  readonly selection: Selection;
  /** Kills itself when this step comes round for the nth time. */
  readonly step: LedgerStep;
  readonly times: number;
  readonly wait?: Partial<SesTimes>;
}

/** The program's own sending, but with a probe: kills itself, as `kill -9` would, in a step of the ledger. */
async function main({ store: file, send, secret, selection, step, times, wait = {} }: ChildOrders): Promise<void> {
  const store = await openStore(file);
  const transport = openSes({ region: 'eu-west-1', configurationSet: 'newsletters', times: wait });
  let left = times;
  const probe = (at: LedgerStep): void => {
    if (at !== step) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
  try {
    await carryOutSend(send, { ledger: store.ledger, transport, clock: realClock }, { secrets: [secret], probe, selection });
  } finally {
    await transport.close();
    await store.close();
  }
}

const orders: ChildOrders = JSON.parse(process.argv[2] ?? '');
main(orders).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
