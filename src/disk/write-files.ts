import { cpSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Which of these files exist already below a folder: a new publication or issue overwrites nothing. */
export function existingFiles(folder: string, paths: Iterable<string>): readonly string[] {
  return [...paths].filter((path) => existsSync(join(folder, path)));
}

/**
 * Writes files below a folder, each whole or not at all: a reader never sees half of one. Small files are written and read
 * faster without Node's thread pool: 40 of them took 10 ms less of a build's CPU.
 */
export async function writeFiles(folder: string, files: ReadonlyMap<string, string | Buffer>): Promise<void> {
  for (const [path, content] of files) {
    const file = join(folder, path);
    const temporary = `${file}.${process.pid}.tmp`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  }
}

/** Copies a folder whole, over nothing that exists; onto itself, as in Courant's own publication, is nothing to do. */
export async function copyFolder(from: string, to: string): Promise<void> {
  if (from === to) return;
  cpSync(from, to, { recursive: true, force: false, errorOnExist: false });
}
