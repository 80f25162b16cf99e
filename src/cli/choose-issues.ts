import { allIssues, chooseIssue } from '../app/choose-issue.ts';
import type { CommandContext, CommandInput, ExitStatus } from './command.ts';
import type { OpenPublication } from './open-publication.ts';
import { showRefusal } from './show-refusal.ts';

interface Place extends OpenPublication {
  readonly context: CommandContext;
  readonly json: 'json' | 'human';
}

/** The names of the issues that a command line means, each once; or the status after saying why there are none. */
export async function chooseIssues(input: CommandInput, place: Place): Promise<readonly string[] | ExitStatus> {
  const { publication, workspace, root, context, json } = place;
  if (input.flag('all')) {
    const all = await allIssues(workspace);
    return all.ok ? all.value : showRefusal(all.refusal, { json, terminal: context.terminal });
  }
  const names = new Set<string>();
  for (const asked of input.args.length === 0 ? [undefined] : input.args) {
    const chosen = await chooseIssue(asked, { root, cwd: context.cwd }, publication, workspace);
    if (!chosen.ok) return showRefusal(chosen.refusal, { json, terminal: context.terminal });
    names.add(chosen.value);
  }
  return [...names];
}
