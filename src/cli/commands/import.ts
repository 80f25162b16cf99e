import { basename, join, resolve } from 'node:path';
import type { ImportedIssue } from '../../app/import-issue.ts';
import { done, type Outcome, refuse } from '../../app/refusal.ts';
import { readBytes, type ReadBytes, readStream } from '../../disk/read-bytes.ts';
import { programFolder } from '../../disk/read-templates.ts';
import { copyFolder, existingFiles, writeFiles } from '../../disk/write-files.ts';
import {
  type CommandContext,
  type CommandInput,
  type CommandSpec,
  EXIT,
  type ExitStatus,
  JSON_OPTION,
} from '../command.ts';
import { count } from '../count.ts';
import { issueSalt } from '../issue-salt.ts';
import { type OpenPublication, openPublication } from '../open-publication.ts';
import { showRefusal } from '../show-refusal.ts';
import { today } from '../today.ts';

/** A saved page carries its scripts and styles along. */
const MOST_BYTES = 16 * 1024 * 1024;
const FORMATS = ['text', 'html', 'feed'] as const;
/** What can be the stem of a list's file, and be asked for by a layout. */
const LIST_NAME = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,59}$/u;

export const importFile: CommandSpec = {
  name: 'import',
  summary: 'make a new issue from pasted text, a saved page or a feed',
  args: [{ usage: '<file>', describe: 'a text, an HTML page, or an RSS, Atom or JSON feed; - is standard input' }],
  options: [
    {
      flags: '--format <format>',
      describe: 'what the file is (default: guessed from what is in it)',
      choices: FORMATS,
    },
    { flags: '--issue <name>', describe: 'the name of the new folder (default: today and the headline)' },
    {
      flags: '--lists <names>',
      describe: 'names of the promo lists in their order, with commas: most-read,partner-content',
    },
    { ...JSON_OPTION, describe: 'print what was found as JSON' },
  ],
  examples: [
    ['courant import story.txt --lists most-read,partner-content', 'pasted text with two ranked lists below it'],
    ['pbpaste | courant import - --issue 2026-12-01-daily', 'what is in the clipboard'],
  ],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    const shown = { json, terminal: context.terminal } as const;
    const made = await makeIssue(input, context, open);
    if (!made.ok) return showRefusal(made.refusal, shown);
    const folder = `issues/${made.value.name}`;
    if (existingFiles(open.root, [folder]).length > 0) {
      const { refusal } = refuse(
        'issue-exists',
        `${folder} exists already.`,
        'Choose another name with --issue; nothing was changed.',
      );
      return showRefusal(refusal, shown);
    }
    await writeFiles(join(open.root, folder), made.value.files);
    await copyFolder(join(programFolder(), 'schemas'), join(open.root, 'schemas'));
    return show(made.value, json, context);
  },
};

async function makeIssue(
  input: CommandInput,
  context: CommandContext,
  { publication }: OpenPublication,
): Promise<Outcome<ImportedIssue>> {
  const lists = readListNames(input.text('lists'));
  if (!lists.ok) return lists;
  const file = input.args[0] ?? '';
  const read = await readInput(file, context);
  if (!read.ok) return read;
  const { importIssue } = await import('../../app/import-issue.ts');
  return importIssue({
    bytes: read.value,
    fileName: file === '-' ? '' : basename(file),
    format: FORMATS.find((format) => format === input.text('format')) ?? null,
    name: input.text('issue') ?? null,
    lists: lists.value,
    publication,
    today: today(publication.timeZone),
    salt: issueSalt(),
  });
}

function readListNames(text: string | undefined): Outcome<readonly string[]> {
  if (text === undefined) return done([]);
  const names = text.split(',').map((name) => name.trim());
  const bad = names.find((name) => !LIST_NAME.test(name));
  if (bad !== undefined)
    return refuse(
      'usage',
      `"${bad}" can’t be the name of a promo list.`,
      'Name them with letters, digits and dashes: --lists most-read,partner-content.',
    );
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined
    ? done(names)
    : refuse('usage', `--lists names "${twice}" twice.`, 'Give each list a name of its own.');
}

async function readInput(file: string, context: CommandContext): Promise<Outcome<Uint8Array>> {
  const read: ReadBytes =
    file === '-'
      ? await readStream(process.stdin, MOST_BYTES)
      : await readBytes(resolve(context.cwd, file), MOST_BYTES);
  if (read.ok) return done(read.bytes);
  const name = file === '-' ? 'What came in on standard input' : file;
  switch (read.reason) {
    case 'missing':
      return refuse('no-such-file', `There is no file ${file}.`, 'Check its name, or give - to read standard input.');
    case 'not-a-file':
      return refuse('file-unreadable', `${file} is a folder.`, 'Name a file in it.');
    case 'too-large':
      return refuse(
        'too-large',
        `${name} is larger than ${MOST_BYTES / 1024 / 1024} MB.`,
        'Import the part of it that belongs into the issue.',
      );
    case 'unreadable':
      return refuse('file-unreadable', `${file} can’t be read.`, 'Check that it is a file, and that you may read it.');
  }
}

function show(made: ImportedIssue, json: 'json' | 'human', { terminal }: CommandContext): ExitStatus {
  const files = [...made.files.keys()].map((path) => `issues/${made.name}/${path}`);
  const { name, format, encoding, found, todo } = made;
  if (json === 'json')
    terminal.out(`${JSON.stringify({ issue: name, format, encoding, files, found, todo }, null, 2)}\n`);
  else {
    terminal.out(files.map((file) => `made ${file}\n`).join(''));
    terminal.out(summary(made));
  }
  return EXIT.fine;
}

function summary({ name, found, todo }: ImportedIssue): string {
  const parts = [
    count(found.articles, 'article'),
    count(found.paragraphs, 'paragraph'),
    count(found.images, 'picture'),
    ...found.lists.map((list) => `${list.name} with ${count(list.items, 'item')}`),
  ];
  const lost =
    found.imagesLost === 0
      ? ''
      : `${count(found.imagesLost, 'picture has', 'pictures have')} no address that readers could reach, and ${found.imagesLost === 1 ? 'was' : 'were'} left out.\n`;
  const left =
    found.leftOut === 0
      ? ''
      : `${count(found.leftOut, 'further entry', 'further entries')} of the feed ${found.leftOut === 1 ? 'was' : 'were'} left out.\n`;
  return `Found ${parts.join(', ')}.\n${lost}${left}Still TODO: ${todo.join(', ')}.\nNext: write over each TODO, then \`courant check ${name}\`.\n`;
}
