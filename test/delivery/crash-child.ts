import { carryOut, type LedgerStep } from '../../src/delivery/carry-out.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { openOutbox } from '../../src/transport/outbox.ts';
import { clock, personalise } from './fixtures.ts';

/** Carries a send out and kills itself, as `kill -9` would, when a step of the ledger comes round for the nth time. */
async function main([file = '', outbox = '', send = '', step = '', times = '']: readonly string[]): Promise<void> {
  const store = await openStore(file);
  let left = Number(times);
  const probe = (at: LedgerStep): void => {
    if (at !== step) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
  const ports = { ledger: store.ledger, transport: openOutbox(outbox), clock };
  await carryOut(send, ports, { personalise, probe, concurrency: 8 });
}

await main(process.argv.slice(2));
