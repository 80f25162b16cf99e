import { execFileSync } from 'node:child_process';
import { approverName } from '../app/approve-issue.ts';
import type { Outcome } from '../app/refusal.ts';
import type { CommandContext } from './command.ts';

/** Who approves: as said on the command line, else as git knows the person, else the name of the login. */
export function findApprover(said: string | undefined, { cwd, env }: CommandContext): Outcome<string> {
  return approverName(said ?? gitName(cwd, env) ?? env['USER'] ?? env['USERNAME'] ?? '');
}

/** Undefined where there is no git, or where git has no name. */
function gitName(cwd: string, env: CommandContext['env']): string | undefined {
  try {
    const said = execFileSync('git', ['config', 'user.name'], {
      cwd,
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return said.trim() === '' ? undefined : said;
  } catch {
    return undefined;
  }
}
