import type { CommandSpec } from './command.ts';

/** Every command by its name. A command is loaded only when it is run or when help lists them all. */
export const COMMANDS: readonly (readonly [name: string, load: () => Promise<CommandSpec>])[] = [
  ['init', async () => (await import('./commands/init.ts')).init],
  ['new', async () => (await import('./commands/new.ts')).newIssue],
  ['import', async () => (await import('./commands/import.ts')).importFile],
  ['check', async () => (await import('./commands/check.ts')).check],
  ['explain', async () => (await import('./commands/explain.ts')).explain],
  ['build', async () => (await import('./commands/build.ts')).build],
  ['subscribers import', async () => (await import('./commands/subscribers-import.ts')).subscribersImport],
  ['subscribers export', async () => (await import('./commands/subscribers-export.ts')).subscribersExport],
  ['subscribers add', async () => (await import('./commands/subscribers-add.ts')).subscribersAdd],
  ['subscribers remove', async () => (await import('./commands/subscribers-remove.ts')).subscribersRemove],
  ['subscribers erase', async () => (await import('./commands/subscribers-erase.ts')).subscribersErase],
  ['subscribers show', async () => (await import('./commands/subscribers-show.ts')).subscribersShow],
  ['subscribers suppress', async () => (await import('./commands/subscribers-suppress.ts')).subscribersSuppress],
  ['subscribers unsuppress', async () => (await import('./commands/subscribers-unsuppress.ts')).subscribersUnsuppress],
  ['subscribers count', async () => (await import('./commands/subscribers-count.ts')).subscribersCount],
  ['send', async () => (await import('./commands/send.ts')).send],
  ['sends', async () => (await import('./commands/sends.ts')).sends],
  ['status', async () => (await import('./commands/status.ts')).status],
  ['resume', async () => (await import('./commands/resume.ts')).resume],
];

/** What groups of two-word commands are about. */
export const GROUPS: Readonly<Record<string, string>> = { subscribers: 'the audience' };
