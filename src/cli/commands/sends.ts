import { summarise } from '../../delivery/summary.ts';
import { count } from '../count.ts';
import { type CommandSpec, EXIT, JSON_OPTION } from '../command.ts';
import { openPublication } from '../open-publication.ts';
import { withStore } from '../open-store.ts';

export const sends: CommandSpec = {
  name: 'sends',
  summary: 'list all sends, newest first',
  args: [],
  options: [JSON_OPTION],
  examples: [['courant sends --json', 'the same as an array, for scripts']],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    return withStore({ root: open.root, context, json }, async ({ ledger }) => {
      const all = (await ledger.list()).map(summarise);
      if (json === 'json') context.terminal.out(`${JSON.stringify(all, null, 2)}\n`);
      else if (all.length === 0) context.terminal.out('Nothing was sent yet.\n');
      for (const send of json === 'json' ? [] : all) {
        const line = [
          send.send,
          send.state.padEnd(9),
          send.transport.padEnd(6),
          `${send.accepted}/${send.planned} accepted`,
          send.issue,
        ];
        context.terminal.out(`${line.join('  ')}\n`);
      }
      if (json === 'human' && all.length > 1) context.terminal.err(`${count(all.length, 'send')}\n`);
      return EXIT.fine;
    });
  },
};
