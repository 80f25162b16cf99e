import { exportHeader, exportRow } from '../../audience/export-csv.ts';
import { done, type Outcome } from '../../app/refusal.ts';
import { type CommandSpec, EXIT, type ExitStatus } from '../command.ts';
import { findAudience } from '../find-audience.ts';
import { type SubscribersWork, withSubscribers } from '../with-subscribers.ts';

export const subscribersExport: CommandSpec = {
  name: 'subscribers export',
  summary: 'write subscribers as CSV to standard output',
  args: [],
  options: [
    { flags: '--list <list>', describe: 'its members, and those who left it by themselves (default: everybody)' },
    { flags: '--to <audience>', describe: 'a list or a segment' },
  ],
  examples: [
    ['courant subscribers export > all.csv', 'an import understands it'],
    ['courant subscribers export --list daily > daily.csv', 'one list'],
  ],
  run: (input, context) => withSubscribers(input, context, runExport),
};

/** So many lines are handed over at once. */
const LINES = 1000;

async function runExport(work: SubscribersWork): Promise<Outcome<ExitStatus>> {
  const { input, context, publication, store } = work;
  const to = input.text('to') ?? input.text('list');
  const place = { ...work, subscribers: store.subscribers, terminal: context.terminal };
  const target = to === undefined ? undefined : await findAudience(to, place);
  if (target?.ok === false) return target;
  const fields = Object.keys(publication.fields);
  context.terminal.out(exportHeader(fields));
  let lines: string[] = [];
  for await (const subscriber of store.subscribers.exported(target?.value.query ?? null)) {
    if (lines.push(exportRow(subscriber, fields)) < LINES) continue;
    context.terminal.out(lines.join(''));
    lines = [];
  }
  context.terminal.out(lines.join(''));
  return done(EXIT.fine);
}
