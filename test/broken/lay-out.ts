import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CaseFile } from './read-case.ts';

const BASE = join(import.meta.dirname, 'base');

/** A folder of its own with the valid publication in it and a case's files over that. */
export async function layOut(
  files: ReadonlyMap<string, CaseFile>,
): Promise<{ readonly home: string; readonly root: string }> {
  const home = await mkdtemp(join(tmpdir(), 'courant-broken-'));
  const root = join(home, 'publication');
  await cp(BASE, root, { recursive: true });
  for (const [path, file] of files) await place(join(root, path), file);
  return { home, root };
}

async function place(target: string, file: CaseFile): Promise<void> {
  await rm(target, { recursive: true, force: true });
  if (file.kind === 'deleted') return;
  await mkdir(dirname(target), { recursive: true });
  if (file.kind === 'link') await symlink(file.target, target);
  else await writeFile(target, file.bytes);
}

/** Every file below a folder, sorted; what the program keeps for itself in `.courant` is left out. */
export async function listFiles(root: string): Promise<readonly string[]> {
  const paths = await readdir(root, { recursive: true });
  return paths.filter((path) => path.split(/[\\/]/)[0] !== '.courant').sort();
}
