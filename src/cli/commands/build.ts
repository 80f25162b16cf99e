import { readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type Build, buildIssue } from '../../app/build-issue.ts';
import { checkIssue, defaultEditions, type IssueFindings } from '../../app/check-issue.ts';
import type { EditionJson } from '../../app/edition-json.ts';
import { mergeFindings } from '../../app/load-publication.ts';
import { refuse } from '../../app/refusal.ts';
import { isIssueFolder, writeBuild } from '../../disk/write-build.ts';
import { chooseIssues } from '../choose-issues.ts';
import { type CommandInput, type CommandSpec, EXIT, JSON_OPTION } from '../command.ts';
import { type OpenPublication, openPublication } from '../open-publication.ts';
import { showDiagnostics } from '../show-diagnostics.ts';
import { showRefusal } from '../show-refusal.ts';

export const build: CommandSpec = {
  name: 'build',
  summary: 'render issues to HTML, text and a whole message',
  args: [{ usage: '[issue...]', describe: 'folders or names of issues, or "latest"' }],
  options: [
    { flags: '--all', describe: 'build every issue' },
    { flags: '--out <dir>', describe: 'where the folders of issues are written (default: dist/issues)' },
    { flags: '--mjml', describe: 'also write email.mjml, the MJML that was compiled' },
    { ...JSON_OPTION, describe: 'print the array of edition.json values' },
  ],
  examples: [
    ['courant build', 'the issue of the current folder, else the latest'],
    ['courant build --all --out /tmp/preview', 'every issue, somewhere else'],
  ],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    const names = await chooseIssues(input, { ...open, context, json });
    if (typeof names === 'number') return names;
    const asked = input.text('out');
    const out = asked === undefined ? join(open.root, 'dist', 'issues') : resolve(context.cwd, asked);
    const inTheWay = names.find((name) => isIssueFolder(join(out, name)));
    if (inTheWay !== undefined) {
      const message = `The build of ${inTheWay} would be written into an issue's own folder.`;
      const { refusal } = refuse('out-is-issues', message, 'Name another folder after --out.');
      return showRefusal(refusal, { json, terminal: context.terminal });
    }
    const found = await buildAll(names, { ...open, out, input });
    const findings = mergeFindings([open.findings, ...found.findings]);
    const failed = found.findings.some(({ checked }) => checked === undefined);
    if (json === 'human' || failed) showDiagnostics(findings, { json, terminal: context.terminal, root: open.root });
    if (json === 'json' && !failed) context.terminal.out(`${JSON.stringify(found.editions, null, 2)}\n`);
    if (json === 'human')
      context.terminal.out(found.editions.map((edition) => line(edition, out, context.cwd)).join(''));
    return failed ? EXIT.content : EXIT.fine;
  },
};

interface Building extends OpenPublication {
  readonly out: string;
  readonly input: CommandInput;
}

interface Built {
  readonly findings: readonly IssueFindings[];
  readonly editions: readonly EditionJson[];
}

/** Each issue by itself: an error in one keeps none of the others from being built. */
async function buildAll(names: readonly string[], building: Building): Promise<Built> {
  const { workspace, publication, root, out, input } = building;
  const findings: IssueFindings[] = [];
  const editions: EditionJson[] = [];
  for (const name of names) {
    const found = await checkIssue(workspace, publication, name, defaultEditions);
    findings.push(found);
    if (found.checked === undefined) continue;
    const built = buildIssue(found.checked, publication, { mjml: input.flag('mjml') ? 'with-mjml' : 'without-mjml' });
    await writeBuild(join(out, name), withPictures(built, root));
    editions.push(built.edition);
  }
  return { findings, editions };
}

function withPictures({ files, pictures }: Build, root: string): ReadonlyMap<string, string | Buffer> {
  const all = new Map(files);
  for (const [path, file] of pictures) all.set(path, readFileSync(join(root, file)));
  return all;
}

function line(edition: EditionJson, out: string, cwd: string): string {
  const kilobytes = (edition.bytes.html / 1024).toFixed(1);
  return `built ${relative(cwd, join(out, edition.issue)) || '.'}  ${kilobytes} KB of HTML  ${edition.hash.slice(0, 19)}\n`;
}
