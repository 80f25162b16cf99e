import { join } from 'node:path';
import { carryOutSend } from '../app/carry-out-send.ts';
import type { Holder, Ledger } from '../delivery/ledger.ts';
import { openOutbox } from '../transport/outbox.ts';
import { type CommandContext, EXIT, type ExitStatus } from './command.ts';
import { startProgress } from './progress.ts';
import { readSecrets, realClock } from './real-ports.ts';
import { showRefusal } from './show-refusal.ts';
import { sendStatus, showSend } from './show-send.ts';

interface SendRun {
  readonly root: string;
  readonly ledger: Ledger;
  readonly context: CommandContext;
  readonly json: 'json' | 'human';
}

/** Carries a send out in front of a person or a script: progress, draining on Ctrl-C, the summary, the exit status. */
export async function runSend(send: string, { root, ledger, context, json }: SendRun): Promise<ExitStatus> {
  const { terminal } = context;
  const signal = context.drainOnInterrupt();
  const transport = openOutbox(join(root, 'outbox'));
  const progress = startProgress(terminal, realClock.now);
  try {
    const result = await carryOutSend(
      send,
      { ledger, transport, clock: realClock },
      {
        secrets: await readSecrets(context.env, root),
        signal,
        onProgress: progress.update,
        onWait: (by) => terminal.err(`${heldBy(by)}; waiting until its right to it ends.\n`),
      },
    );
    progress.end();
    if (result.kind === 'unknown') throw new Error(`the store lost the send ${send}`);
    if (result.kind === 'held') {
      const hint = 'Wait until it is done: `courant status` shows how far it is.';
      return showRefusal({ code: 'send-held', message: `${heldBy(result.by)}.`, hint }, { json, terminal });
    }
    showSend(result.summary, json, terminal);
    if (json === 'human' && result.summary.pending > 0) terminal.err(`Carry on with \`courant resume ${send}\`.\n`);
    return signal.aborted ? EXIT.interrupted : sendStatus(result.summary);
  } finally {
    progress.end();
    await transport.close();
  }
}

function heldBy({ host, pid }: Holder): string {
  return `Another process carries this send out (number ${pid} on ${host})`;
}
