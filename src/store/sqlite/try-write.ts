import type { Database } from './driver.ts';
import { numberOf } from './row.ts';

/** Commits to the disk and leaves the store as it was: writes its version's number over itself. */
export function tryWrite(database: Database): void {
  database.transaction(() => {
    const row = database.one('SELECT user_version AS version FROM pragma_user_version');
    database.script(`PRAGMA user_version = ${row === undefined ? 0 : numberOf(row, 'version')}`);
  });
}
