import { resolve } from 'node:path';
import { type ImportReport, importSubscribers } from '../../app/import-subscribers.ts';
import { done, type Outcome, refuse } from '../../app/refusal.ts';
import { openText, textFileProblem } from '../../disk/read-chunks.ts';
import { type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import { count } from '../count.ts';
import { showChanges } from '../show-changes.ts';
import { showRows } from '../show-rows.ts';
import { refuseSegment, type SubscribersWork, withSubscribers } from '../with-subscribers.ts';

export const subscribersImport: CommandSpec = {
  name: 'subscribers import',
  summary: 'bring subscribers in from a CSV file',
  args: [
    { usage: '<file.csv>', describe: 'a header row with email, declared fields, list; or an export of another system' },
  ],
  options: [
    { flags: '--list <list>', describe: 'the list that every row joins; made when it doesn’t exist' },
    { flags: '--map <map>', describe: 'which column is which field: "Header=field,Other=email"' },
    { flags: '--dry-run', describe: 'say what would be added and changed; change nothing' },
    JSON_OPTION,
  ],
  examples: [
    ['courant subscribers import readers.csv --list daily', 'bad rows are reported and left out'],
    ['courant subscribers import readers.csv --list daily --dry-run', 'what would happen'],
    [
      'courant subscribers import old.csv --list daily --map "E-Mail=email,Vorname=first_name"',
      'columns by other names',
    ],
  ],
  run: (input, context) => withSubscribers(input, context, runImport),
};

async function runImport(work: SubscribersWork): Promise<Outcome<ExitStatus>> {
  const { input, context, publication, store } = work;
  const named = input.args[0] ?? '';
  const list = input.text('list') ?? null;
  const file = resolve(context.cwd, named);
  const problem = textFileProblem(file);
  if (problem !== undefined)
    return refuse('file-unreadable', `${named} can’t be read: ${problem}.`, 'Name a CSV file.');
  const free = refuseSegment(list, publication);
  if (!free.ok) return free;
  const map = readMap(input.text('map'));
  if (!map.ok) return map;
  const { encoding, chunks } = await openText(file);
  if (encoding !== 'utf-8') context.terminal.err(`${named}: read as ${encoding}\n`);
  const mode = input.flag('dryRun') ? 'rehearse' : 'add';
  const source = { file: named, text: chunks, list, mode, map: map.value } as const;
  const report = await importSubscribers(source, publication, store.subscribers);
  if (!report.ok) return report;
  show(report.value, named, work);
  return done(EXIT.fine);
}

/** `Header=field,Other=email`; a header may hold `=`, a field can't. */
function readMap(text: string | undefined): Outcome<ReadonlyMap<string, string>> {
  const map = new Map<string, string>();
  for (const pair of text === undefined ? [] : text.split(',')) {
    const at = pair.lastIndexOf('=');
    if (at < 1 || pair.slice(at + 1).trim() === '')
      return refuse('usage', `--map can’t read ${JSON.stringify(pair)}.`, 'Write it as "Header=field,Other=email".');
    map.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
  }
  return done(map);
}

function show(report: ImportReport, file: string, { json, context, input }: SubscribersWork): void {
  const { terminal } = context;
  showRows(report, file, terminal);
  showChanges(report, file, terminal);
  const { rows, added, updated, unchanged, rejected } = report;
  if (json === 'json') {
    const dryRun = input.flag('dryRun') ? { dryRun: true, changes: report.changes } : {};
    terminal.out(`${JSON.stringify({ rows, added, updated, unchanged, rejected, ...dryRun }, null, 2)}\n`);
    return;
  }
  const number = (value: number): string => value.toLocaleString('en');
  const parts = [`${number(added)} added`, `${number(updated)} updated`, `${number(unchanged)} unchanged`];
  if (rejected.length > 0) parts.push(`${number(rejected.length)} left out`);
  terminal.out(`${count(rows, 'row')}: ${parts.join(', ')}\n`);
  if (input.flag('dryRun')) terminal.err('This was a dry run: nothing was changed.\n');
}
