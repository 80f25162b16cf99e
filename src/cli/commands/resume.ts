import { findSend } from '../../app/find-send.ts';
import type { SendState } from '../../delivery/state.ts';
import { summarise } from '../../delivery/summary.ts';
import { type CommandSpec, JSON_OPTION } from '../command.ts';
import { openPublication } from '../open-publication.ts';
import { withStore } from '../open-store.ts';
import { runSend } from '../run-send.ts';
import { showRefusal } from '../show-refusal.ts';
import { sendStatus, showSend } from '../show-send.ts';

/** A crash leaves a send `stopped`, also where only outcomes are missing and nobody is left to send to. */
const UNDER_WAY: ReadonlySet<SendState> = new Set(['planned', 'sending', 'stopped']);

export const resume: CommandSpec = {
  name: 'resume',
  summary: 'carry on with a send that was stopped or broken off',
  args: [{ usage: '<send>', describe: 'the name of a send, as `courant sends` lists it, or "latest"' }],
  options: [{ flags: '--yes', describe: 'accepted for scripts; resuming asks nothing' }, JSON_OPTION],
  examples: [['courant resume latest', 'nobody gets a second mail; what is in doubt stays so']],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    return withStore({ root: open.root, context, json }, async ({ ledger }) => {
      const send = await findSend(input.args[0] ?? '', ledger);
      if (!send.ok) return showRefusal(send.refusal, { json, terminal: context.terminal });
      if (UNDER_WAY.has(send.value.state)) return runSend(send.value.send, { root: open.root, ledger, context, json });
      const summary = summarise(send.value);
      showSend(summary, json, context.terminal);
      if (json === 'human') context.terminal.err('Nobody is left to send to.\n');
      return sendStatus(summary);
    });
  },
};
