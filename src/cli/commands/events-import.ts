import { resolve } from 'node:path';
import { type EventsReport, importEvents } from '../../app/import-events.ts';
import { done, type Outcome, refuse } from '../../app/refusal.ts';
import { openUtf8, recognised } from '../../disk/read-utf8.ts';
import { readSesEvents } from '../../transport/ses-events.ts';
import { type CommandContext, type CommandSpec, EXIT, JSON_OPTION } from '../command.ts';
import { count } from '../count.ts';
import { openPublication } from '../open-publication.ts';
import { withStore } from '../open-store.ts';
import { showRefusal } from '../show-refusal.ts';
import { paint, type Terminal } from '../terminal.ts';

export const eventsImport: CommandSpec = {
  name: 'events import',
  summary: 'bring in what SES said of sent messages: delivered, bounced, complained',
  args: [
    {
      usage: '<file>',
      describe:
        'SES events as JSON, one a line or as SNS, SQS, EventBridge or Firehose carry them; "-" is standard input',
    },
  ],
  options: [JSON_OPTION],
  examples: [
    ['courant events import events.ndjson', 'the same file again changes nothing'],
    ['aws sqs receive-message --queue-url URL | courant events import -', 'from a queue'],
  ],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const file = input.args[0] ?? '';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    const text = await openInput(file, context);
    if (!text.ok) return showRefusal(text.refusal, { json, terminal: context.terminal });
    return withStore({ root: open.root, context, json }, async ({ events }) => {
      const report = await importEvents(readSesEvents(text.value), events);
      if (json === 'json') context.terminal.out(`${JSON.stringify(inJson(report), null, 2)}\n`);
      else show(report, file, context.terminal);
      return EXIT.fine;
    });
  },
};

async function openInput(file: string, context: CommandContext): Promise<Outcome<AsyncIterable<string>>> {
  const opened = file === '-' ? await recognised(process.stdin) : await openUtf8(resolve(context.cwd, file));
  if (opened.ok) return done(opened.text);
  switch (opened.reason) {
    case 'missing':
      return refuse('no-such-file', `There is no file ${file}.`, 'Check its name, or give - to read standard input.');
    case 'a-folder':
      return refuse(
        'file-unreadable',
        `${file} is a folder.`,
        'Import its files one by one; their order doesn’t matter.',
      );
    case 'packed':
      return refuse(
        'file-packed',
        `${file} is packed with gzip.`,
        'Unpack it on the way: gunzip -c FILE | courant events import -',
      );
    case 'unreadable':
      return refuse('file-unreadable', `${file} can’t be read.`, 'Check that it is a file, and that you may read it.');
  }
}

/** The contract's keys; the last one only where not all reasons are listed. */
function inJson({ unlisted, ...report }: EventsReport): object {
  return unlisted === 0 ? report : { ...report, unlisted };
}

/** More lines than this would push the summary off the screen; `--json` has them. */
const SHOWN = 20;

function show(report: EventsReport, file: string, terminal: Terminal): void {
  const { events, recorded, duplicate, settled, unknown, skipped, rejected, unlisted } = report;
  for (const { line, reason } of rejected.slice(0, SHOWN))
    terminal.err(`${file}:${line}: ${paint(terminal.color.err, 'red', 'left out')}: ${reason}\n`);
  const more = rejected.length - SHOWN;
  if (more > 0) terminal.err(`… and ${count(more + unlisted, 'more line')} left out; --json lists them\n`);
  const number = (value: number): string => value.toLocaleString('en');
  const parts = [
    `${number(recorded)} recorded`,
    `${number(duplicate)} known already`,
    `${number(unknown)} of other messages`,
  ];
  terminal.out(`${count(events, 'event')}: ${parts.join(', ')}\n`);
  if (settled > 0) terminal.out(`${count(settled, 'delivery', 'deliveries')} settled\n`);
  if (skipped > 0) terminal.err(`${count(skipped, 'message')} that say nothing of a delivery skipped\n`);
}
