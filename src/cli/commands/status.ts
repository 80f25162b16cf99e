import { findSend } from '../../app/find-send.ts';
import type { Ledger } from '../../delivery/ledger.ts';
import { summarise } from '../../delivery/summary.ts';
import { type CommandSpec, EXIT, JSON_OPTION } from '../command.ts';
import { openPublication } from '../open-publication.ts';
import { withStore } from '../open-store.ts';
import { showRefusal } from '../show-refusal.ts';
import { showSend } from '../show-send.ts';
import type { Terminal } from '../terminal.ts';

export const status: CommandSpec = {
  name: 'status',
  summary: 'show what became of a send',
  args: [{ usage: '<send>', describe: 'the name of a send, as `courant sends` lists it, or "latest"' }],
  options: [
    { flags: '--deliveries', describe: 'print one JSON object a line for each subscriber of the audience' },
    JSON_OPTION,
  ],
  examples: [
    ['courant status latest', 'the newest send'],
    ['courant status latest --deliveries', 'who got it, who did not, and why'],
  ],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    return withStore({ root: open.root, context, json }, async ({ ledger }) => {
      const send = await findSend(input.args[0] ?? '', ledger);
      if (!send.ok) return showRefusal(send.refusal, { json, terminal: context.terminal });
      const summary = summarise(send.value);
      if (!input.flag('deliveries')) showSend(summary, json, context.terminal);
      else await showDeliveries(send.value.send, ledger, context.terminal);
      return EXIT.fine;
    });
  },
};

async function showDeliveries(send: string, ledger: Ledger, terminal: Terminal): Promise<void> {
  for await (const { address, state, event, attempts, messageId, reason } of ledger.deliveries(send)) {
    terminal.out(`${JSON.stringify({ address, state, event, attempts, messageId, reason })}\n`);
  }
}
