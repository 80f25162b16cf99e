import { done, type Outcome, refuse } from '../../app/refusal.ts';
import { type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import { readAddress, showDone, type SubscribersWork, withSubscribers } from '../with-subscribers.ts';

export const subscribersRemove: CommandSpec = {
  name: 'subscribers remove',
  summary: 'take somebody off a list',
  args: [{ usage: '<address>', describe: 'such as ana@example.org' }],
  options: [{ flags: '--list <list>', describe: 'the list to leave', required: 'required' }, JSON_OPTION],
  examples: [
    ['courant subscribers remove ana@example.org --list daily', 'a later import of her brings her back; see suppress'],
  ],
  run: (input, context) => withSubscribers(input, context, runRemove),
};

async function runRemove(work: SubscribersWork): Promise<Outcome<ExitStatus>> {
  const { input, store } = work;
  const named = readAddress(input.args[0] ?? '');
  if (!named.ok) return named;
  const list = input.text('list') ?? '';
  const left = await store.subscribers.leave(named.value.key, list);
  if (left === 'not-member') {
    const message = `${named.value.address} is not on the list "${list}".`;
    return refuse('not-a-member', message, `See all their lists: courant subscribers show ${named.value.address}`);
  }
  showDone(work, { address: named.value.address, list, removed: true }, `${named.value.address} is off ${list}`);
  return done(EXIT.fine);
}
