import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

export const REPOSITORY = resolve(import.meta.dirname, '../..');
/** Not the developer's own: templates of tests would pile up there. */
const CACHE = join(tmpdir(), 'courant-test-cache');
const PROGRAM = join(REPOSITORY, 'bin', 'courant.js');

export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built program as a shell would, without a terminal. */
export function courant(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return new Promise((done, fail) => {
    const clean = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', XDG_CACHE_HOME: CACHE, ...env };
    execFile(
      process.execPath,
      [PROGRAM, ...args],
      { cwd, env: clean, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== 'number')
          fail(new Error('the program could not be run', { cause: error }));
        else done({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
  });
}

/** An empty folder that goes with its test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'courant-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with these files, path → text. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = emptyFolder();
  addFiles(folder, files);
  return folder;
}

export function addFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A copy of the repository's own publication. */
export function samplePublication(): string {
  const folder = emptyFolder();
  for (const part of ['courant.yaml', 'templates', 'issues', 'subscribers']) {
    cpSync(join(REPOSITORY, part), join(folder, part), { recursive: true });
  }
  return folder;
}

/** The smallest publication that can be sent, with what a test wants on top. */
export function smallPublication(files: Readonly<Record<string, string>> = {}): string {
  return folderOf({
    'courant.yaml': SMALL,
    'readers.csv': 'email,first_name,country\nana@example.org,Ana,JP\nben@example.com,,PT\n',
    'issues/2026-01-05-small/issue.md': '---\nsubject: A small issue\npreheader: Small\ndate: 2026-01-05\n---\n',
    'issues/2026-01-05-small/10-story.md': '---\ntitle: A small story\n---\nOne paragraph.\n',
    ...files,
  });
}

export const SMALL = `name: The Small Letter
url: https://news.example.org
linkBase: https://mail.example.org
from: The Small Letter <small@example.org>
address: 1 Quay Street, Port Alder
timeZone: Europe/Lisbon
fields:
  first_name: { type: text }
  country: { type: text }
lists:
  readers: { title: Readers, file: readers.csv }
`;

/** The JSON value that a command printed, and nothing else. */
export function jsonOf(run: Run): unknown {
  return JSON.parse(run.stdout);
}
