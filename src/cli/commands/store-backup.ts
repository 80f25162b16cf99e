import { resolve } from 'node:path';
import { type CommandSpec, EXIT, JSON_OPTION } from '../command.ts';
import { openPublication } from '../open-publication.ts';
import { withStoreFile } from '../open-store.ts';
import { realClock } from '../real-ports.ts';

export const storeBackup: CommandSpec = {
  name: 'store backup',
  summary: 'copy the store into a new file, also while a send is under way',
  args: [{ usage: '<file>', describe: 'the file to make; one that exists is never overwritten' }],
  options: [JSON_OPTION],
  examples: [['courant store backup ../backups/2026-11-24.db', 'holds addresses: keep it as safe as the store']],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    return withStoreFile({ root: open.root, context, json }, async (file) => {
      const { backupStore } = await import('../../store/sqlite/backup.ts');
      const target = resolve(context.cwd, input.args[0] ?? '');
      const backup = backupStore(file, target, realClock.now());
      if (json === 'json') context.terminal.out(`${JSON.stringify({ file: target, ...backup }, null, 2)}\n`);
      else context.terminal.out(`copied the store to ${target} (${(backup.bytes / 1e6).toFixed(1)} MB)\n`);
      if (json === 'human' && backup.unfinished.length > 0)
        context.terminal.err(`Not done when it was copied: ${backup.unfinished.join(', ')}\n`);
      return EXIT.fine;
    });
  },
};
