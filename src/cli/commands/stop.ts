import { stopSend } from '../../app/stop-send.ts';
import { type CommandSpec, EXIT, JSON_OPTION } from '../command.ts';
import { realClock } from '../real-ports.ts';
import { showSend } from '../show-send.ts';
import { SEND_ARGUMENT, withSend } from '../with-send.ts';

export const stop: CommandSpec = {
  name: 'stop',
  summary: 'stop a send that is under way here or in another terminal',
  args: [SEND_ARGUMENT],
  options: [JSON_OPTION],
  examples: [['courant stop latest', 'nothing new leaves; calls that are out come back and are noted']],
  run: (input, context) =>
    withSend(input, context, async ({ record, store, json }) => {
      const { came, summary } = await stopSend(record, store.ledger, realClock);
      showSend(summary, json, context.terminal);
      const { terminal } = context;
      if (came === 'slow') terminal.err('It was told to stop; calls are still out, and nothing new leaves.\n');
      if (came === 'not-under-way') terminal.err('Nobody carries this send out.\n');
      if (summary.pending > 0) terminal.err(`Carry on with \`courant resume ${record.send}\`.\n`);
      return EXIT.fine;
    }),
};
