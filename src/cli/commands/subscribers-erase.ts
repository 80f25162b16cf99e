import { done, type Outcome, refuse } from '../../app/refusal.ts';
import { type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import { askYesNo } from '../prompt.ts';
import {
  readAddress,
  showDone,
  type SubscribersWork,
  unknownSubscriber,
  withSubscribers,
} from '../with-subscribers.ts';

export const subscribersErase: CommandSpec = {
  name: 'subscribers erase',
  summary: 'forget somebody: address and fields are gone for good',
  args: [{ usage: '<address>', describe: 'such as ana@example.org' }],
  options: [{ flags: '--yes', describe: 'don’t ask' }, JSON_OPTION],
  examples: [['courant subscribers erase ana@example.org', 'a later import can’t bring her back unasked']],
  run: (input, context) => withSubscribers(input, context, runErase),
};

async function runErase(work: SubscribersWork): Promise<Outcome<ExitStatus>> {
  const { input, context, store } = work;
  const named = readAddress(input.args[0] ?? '');
  if (!named.ok) return named;
  const { address, key } = named.value;
  if ((await store.subscribers.dossier(key)) === null) return unknownSubscriber(address);
  if (!input.flag('yes')) {
    if (!context.terminal.interactive)
      return refuse('not-confirmed', 'There is nobody here to ask.', 'Add --yes to erase without a question.');
    if ((await askYesNo(`Erase ${address} for good?`)) === 'no') return refuse('declined', 'Nothing was erased.', '');
  }
  await store.subscribers.erase(key);
  showDone(work, { address, erased: true }, `${address} is erased`);
  if (work.json === 'human')
    context.terminal.err('Files outside the store (a list’s CSV, outbox/, backups) are not touched.\n');
  return done(EXIT.fine);
}
