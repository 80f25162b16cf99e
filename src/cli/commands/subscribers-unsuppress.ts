import { done, type Outcome, refuse } from '../../app/refusal.ts';
import { type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import { readAddress, showDone, type SubscribersWork, withSubscribers } from '../with-subscribers.ts';

export const subscribersUnsuppress: CommandSpec = {
  name: 'subscribers unsuppress',
  summary: 'lift a suppression',
  args: [{ usage: '<address>', describe: 'such as ana@example.org' }],
  options: [
    { flags: '--list <list>', describe: 'the suppression of this list (default: the one of every list)' },
    JSON_OPTION,
  ],
  examples: [['courant subscribers unsuppress ana@example.org', 'after her mailbox was mended']],
  run: (input, context) => withSubscribers(input, context, runUnsuppress),
};

async function runUnsuppress(work: SubscribersWork): Promise<Outcome<ExitStatus>> {
  const { input, store } = work;
  const named = readAddress(input.args[0] ?? '');
  if (!named.ok) return named;
  const { address, key } = named.value;
  const list = input.text('list') ?? null;
  if ((await store.subscribers.unsuppress(key, list)) === 'none') {
    const where = list === null ? 'on every list' : `on ${list}`;
    return refuse(
      'not-suppressed',
      `${address} is not suppressed ${where}.`,
      `See what is: courant subscribers show ${address}`,
    );
  }
  showDone(work, { address, list, lifted: true }, `${address} is sent ${list === null ? 'mail' : list} again`);
  return done(EXIT.fine);
}
