import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { IssueFiles } from '../content/issue.ts';
import { type Checked, type Diagnostic, diagnose } from '../diagnostic/diagnostic.ts';
import { type Source, startOf } from '../diagnostic/source.ts';
import { readText } from './read-text.ts';

const ISSUES = 'issues';
const IS_TEXT = /\.(md|markdown|ya?ml|csv|txt)$/i;
/** Written by Courant itself into an issue's folder: no content. */
const OWN_FILES = new Set(['sent.yaml', 'approved.yaml']);

/** Names of the folders below `issues/`, in the order of their code units. Hidden folders are no issues. */
export async function listIssues(root: string): Promise<readonly string[]> {
  try {
    const entries = readdirSync(join(root, ISSUES), { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    return folders.map((entry) => entry.name).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Reads every file of an issue's folder: texts whole, all others by name. */
export async function readIssue(root: string, name: string): Promise<Checked<IssueFiles>> {
  const folder = `${ISSUES}/${name}`;
  const found = listFiles(root, folder);
  const texts = found.paths.filter((path) => IS_TEXT.test(path) && !OWN_FILES.has(path));
  const sources: Source[] = [];
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  for (const path of texts) {
    const read = await readText(root, `${folder}/${path}`);
    if (read.value !== undefined) sources.push(read.value);
    diagnostics.push(...read.diagnostics);
  }
  const otherFiles = new Set(found.paths.filter((path) => !IS_TEXT.test(path)));
  return { value: { name, folder, sources, otherFiles }, diagnostics };
}

interface Listing {
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Files below a folder of the publication, by path relative to it; a link that leads out of it is a diagnostic. */
function listFiles(root: string, folder: string): Listing {
  const base = join(root, folder);
  const home = realpathSync(base) + sep;
  const paths: string[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const entry of readdirSync(base, { recursive: true, withFileTypes: true })) {
    const full = join(entry.parentPath, entry.name);
    const path = full.slice(base.length + 1).replaceAll('\\', '/');
    if (path.split('/').some((part) => part.startsWith('.'))) continue;
    if (entry.isSymbolicLink() && !leadsInto(home, full)) {
      diagnostics.push(linkLeadsOut(`${folder}/${path}`));
    } else if (entry.isFile() || entry.isSymbolicLink()) {
      paths.push(path);
    } else if (!entry.isDirectory()) {
      diagnostics.push(noFile(`${folder}/${path}`));
    }
  }
  return { paths: paths.sort(), diagnostics };
}

function leadsInto(home: string, link: string): boolean {
  try {
    return realpathSync(link).startsWith(home) && statSync(link).isFile();
  } catch {
    return false;
  }
}

function noFile(path: string): Diagnostic {
  return diagnose('file/unreadable', startOf(path), {
    message: 'this is a pipe, a socket or a device, and not a file',
    hint: 'take it away, or put a file in its place',
  });
}

function linkLeadsOut(path: string): Diagnostic {
  return diagnose('file/outside', startOf(path), {
    message: 'this link does not lead to a file inside the issue’s folder',
    hint: 'Put a copy of the file here instead of the link, or take the link away.',
  });
}
