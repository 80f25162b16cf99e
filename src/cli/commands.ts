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
  ['send', async () => (await import('./commands/send.ts')).send],
  ['sends', async () => (await import('./commands/sends.ts')).sends],
  ['status', async () => (await import('./commands/status.ts')).status],
  ['resume', async () => (await import('./commands/resume.ts')).resume],
];

/** What groups of two-word commands are about. */
export const GROUPS: Readonly<Record<string, string>> = { subscribers: 'the audience' };
