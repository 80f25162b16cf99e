import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Checked } from '../diagnostic/diagnostic.ts';
import type { Source } from '../diagnostic/source.ts';
import { readText } from './read-text.ts';

type Changed =
  | { readonly kind: 'written' | 'unchanged' }
  | { readonly kind: 'busy'; readonly lock: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** A change takes milliseconds: a lock that is older was left by a process that died. */
const STALE = 10_000;
const PATIENCE = 15_000;
const POLL = 50;

/** A text below the root; null where there is none. */
export async function readRecord(root: string, path: string): Promise<Checked<Source | null>> {
  // A link that leads nowhere is a file that can't be read, not one that isn't there.
  const there = lstatSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
  return there ? readText(root, path) : { value: null, diagnostics: [] };
}

/** Changes a text below the root, alone and durably: the new one is on the disk whole, or the old one still is. */
export async function changeRecord(
  root: string,
  path: string,
  change: (before: Checked<Source | null>) => string | null,
): Promise<Changed> {
  const file = join(root, path);
  const lock = posix.join(dirname(path), `.${basename(path)}.lock`);
  const token = `${process.pid} ${process.hrtime.bigint()}`;
  try {
    if ((await takeLock(join(root, lock), token)) === 'busy') return { kind: 'busy', lock };
    try {
      const text = change(await readRecord(root, path));
      if (text === null) return { kind: 'unchanged' };
      return replace(file, text, () => holdsLock(join(root, lock), token))
        ? { kind: 'written' }
        : { kind: 'busy', lock };
    } finally {
      if (holdsLock(join(root, lock), token)) rmSync(join(root, lock), { force: true });
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
    return { kind: 'failed', reason: error.code };
  }
}

async function takeLock(lock: string, token: string): Promise<'held' | 'busy'> {
  for (let waited = 0; waited <= PATIENCE; waited += POLL) {
    try {
      writeWhole(lock, token, 'wx');
      return 'held';
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    if (ageOf(lock) > STALE) rmSync(lock, { force: true });
    else await sleep(POLL);
  }
  return 'busy';
}

function ageOf(file: string): number {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? 0 : Date.now() - stats.mtimeMs;
}

/** A process that slept longer than a lock lives may have lost it to another. */
function holdsLock(lock: string, token: string): boolean {
  return existsSync(lock) && readFileSync(lock, 'utf8') === token;
}

function replace(file: string, text: string, mayStill: () => boolean): boolean {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeWhole(temporary, text, 'w');
    if (!mayStill()) return false;
    renameSync(temporary, file);
    syncFolder(dirname(file));
    return true;
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** On the disk when it returns; what could not be written whole (a full disk) is taken away. */
function writeWhole(file: string, text: string, flags: 'w' | 'wx'): void {
  const handle = openSync(file, flags);
  try {
    writeFileSync(handle, text);
    fsyncSync(handle);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(handle);
  }
}

/** So that the new name is on the disk too. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
