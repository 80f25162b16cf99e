import { done, type Outcome } from '../../app/refusal.ts';
import type { SuppressionReason } from '../../audience/subscriber.ts';
import { type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import { readAddress, showDone, type SubscribersWork, withSubscribers } from '../with-subscribers.ts';

const REASONS: readonly SuppressionReason[] = ['manual', 'unsubscribe', 'bounce', 'complaint'];

export const subscribersSuppress: CommandSpec = {
  name: 'subscribers suppress',
  summary: 'send nothing more to an address, known or not',
  args: [{ usage: '<address>', describe: 'such as ana@example.org' }],
  options: [
    { flags: '--reason <reason>', describe: 'why (default: manual)', choices: REASONS },
    { flags: '--source <source>', describe: 'where that is known from (default: by hand)' },
    { flags: '--list <list>', describe: 'nothing from this list only (default: from any)' },
    JSON_OPTION,
  ],
  examples: [['courant subscribers suppress ana@example.org --reason unsubscribe --source "a letter"', '']],
  run: (input, context) => withSubscribers(input, context, runSuppress),
};

async function runSuppress(work: SubscribersWork): Promise<Outcome<ExitStatus>> {
  const { input, store } = work;
  const named = readAddress(input.args[0] ?? '');
  if (!named.ok) return named;
  const { address, key } = named.value;
  const reason = REASONS.find((one) => one === input.text('reason')) ?? 'manual';
  const list = input.text('list') ?? null;
  const source = input.text('source') ?? 'by hand';
  await store.subscribers.suppress({ key, list, reason, source });
  const where = list === null ? 'anything' : `anything from ${list}`;
  showDone(work, { address, list, reason, source }, `${address} is not sent ${where} any more (${reason})`);
  return done(EXIT.fine);
}
