import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { addressOf } from './draw-run.ts';
import { endOf, nodeProcess } from './node-process.ts';

/** What all runs are made from. It lies in a folder of its own: whoever builds the program meanwhile changes nothing here. */
export interface Workshop {
  readonly folder: string;
  readonly program: string;
  readonly child: string;
  /** A publication with its readers, which each run copies. */
  readonly publication: string;
  readonly readers: number;
}

export const SECRET = 'a-secret-for-crash-tests-only';
const ISSUE = '2026-11-24-crash';

const FILES: Readonly<Record<string, string>> = {
  'courant.yaml': `name: The Harbour Daily
url: https://news.example.org
linkBase: https://mail.example.org
from: The Harbour Daily <daily@example.org>
address: 1 Quay Street, Port Alder
template: short
fields:
  first_name: { type: text }
lists:
  daily: { title: The daily letter }
ses: { region: eu-west-1, configurationSet: newsletters }
`,
  'templates/short/template.yaml': 'title: Short\ndescription: As little as can be sent\n',
  'templates/short/layout.mjml.hbs': `<mjml lang="{{issue.language}}" dir="{{issue.dir}}">
  <mj-body>
    <mj-section><mj-column><mj-text>
      <p>Good morning, {{slot "first_name" default="reader"}}</p>
      {{#each articles}}<h2>{{title}}</h2>{{body}}{{/each}}
      <p><a href="{{links.unsubscribe}}">Leave</a></p>
    </mj-text></mj-column></mj-section>
  </mj-body>
</mjml>
`,
  [`issues/${ISSUE}/issue.md`]: '---\nsubject: A short issue\npreheader: Short\ndate: 2026-11-24\n---\n',
  [`issues/${ISSUE}/10-story.md`]: '---\ntitle: A short story\n---\nOne paragraph.\n',
};

/** `root` is the project's, with the program built; `folder` is to be empty. */
export async function openWorkshop(root: string, folder: string, readers: number): Promise<Workshop> {
  const place = join(folder, 'program');
  for (const part of ['bin', 'build', 'templates', 'schemas', 'package.json']) {
    cpSync(join(root, part), join(place, part), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  const child = join(place, 'crash-child.cjs');
  await build({
    entryPoints: [join(root, 'test/crash/child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    external: ['libsql'],
    logLevel: 'error',
  });
  const workshop = {
    folder,
    program: join(place, 'bin/courant.js'),
    child,
    publication: join(folder, 'publication'),
    readers,
  };
  await fillPublication(workshop);
  return workshop;
}

async function fillPublication({ program, publication, folder, readers }: Workshop): Promise<void> {
  const env = environment(folder);
  await courant(program, ['init', publication], { cwd: folder, env });
  rmSync(join(publication, 'issues'), { recursive: true });
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(publication, path)), { recursive: true });
    writeFileSync(join(publication, path), text);
  }
  const rows = Array.from({ length: readers }, (_, index) => `${addressOf(index + 1)},Reader ${index + 1}\n`);
  writeFileSync(join(publication, 'readers.csv'), `email,first_name\n${rows.join('')}`);
  await courant(program, ['subscribers', 'import', 'readers.csv', '--list', 'daily'], { cwd: publication, env });
  await courant(program, ['send', 'latest', '--to', 'daily', '--dry-run'], { cwd: publication, env });
}

async function courant(
  program: string,
  args: readonly string[],
  place: Parameters<typeof nodeProcess>[1],
): Promise<void> {
  const { status, stderr } = await endOf(nodeProcess([program, ...args], place));
  if (status !== 0) throw new Error(`courant ${args.join(' ')} ended with ${status}: ${stderr}`);
}

/** Nothing of this machine's own settings gets in. */
export function environment(folder: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: join(folder, 'home'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    NO_COLOR: '1',
    COURANT_SECRET: SECRET,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_REGION: 'eu-west-1',
  };
}
