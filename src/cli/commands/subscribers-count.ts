import { done, type Outcome } from '../../app/refusal.ts';
import { type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import { count } from '../count.ts';
import { findAudience } from '../find-audience.ts';
import { showDone, type SubscribersWork, withSubscribers } from '../with-subscribers.ts';

export const subscribersCount: CommandSpec = {
  name: 'subscribers count',
  summary: 'count the members of a list or a segment',
  args: [],
  options: [{ flags: '--to <audience>', describe: 'a list or a segment', required: 'required' }, JSON_OPTION],
  examples: [['courant subscribers count --to daily', 'suppressed members are counted, and said']],
  run: (input, context) => withSubscribers(input, context, runCount),
};

async function runCount(work: SubscribersWork): Promise<Outcome<ExitStatus>> {
  const to = work.input.text('to') ?? '';
  const place = { ...work, subscribers: work.store.subscribers, terminal: work.context.terminal };
  const target = await findAudience(to, place);
  if (!target.ok) return target;
  const { members, suppressed } = await work.store.subscribers.shape(target.value.query, 0);
  const aside = suppressed === 0 ? '' : `, ${suppressed.toLocaleString('en')} of them suppressed`;
  showDone(work, { to, count: members, suppressed }, `${count(members, 'subscriber')}${aside}`);
  return done(EXIT.fine);
}
