import { checkIssue, defaultEditions } from '../../app/check-issue.ts';
import { mergeFindings, type Findings } from '../../app/load-publication.ts';
import { renderConcise } from '../../diagnostic/render/concise.ts';
import { renderGithub } from '../../diagnostic/render/github.ts';
import { renderHuman } from '../../diagnostic/render/human.ts';
import { renderJson } from '../../diagnostic/render/json.ts';
import { renderSarif } from '../../diagnostic/render/sarif.ts';
import { type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import { chooseIssues } from '../choose-issues.ts';
import { openPublication } from '../open-publication.ts';
import { paint, type Terminal } from '../terminal.ts';

type Format = 'human' | 'concise' | 'json' | 'github' | 'sarif';

export const check: CommandSpec = {
  name: 'check',
  summary: 'show everything that is wrong with an issue, with file, line and column',
  args: [{ usage: '[issue...]', describe: 'folders or names of issues, or "latest"' }],
  options: [
    { flags: '--all', describe: 'check every issue' },
    {
      flags: '--format <format>',
      describe: 'how to write the diagnostics (default: human)',
      choices: ['human', 'concise', 'json', 'github', 'sarif'],
    },
    { ...JSON_OPTION, describe: 'the same as --format json' },
    { flags: '--fail-on <severity>', describe: 'exit with 1 from this severity on (default: error)', choices: ['error', 'warning'] },
  ],
  examples: [
    ['courant check', 'the issue of the current folder, else the latest'],
    ['courant check --all --fail-on warning', 'every issue, for a strict newsroom'],
    ['courant check --all --format github', 'annotations in a pull request'],
  ],
  run: async (input, context) => {
    const format = formatOf(input.flag('json') ? 'json' : input.text('format'));
    const json = format === 'json' || format === 'sarif' ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    const names = await chooseIssues(input, { ...open, context, json });
    if (typeof names === 'number') return names;
    const all: Findings[] = [open.findings];
    for (const name of names) all.push(await checkIssue(open.workspace, open.publication, name, defaultEditions));
    const findings = mergeFindings(all);
    show(findings, format, names, context.terminal);
    return statusOf(findings, input.text('failOn'));
  },
};

function formatOf(text: string | undefined): Format {
  return text === 'concise' || text === 'json' || text === 'github' || text === 'sarif' ? text : 'human';
}

function statusOf({ diagnostics }: Findings, failOn: string | undefined): ExitStatus {
  const counts = failOn === 'warning' ? diagnostics : diagnostics.filter(({ severity }) => severity === 'error');
  return counts.length > 0 ? EXIT.content : EXIT.fine;
}

function show(findings: Findings, format: Format, names: readonly string[], terminal: Terminal): void {
  const { diagnostics, sources } = findings;
  switch (format) {
    case 'json':
      return terminal.out(renderJson(diagnostics));
    case 'sarif':
      return terminal.out(renderSarif(diagnostics));
    case 'github':
      return terminal.out(renderGithub(diagnostics));
    case 'concise':
      return terminal.out(renderConcise(diagnostics));
    case 'human':
      if (diagnostics.length > 0) terminal.out(renderHuman(diagnostics, sources, { color: terminal.color.out }));
      else terminal.out(`${paint(terminal.color.out, 'green', 'fine')}: nothing to mend in ${named(names)}\n`);
  }
}

function named(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.length} issues`;
}
