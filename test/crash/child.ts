import * as z from 'zod';
import { carryOutSend } from '../../src/app/carry-out-send.ts';
import type { LedgerStep } from '../../src/delivery/carry-out.ts';
import { realClock } from '../../src/cli/real-ports.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { openSes } from '../../src/transport/ses.ts';
import { stepNames } from './draw-run.ts';

/** What the child is told, as JSON, in its only argument. */
const childOrders = z.strictObject({
  store: z.string(),
  send: z.string(),
  secret: z.string(),
  selection: z.enum(['pending', 'deferred']),
  /** Kills itself when the step comes round for the nth time. */
  kill: z.strictObject({ step: z.enum(stepNames()), times: z.int() }).optional(),
  /** Milliseconds for which a call is waited for. */
  answer: z.number().optional(),
});

export type ChildOrders = z.infer<typeof childOrders>;

/** The program's own sending, but with a probe: kills itself, as `kill -9` would, in a step of the ledger. */
async function main({ store: file, send, secret, selection, kill, answer }: ChildOrders): Promise<void> {
  const store = await openStore(file);
  const transport = openSes({
    region: 'eu-west-1',
    configurationSet: 'newsletters',
    times: answer === undefined ? {} : { answer },
  });
  let left = kill?.times ?? 0;
  const probe = (at: LedgerStep): void => {
    if (at !== kill?.step) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
  try {
    await carryOutSend(
      send,
      { ledger: store.ledger, transport, clock: realClock },
      { secrets: [secret], probe, selection },
    );
  } finally {
    await transport.close();
    await store.close();
  }
}

main(childOrders.parse(JSON.parse(process.argv[2] ?? ''))).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
