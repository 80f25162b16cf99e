import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFiles } from './write-files.ts';

/** True where a build would be written over an issue's own folder. */
export function isIssueFolder(folder: string): boolean {
  return existsSync(join(folder, 'issue.md'));
}

/** Writes a build's files into its folder and takes away what an earlier build left in `editions/` and `images/`. */
export async function writeBuild(folder: string, files: ReadonlyMap<string, string | Buffer>): Promise<void> {
  await writeFiles(folder, files);
  for (const kept of ['editions', 'images']) {
    for (const path of await filesBelow(join(folder, kept))) {
      if (!files.has(`${kept}/${path}`)) await rm(join(folder, kept, path), { force: true });
    }
  }
  if (!files.has('email.mjml')) await rm(join(folder, 'email.mjml'), { force: true });
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/'),
  );
}
