import { done, type Outcome, refuse } from '../../app/refusal.ts';
import { showSubscriber } from '../../app/show-subscriber.ts';
import { type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import { realClock } from '../real-ports.ts';
import { readAddress, type SubscribersWork, unknownSubscriber, withSubscribers } from '../with-subscribers.ts';

export const subscribersShow: CommandSpec = {
  name: 'subscribers show',
  summary: 'print everything held about somebody, as JSON',
  args: [{ usage: '<address>', describe: 'such as ana@example.org' }],
  options: [JSON_OPTION],
  examples: [['courant subscribers show ana@example.org', 'fields, lists, consent, suppressions, deliveries']],
  run: (input, context) => withSubscribers(input, context, runShow),
};

async function runShow({ input, context, publication, store }: SubscribersWork): Promise<Outcome<ExitStatus>> {
  const named = readAddress(input.args[0] ?? '');
  if (!named.ok) return named;
  const { address, key } = named.value;
  const shown = await showSubscriber(address, key, publication, {
    subscribers: store.subscribers,
    now: realClock.now(),
  });
  if (shown === null) {
    const erased = await store.subscribers.erasedAt(key);
    if (erased === null) return unknownSubscriber(address);
    const day = new Date(erased).toISOString().slice(0, 10);
    return refuse(
      'erased',
      `${address} was erased on ${day}; nothing else is held.`,
      'If they agree anew: `courant subscribers add ADDR --list L --consent HOW`.',
    );
  }
  context.terminal.out(`${JSON.stringify(shown, null, 2)}\n`);
  return done(EXIT.fine);
}
