import { draftTopup } from '../../app/draft-topup.ts';
import { type CommandSpec, JSON_OPTION } from '../command.ts';
import { readListFile } from '../find-audience.ts';
import { planAndRun } from '../plan-and-run.ts';
import { realClock } from '../real-ports.ts';
import { showRefusal } from '../show-refusal.ts';
import { EXPECT_OPTION, PROGRESS_OPTION, RATE_OPTION, SEND_ARGUMENT, withSend, YES_OPTION } from '../with-send.ts';

export const topup: CommandSpec = {
  name: 'topup',
  summary: 'send what a send brought to those who joined its list since',
  args: [SEND_ARGUMENT],
  options: [
    { flags: '--dry-run', describe: 'say to how many it would be sent; send nothing' },
    YES_OPTION,
    EXPECT_OPTION,
    RATE_OPTION,
    { flags: '--over-quota', describe: 'begin also where the account’s quota of the day is too small for all' },
    JSON_OPTION,
    PROGRESS_OPTION,
  ],
  examples: [['courant topup latest --yes', 'the very bytes of that send; nobody gets it twice']],
  run: (input, context) =>
    withSend(input, context, async (work) => {
      const { record, publication, store, json } = work;
      const place = { publication, subscribers: store.subscribers, root: work.root, terminal: context.terminal };
      const read = await readListFile(record.list, place);
      if (!read.ok) return showRefusal(read.refusal, { json, terminal: context.terminal });
      const draft = await draftTopup(record, { publication, now: realClock.now() }, store);
      if (!draft.ok) return showRefusal(draft.refusal, { json, terminal: context.terminal });
      const to = record.segment ?? record.list;
      return planAndRun(draft.value, { ...work, when: () => '', audience: publication.lists[to]?.title ?? to });
    }),
};
