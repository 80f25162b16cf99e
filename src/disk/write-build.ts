import { existsSync, readdirSync, rmSync } from 'node:fs';
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
    for (const path of filesBelow(join(folder, kept))) {
      if (!files.has(`${kept}/${path}`)) rmSync(join(folder, kept, path), { force: true });
    }
  }
  const mjml = join(folder, 'email.mjml');
  if (!files.has('email.mjml') && existsSync(mjml)) rmSync(mjml);
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  return files.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(folder.length + 1)
      .replaceAll('\\', '/'),
  );
}
