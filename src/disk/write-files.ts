import { cp, mkdir, rename, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Which of these files exist already below a folder: a new publication or issue overwrites nothing. */
export function existingFiles(folder: string, paths: Iterable<string>): readonly string[] {
  return [...paths].filter((path) => existsSync(join(folder, path)));
}

/** Writes files below a folder, each whole or not at all: a reader never sees half of one. */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string | Buffer>): Promise<void> {
  for (const [path, content] of files) {
    const file = join(folder, path);
    const temporary = `${file}.${process.pid}.tmp`;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(temporary, content);
    await rename(temporary, file);
  }
}

/** Copies a folder whole, over nothing that exists; onto itself, as in Courant's own publication, is nothing to do. */
export async function copyFolder(from: string, to: string): Promise<void> {
  if (from === to) return;
  await cp(from, to, { recursive: true, force: false, errorOnExist: false });
}
