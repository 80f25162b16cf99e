import { existsSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { initFiles, titleFromFolder } from '../../app/init-publication.ts';
import { newIssueFiles } from '../../app/new-issue.ts';
import { refuse } from '../../app/refusal.ts';
import { programFolder } from '../../disk/read-templates.ts';
import { copyFolder, existingFiles, writeFiles } from '../../disk/write-files.ts';
import { parsePublication } from '../../publication/parse-publication.ts';
import { createSource } from '../../diagnostic/source.ts';
import { type CommandSpec, EXIT, JSON_OPTION } from '../command.ts';
import { issueSalt } from '../issue-salt.ts';
import { showRefusal } from '../show-refusal.ts';
import { today } from '../today.ts';

const FIRST_ISSUE = 'first';

export const init: CommandSpec = {
  name: 'init',
  summary: 'make a new publication that builds and sends to the outbox at once',
  args: [{ usage: '<dir>', describe: 'the folder; made when it doesn’t exist' }],
  options: [JSON_OPTION],
  examples: [['courant init my-letter', 'then: cd my-letter && courant send latest --to sample --yes']],
  run: async (input, { cwd, terminal }) => {
    const json = input.flag('json') ? 'json' : 'human';
    const asked = input.args[0] ?? '';
    const folder = resolve(cwd, asked);
    const files = publicationFiles(basename(folder));
    const inTheWay = existsSync(folder) ? existingFiles(folder, [...files.keys(), 'templates']) : [];
    if (inTheWay.length > 0) {
      const message = `${asked} holds ${inTheWay.join(', ')} already.`;
      const { refusal } = refuse('folder-not-empty', message, 'Choose another folder; nothing was changed.');
      return showRefusal(refusal, { json, terminal });
    }
    await writeFiles(folder, files);
    for (const part of ['templates', 'schemas']) await copyFolder(join(programFolder(), part), join(folder, part));
    const made = [...files.keys(), 'templates', 'schemas'];
    if (json === 'json')
      terminal.out(`${JSON.stringify({ publication: relative(cwd, folder) || '.', files: made }, null, 2)}\n`);
    else terminal.out(nextSteps(relative(cwd, folder) || '.'));
    return EXIT.fine;
  },
};

/** Everything but the templates; the first issue is made by the same words as `courant new`. */
function publicationFiles(folderName: string): ReadonlyMap<string, string> {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const day = today(timeZone);
  const files = initFiles({ title: titleFromFolder(folderName), timeZone });
  const { value: publication } = parsePublication(createSource('courant.yaml', files.get('courant.yaml') ?? ''));
  if (publication === undefined) throw new Error('the publication file that init writes has errors');
  const name = `${day}-${FIRST_ISSUE}`;
  const issue = newIssueFiles({ name, template: 'daily', publication, today: day, salt: issueSalt() });
  if (!issue.ok) throw new Error(issue.refusal.message);
  return new Map([...files, ...[...issue.value].map(([path, text]) => [`issues/${name}/${path}`, text] as const)]);
}

function nextSteps(folder: string): string {
  return `Made a publication in ${folder}. Next:

  cd ${folder}
  courant check                             what is wrong, if anything
  courant build                             the mail as files, in dist/issues/
  courant send latest --to sample --yes     to the sample readers, into outbox/

Then put your newsroom's name and addresses into courant.yaml.
`;
}
