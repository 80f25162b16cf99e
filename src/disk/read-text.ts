import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Checked, diagnose } from '../diagnostic/diagnostic.ts';
import { type Source, startOf } from '../diagnostic/source.ts';
import { decodeText } from './decode-text.ts';

/** A text of an issue is at most this long: 2 MB hold four hundred pages. */
const TEXT_LIMIT = 2 * 1024 * 1024;

/**
 * Reads a UTF-8 text below `root`; a byte order mark is dropped. Too large, not UTF-8, unreadable or linked from
 * outside is a diagnostic.
 */
export async function readText(root: string, path: string): Promise<Checked<Source>> {
  const file = join(root, path);
  try {
    const inside = realpathSync.native(file).startsWith(realpathSync.native(root) + sep);
    if (!inside) return outside(path);
    const bytes = readAtMost(file, TEXT_LIMIT);
    if (bytes === 'no-file') return unreadable(path, 'it is a folder, a pipe or a device');
    return bytes === 'too-large' ? tooLarge(path) : decodeText(path, bytes);
  } catch (error) {
    return unreadable(path, error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
}

/** The file's bytes; no more than `limit` is ever read. Without O_NONBLOCK, opening a pipe would wait for its writer. */
function readAtMost(file: string, limit: number): Buffer | 'too-large' | 'no-file' {
  const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(handle);
    if (!stats.isFile()) return 'no-file';
    return stats.size > limit ? 'too-large' : readFileSync(handle);
  } finally {
    closeSync(handle);
  }
}

function tooLarge(path: string): Checked<Source> {
  const message = `this file is larger than ${TEXT_LIMIT / 1024 / 1024} MB`;
  const hint = 'check that it is the right file; a picture belongs into `images/` and is named by an article';
  return { value: undefined, diagnostics: [diagnose('file/too-large', startOf(path), { message, hint })] };
}

function outside(path: string): Checked<Source> {
  const message = 'this file is a link that leads out of the publication';
  const hint = 'put a copy of the file here instead of the link';
  return { value: undefined, diagnostics: [diagnose('file/outside', startOf(path), { message, hint })] };
}

function unreadable(path: string, reason: string): Checked<Source> {
  const message = `this file could not be read (${reason})`;
  const hint = 'check that it exists, that it is a file, and that you may read it';
  return { value: undefined, diagnostics: [diagnose('file/unreadable', startOf(path), { message, hint })] };
}
