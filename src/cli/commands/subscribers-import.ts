import { resolve } from 'node:path';
import { type ImportReport, importSubscribers } from '../../app/import-subscribers.ts';
import { refuse } from '../../app/refusal.ts';
import { readChunks, textFileProblem } from '../../disk/read-chunks.ts';
import { count } from '../count.ts';
import { type CommandSpec, EXIT, JSON_OPTION } from '../command.ts';
import { openPublication } from '../open-publication.ts';
import { withStore } from '../open-store.ts';
import { showRefusal } from '../show-refusal.ts';
import { showRows } from '../show-rows.ts';
import type { Terminal } from '../terminal.ts';

export const subscribersImport: CommandSpec = {
  name: 'subscribers import',
  summary: 'bring subscribers in from a CSV file',
  args: [{ usage: '<file.csv>', describe: 'UTF-8, with a header row: email, declared fields, list' }],
  options: [{ flags: '--list <list>', describe: 'the list that every row joins; made when it doesn’t exist' }, JSON_OPTION],
  examples: [['courant subscribers import readers.csv --list daily', 'bad rows are reported and left out']],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    const shown = { json, terminal: context.terminal } as const;
    const named = input.args[0] ?? '';
    const list = input.text('list') ?? null;
    const file = resolve(context.cwd, named);
    const problem = textFileProblem(file);
    if (problem !== undefined) {
      return showRefusal(refuse('file-unreadable', `${named} can’t be read: ${problem}.`, 'Name a CSV file.').refusal, shown);
    }
    if (list !== null && Object.hasOwn(open.publication.segments, list)) {
      const message = `"${list}" is a segment, and a list and a segment may not share a name.`;
      return showRefusal(refuse('list-is-segment', message, 'Choose another name for the list.').refusal, shown);
    }
    return withStore({ root: open.root, context, json }, async ({ subscribers }) => {
      const report = await importSubscribers({ file: named, text: readChunks(file), list, mode: 'add' }, open.publication, subscribers);
      if (!report.ok) return showRefusal(report.refusal, shown);
      show(report.value, named, json, context.terminal);
      return EXIT.fine;
    });
  },
};

function show(report: ImportReport, file: string, json: 'json' | 'human', terminal: Terminal): void {
  showRows(report, file, terminal);
  if (json === 'json') {
    const { rows, added, updated, unchanged, rejected } = report;
    terminal.out(`${JSON.stringify({ rows, added, updated, unchanged, rejected }, null, 2)}\n`);
    return;
  }
  const parts = [`${report.added.toLocaleString('en')} added`, `${report.updated.toLocaleString('en')} updated`, `${report.unchanged.toLocaleString('en')} unchanged`];
  if (report.rejected.length > 0) parts.push(`${report.rejected.length.toLocaleString('en')} left out`);
  terminal.out(`${count(report.rows, 'row')}: ${parts.join(', ')}\n`);
}
