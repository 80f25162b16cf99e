import { StoreError } from '../../delivery/store-error.ts';
import type { Database } from './driver.ts';
import { SQL as firstLedger } from './migrations/0001-first-ledger.ts';
import { SQL as audience } from './migrations/0002-audience.ts';
import { SQL as lifeOfASend } from './migrations/0003-life-of-a-send.ts';
import { numberOf } from './row.ts';

/** In order; migration n brings a store from version n − 1 to n. One that was released is never edited. */
const MIGRATIONS: readonly string[] = [firstLedger, audience, lifeOfASend];

/** Brings the store up to this program's version. Two programs that open it at once don't both do it. */
export function migrate(database: Database, file: string): void {
  const version = versionOf(database);
  if (version === MIGRATIONS.length) return;
  if (version > MIGRATIONS.length) throw newer(file, version);
  if (version === 0 && hasTables(database)) throw foreign(file);
  database.transaction(() => {
    for (const [index, sql] of MIGRATIONS.entries()) {
      if (index < versionOf(database)) continue;
      database.script(sql);
      database.script(`PRAGMA user_version = ${index + 1}`);
    }
  });
}

function versionOf(database: Database): number {
  const row = database.one('SELECT user_version AS version FROM pragma_user_version');
  return row === undefined ? 0 : numberOf(row, 'version');
}

function hasTables(database: Database): boolean {
  // A program that opens the same new store at this moment makes tables and version in one step.
  const row = database.one(
    `SELECT count(*) AS tables, (SELECT user_version FROM pragma_user_version) AS version FROM sqlite_master`,
  );
  return row !== undefined && numberOf(row, 'tables') > 0 && numberOf(row, 'version') === 0;
}

function newer(file: string, version: number): StoreError {
  return new StoreError('store-newer', {
    message: `the store ${file} was made by a newer Courant (its version is ${version}, this program knows ${MIGRATIONS.length})`,
    hint: 'Update Courant on this machine, then run this again.',
  });
}

function foreign(file: string): StoreError {
  return new StoreError('store-foreign', {
    message: `${file} is a database of another program`,
    hint: 'Point COURANT_STORE at a file of its own; it is made when it does not exist.',
  });
}
