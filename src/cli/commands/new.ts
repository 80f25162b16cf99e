import { join } from 'node:path';
import { newIssueFiles } from '../../app/new-issue.ts';
import { refuse } from '../../app/refusal.ts';
import { programFolder } from '../../disk/read-templates.ts';
import { copyFolder, existingFiles, writeFiles } from '../../disk/write-files.ts';
import { type CommandInput, type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import { issueSalt } from '../issue-salt.ts';
import { type OpenPublication, openPublication } from '../open-publication.ts';
import { showRefusal } from '../show-refusal.ts';
import { today } from '../today.ts';

export const newIssue: CommandSpec = {
  name: 'new',
  summary: 'make a new issue: a folder with commented front matter, a first article and a promo list',
  args: [{ usage: '<name>', describe: 'the name of the folder; a day in front becomes the date' }],
  options: [
    { flags: '--template <template>', describe: 'the layout, a folder of templates/ (default: the publication’s)' },
    JSON_OPTION,
  ],
  examples: [['courant new 2026-12-01-daily', 'makes issues/2026-12-01-daily/']],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    const shown = { json, terminal: context.terminal } as const;
    const unknown = await unknownTemplate(input, open);
    if (unknown !== undefined) return showRefusal(unknown.refusal, shown);
    const name = input.args[0] ?? '';
    const files = newIssueFiles({
      name,
      template: input.text('template') ?? open.publication.template,
      publication: open.publication,
      today: today(open.publication.timeZone),
      salt: issueSalt(),
    });
    if (!files.ok) return showRefusal(files.refusal, shown);
    return write(`issues/${name}`, files.value, open.root, shown);
  },
};

/** Says so when the layout that was asked for doesn't exist. */
async function unknownTemplate(
  input: CommandInput,
  open: OpenPublication,
): Promise<ReturnType<typeof refuse> | undefined> {
  const asked = input.text('template');
  if (asked === undefined) return undefined;
  const templates = await open.workspace.readTemplates();
  const paths = [...(templates.value?.sources.keys() ?? [])];
  if (paths.includes(`templates/${asked}/layout.mjml.hbs`)) return undefined;
  const known = paths.flatMap((path) => /^templates\/([^/]+)\/layout\.mjml\.hbs$/.exec(path)?.[1] ?? []);
  return refuse('no-such-template', `There is no layout "${asked}".`, `There are: ${known.join(', ')}.`);
}

async function write(
  folder: string,
  files: ReadonlyMap<string, string>,
  root: string,
  shown: Parameters<typeof showRefusal>[1],
): Promise<ExitStatus> {
  if (existingFiles(root, [folder]).length > 0) {
    const { refusal } = refuse(
      'issue-exists',
      `${folder} exists already.`,
      'Choose another name; nothing was changed.',
    );
    return showRefusal(refusal, shown);
  }
  await writeFiles(join(root, folder), files);
  await copyFolder(join(programFolder(), 'schemas'), join(root, 'schemas'));
  const paths = [...files.keys()].map((path) => `${folder}/${path}`);
  if (shown.json === 'json')
    shown.terminal.out(`${JSON.stringify({ issue: folder.slice('issues/'.length), files: paths }, null, 2)}\n`);
  else
    shown.terminal.out(
      `${paths.map((path) => `made ${path}\n`).join('')}Next: write over the texts, then \`courant check ${folder.slice('issues/'.length)}\`.\n`,
    );
  return EXIT.fine;
}
