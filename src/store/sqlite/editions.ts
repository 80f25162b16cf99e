import type { StoredEdition } from '../../delivery/ledger.ts';
import type { Database } from './driver.ts';
import { textOf, textOrNull } from './row.ts';

export function readEditions(database: Database, send: string): readonly StoredEdition[] {
  return database
    .all(
      `SELECT e.hash, e.segment, e.language, e.content FROM edition AS e JOIN send ON send.number = e.send
       WHERE send.id = ? ORDER BY e.place`,
      [send],
    )
    .map((row) => ({
      hash: textOf(row, 'hash'),
      segment: textOrNull(row, 'segment'),
      language: textOf(row, 'language'),
      content: textOf(row, 'content'),
    }));
}
