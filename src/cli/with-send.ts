import { findSend } from '../app/find-send.ts';
import type { SendRecord } from '../delivery/ledger.ts';
import type { Store } from '../store/sqlite/open-store.ts';
import type { CommandContext, CommandInput, CommandOption, CommandSpec, ExitStatus } from './command.ts';
import { type OpenPublication, openPublication } from './open-publication.ts';
import { withStore } from './open-store.ts';
import { showRefusal } from './show-refusal.ts';

/** What a command about one send works with. */
export interface SendWork extends OpenPublication {
  readonly record: SendRecord;
  readonly store: Store;
  readonly input: CommandInput;
  readonly context: CommandContext;
  readonly json: 'json' | 'human';
}

export const SEND_ARGUMENT: CommandSpec['args'][number] = {
  usage: '<send>',
  describe: 'the name of a send, as `courant sends` lists it, or "latest"',
};

export const YES_OPTION: CommandOption = { flags: '--yes', describe: 'answer the ordinary question with yes' };
export const EXPECT_OPTION: CommandOption = {
  flags: '--expect <number>',
  describe: 'refuse unless exactly so many messages would be sent',
};
export const RATE_OPTION: CommandOption = {
  flags: '--rate <number>',
  describe: 'at most so many messages a second, whatever the account allows',
};
export const PROGRESS_OPTION: CommandOption = {
  flags: '--progress',
  describe: 'with --json: a line of JSON on standard error for each second of progress',
};

/** Opens publication and store, finds the send that is named first, and says as a refusal why that could not be done. */
export async function withSend(
  input: CommandInput,
  context: CommandContext,
  work: (place: SendWork) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const json = input.flag('json') ? 'json' : 'human';
  const open = await openPublication(context, json);
  if (typeof open === 'number') return open;
  return withStore({ root: open.root, context, json }, async (store) => {
    const found = await findSend(input.args[0] ?? '', store.ledger);
    if (!found.ok) return showRefusal(found.refusal, { json, terminal: context.terminal });
    return work({ ...open, record: found.value, store, input, context, json });
  });
}
