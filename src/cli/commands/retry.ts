import { summarise } from '../../delivery/summary.ts';
import { type CommandSpec, JSON_OPTION } from '../command.ts';
import { runSend } from '../run-send.ts';
import { sendStatus, showSend } from '../show-send.ts';
import { PROGRESS_OPTION, RATE_OPTION, SEND_ARGUMENT, withSend } from '../with-send.ts';

export const retry: CommandSpec = {
  name: 'retry',
  summary: 'try deferred deliveries of a send again: those that failed for a reason that may pass',
  args: [SEND_ARGUMENT],
  options: [
    { flags: '--yes', describe: 'accepted for scripts; trying again asks nothing' },
    { flags: '--expect <number>', describe: 'the number of messages, where it is asked for' },
    RATE_OPTION,
    JSON_OPTION,
    PROGRESS_OPTION,
  ],
  examples: [['courant retry latest', 'whoever was accepted, rejected or is in doubt is left alone']],
  run: (input, context) =>
    withSend(input, context, async (work) => {
      const { counts, state } = work.record;
      if (counts.deferred > 0 || state === 'sending') return runSend(work.record, work, { selection: 'deferred' });
      const summary = summarise(work.record);
      showSend(summary, work.json, context.terminal);
      if (work.json === 'human') context.terminal.err('No delivery of this send is deferred.\n');
      return sendStatus(summary);
    }),
};
