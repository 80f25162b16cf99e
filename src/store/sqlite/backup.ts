import { chmodSync, closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from '../../delivery/store-error.ts';
import { type Database, openDatabase } from './driver.ts';
import { numberOf, numberOrNull, textOf } from './row.ts';

export interface Backup {
  readonly bytes: number;
  /** Sends in the copy that weren't done when it was made. */
  readonly unfinished: readonly string[];
}

/** From this version on a copy says of each unfinished send that it is one. */
const MARKS_COPIES = 3;

/**
 * Copies a store into a new file while others write to it: what the store held at one moment, every transaction whole.
 * The copy is checked, is its owner's alone, and has its name only once it is on the disk. Rejects with `StoreError`.
 *
 * `VACUUM INTO` reads in one transaction and keeps no writer waiting (the write-ahead log grows by what they write
 * meanwhile). SQLite's online backup begins anew after every write of another process, and would never end in mid-send.
 */
export function backupStore(file: string, target: string, now: number): Backup {
  const store = openSource(file);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    if (existsSync(target)) throw exists(target);
    makeOwn(temporary);
    store.run('VACUUM INTO ?', [temporary]);
    const backup = finishCopy(temporary, now);
    sync(temporary);
    publish(temporary, target);
    sync(dirname(target));
    return backup;
  } catch (error) {
    throw explained(error, target);
  } finally {
    store.close();
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${temporary}${end}`, { force: true });
  }
}

/** The store as it is: one of an older version isn't brought up to date, and none is made where there is none. */
function openSource(file: string): Database {
  if (!existsSync(file)) throw noStore(file);
  const database = openDatabase(file);
  if (versionOf(database) > 0) return database;
  database.close();
  throw noStore(file);
}

/** When a send was copied while it wasn't done; null for one that this store has carried out alone. */
export function copiedAt(database: Database, send: string): number | null {
  const row = database.one('SELECT copied_at FROM send WHERE id = ?', [send]);
  return row === undefined ? null : numberOrNull(row, 'copied_at');
}

/** VACUUM INTO takes an empty file, and leaves its mode as it is. */
function makeOwn(file: string): void {
  closeSync(openSync(file, 'wx', 0o600));
  chmodSync(file, 0o600);
}

/** Checks the copy, and marks its unfinished sends: carried on from the copy they could reach readers twice. */
function finishCopy(file: string, now: number): Backup {
  const database = openDatabase(file);
  try {
    const verdict = database.one('PRAGMA integrity_check(1)');
    if (verdict === undefined || textOf(verdict, 'integrity_check') !== 'ok') throw damaged(file);
    const rows = database.all(`SELECT id FROM send WHERE state NOT IN ('finished', 'cancelled') ORDER BY number`);
    if (versionOf(database) >= MARKS_COPIES)
      database.run(`UPDATE send SET copied_at = ? WHERE state NOT IN ('finished', 'cancelled')`, [now]);
    return { bytes: statSync(file).size, unfinished: rows.map((row) => textOf(row, 'id')) };
  } finally {
    database.close();
  }
}

function versionOf(database: Database): number {
  const row = database.one('SELECT user_version AS version FROM pragma_user_version');
  return row === undefined ? 0 : numberOf(row, 'version');
}

/** A link is refused where the name was taken meanwhile; disks without links (a USB stick) get the name by renaming. */
function publish(temporary: string, target: string): void {
  try {
    linkSync(temporary, target);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EEXIST' || existsSync(target)) throw exists(target);
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw error;
    renameSync(temporary, target);
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function noStore(file: string): StoreError {
  return new StoreError('store-missing', {
    message: `there is no store at ${file}`,
    hint: 'Point COURANT_STORE at the store, or run this in the publication’s folder.',
  });
}

function exists(target: string): StoreError {
  return new StoreError('backup-exists', {
    message: `${target} exists already, and a backup overwrites nothing`,
    hint: 'Name another file.',
  });
}

function damaged(file: string): StoreError {
  return new StoreError('store-corrupt', {
    message: `the copy of the store that was made at ${file} is damaged`,
    hint: 'Make another one on another disk, and check the store with `courant doctor`.',
  });
}

/** The store was read, so what can't be written, or has no space, is the copy. */
function explained(error: unknown, target: string): unknown {
  const known = error instanceof StoreError;
  if (known && error.code !== 'store-full' && error.code !== 'store-not-writable') return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!known && !/^E[A-Z]+$/.test(code)) return error;
  const full = code === 'store-full' || code === 'ENOSPC' || code === 'EDQUOT';
  return new StoreError('backup-not-written', {
    message: `the backup ${target} could not be written (${full ? 'no space is left' : known ? 'not writable' : code})`,
    hint: 'Check that its folder exists, that you may write there, and that the disk has space for a copy of the store.',
    cause: error,
  });
}
