import { summarise } from '../../delivery/summary.ts';
import type { SendState } from '../../delivery/state.ts';
import { type CommandSpec, JSON_OPTION } from '../command.ts';
import { GRACE_OPTION } from '../read-timing.ts';
import { runSend } from '../run-send.ts';
import { sendStatus, showSend } from '../show-send.ts';
import { PROGRESS_OPTION, RATE_OPTION, SEND_ARGUMENT, withSend } from '../with-send.ts';

/** A crash leaves a send `stopped`, also where only outcomes are missing and nobody is left to send to. */
const UNDER_WAY: ReadonlySet<SendState> = new Set(['planned', 'sending', 'stopped']);

export const resume: CommandSpec = {
  name: 'resume',
  summary: 'carry on with a send that was stopped or broken off',
  args: [SEND_ARGUMENT],
  options: [
    { flags: '--yes', describe: 'accepted for scripts; resuming asks nothing' },
    { flags: '--expect <number>', describe: 'the number of messages, where it is asked for' },
    RATE_OPTION,
    GRACE_OPTION,
    JSON_OPTION,
    PROGRESS_OPTION,
  ],
  examples: [['courant resume latest', 'nobody gets a second mail; what is in doubt stays so']],
  run: (input, context) =>
    withSend(input, context, async (work) => {
      const { state, counts } = work.record;
      if (UNDER_WAY.has(state) || counts.pending > 0) return runSend(work.record, work);
      const summary = summarise(work.record);
      showSend(summary, work.json, context.terminal);
      if (work.json === 'human') context.terminal.err('Nobody is left to send to.\n');
      return sendStatus(summary);
    }),
};
