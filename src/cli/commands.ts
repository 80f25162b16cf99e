import type { CommandSpec } from './command.ts';

/** Every command by its name. A command is loaded only when it is run or when help lists them all. */
export const COMMANDS: readonly (readonly [name: string, load: () => Promise<CommandSpec>])[] = [
  ['init', async () => (await import('./commands/init.ts')).init],
  ['new', async () => (await import('./commands/new.ts')).newIssue],
  ['import', async () => (await import('./commands/import.ts')).importFile],
  ['check', async () => (await import('./commands/check.ts')).check],
  ['explain', async () => (await import('./commands/explain.ts')).explain],
  ['build', async () => (await import('./commands/build.ts')).build],
  ['proof', async () => (await import('./commands/proof.ts')).proof],
  ['subscribers import', async () => (await import('./commands/subscribers-import.ts')).subscribersImport],
  ['subscribers export', async () => (await import('./commands/subscribers-export.ts')).subscribersExport],
  ['subscribers add', async () => (await import('./commands/subscribers-add.ts')).subscribersAdd],
  ['subscribers remove', async () => (await import('./commands/subscribers-remove.ts')).subscribersRemove],
  ['subscribers erase', async () => (await import('./commands/subscribers-erase.ts')).subscribersErase],
  ['subscribers show', async () => (await import('./commands/subscribers-show.ts')).subscribersShow],
  ['subscribers suppress', async () => (await import('./commands/subscribers-suppress.ts')).subscribersSuppress],
  ['subscribers unsuppress', async () => (await import('./commands/subscribers-unsuppress.ts')).subscribersUnsuppress],
  ['subscribers count', async () => (await import('./commands/subscribers-count.ts')).subscribersCount],
  ['approve', async () => (await import('./commands/approve.ts')).approve],
  ['send', async () => (await import('./commands/send.ts')).send],
  ['sends', async () => (await import('./commands/sends.ts')).sends],
  ['stop', async () => (await import('./commands/stop.ts')).stop],
  ['retry', async () => (await import('./commands/retry.ts')).retry],
  ['topup', async () => (await import('./commands/topup.ts')).topup],
  ['resolve', async () => (await import('./commands/resolve.ts')).resolve],
  ['status', async () => (await import('./commands/status.ts')).status],
  ['resume', async () => (await import('./commands/resume.ts')).resume],
  ['events import', async () => (await import('./commands/events-import.ts')).eventsImport],
  ['doctor', async () => (await import('./commands/doctor.ts')).doctor],
  ['store backup', async () => (await import('./commands/store-backup.ts')).storeBackup],
];

/** What groups of two-word commands are about. */
export const GROUPS: Readonly<Record<string, string>> = {
  subscribers: 'the audience',
  store: 'the store of subscribers and sends',
  events: 'what became of sent messages',
};
