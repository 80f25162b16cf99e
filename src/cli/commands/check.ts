import { checkIssue, defaultEditions, type IssueFindings } from '../../app/check-issue.ts';
import { mergeFindings, type Findings } from '../../app/load-publication.ts';
import { type PromoOutcome, promoOutcomes, promoOutcomesJson } from '../../app/promo-outcomes.ts';
import { renderConcise } from '../../diagnostic/render/concise.ts';
import { renderGithub } from '../../diagnostic/render/github.ts';
import { type HumanOptions, renderHuman } from '../../diagnostic/render/human.ts';
import { renderJson } from '../../diagnostic/render/json.ts';
import { renderSarif } from '../../diagnostic/render/sarif.ts';
import { type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { linkBase } from '../hyperlinks.ts';
import { chooseIssues } from '../choose-issues.ts';
import { openPublication } from '../open-publication.ts';
import { renderPromos } from '../show-promos.ts';
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
    {
      flags: '--fail-on <severity>',
      describe: 'exit with 1 from this severity on (default: error)',
      choices: ['error', 'warning'],
    },
    {
      flags: '--explain-promos',
      describe: 'say of each item of a promo list why it stands where it does, or was left out',
    },
  ],
  examples: [
    ['courant check', 'the issue of the current folder, else the latest'],
    ['courant check --all --fail-on warning', 'every issue, for a strict newsroom'],
    ['courant check --all --format github', 'annotations in a pull request'],
    ['courant check --explain-promos', 'why each promo stands where it does'],
  ],
  run: async (input, context) => {
    const format = formatOf(input.flag('json') ? 'json' : input.text('format'));
    const json = format === 'json' || format === 'sarif' ? 'json' : 'human';
    const { terminal } = context;
    const promos = input.flag('explainPromos') ? [] : null;
    const open = await openPublication(context, json, (findings, root) =>
      show(findings, { format, terminal, root, names: [], promos }),
    );
    if (typeof open === 'number') return open;
    const names = await chooseIssues(input, { ...open, context, json });
    if (typeof names === 'number') return names;
    const all: IssueFindings[] = [];
    for (const name of names) all.push(await checkIssue(open.workspace, open.publication, name, defaultEditions));
    const findings = mergeFindings([open.findings, ...all]);
    const outcomes = promos && all.flatMap(({ issue }) => (issue ? promoOutcomes(issue) : []));
    show(findings, { format, terminal, root: open.root, names, promos: outcomes });
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

interface Shown {
  readonly format: Format;
  readonly terminal: Terminal;
  readonly root: string;
  readonly names: readonly string[];
  /** Null when nobody asked. */
  readonly promos: readonly PromoOutcome[] | null;
}

function show({ diagnostics, sources }: Findings, { format, terminal, root, names, promos }: Shown): void {
  // Formats for programs stay what they are; the tables are for people.
  if (promos && format === 'human') terminal.out(`${renderPromos(promos, terminal.color.out)}\n`);
  else if (promos && format !== 'json') terminal.err(`${renderPromos(promos, terminal.color.err)}\n`);
  switch (format) {
    case 'json':
      return terminal.out(renderJson(diagnostics, promos ? { promoLists: promoOutcomesJson(promos) } : {}));
    case 'sarif':
      return terminal.out(renderSarif(diagnostics, { version: packageJson.version, docs: null }));
    case 'github':
      return terminal.out(renderGithub(diagnostics));
    case 'concise':
      return terminal.out(renderConcise(diagnostics));
    case 'human':
      if (diagnostics.length > 0) terminal.out(renderHuman(diagnostics, sources, lookOf(terminal, root)));
      else terminal.out(`${paint(terminal.color.out, 'green', 'fine')}: nothing to mend in ${named(names)}\n`);
  }
}

function lookOf(terminal: Terminal, root: string): HumanOptions {
  return { color: terminal.color.out, linkBase: linkBase(terminal.links.out, root) };
}

function named(names: readonly string[]): string {
  return names.length <= 3 ? names.join(', ') : `${names.length} issues`;
}
