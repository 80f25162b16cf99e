import type { AudienceMember } from '../../delivery/subscribers.ts';
import type { Database, Row } from './driver.ts';
import { fieldsOf, numberOf, textOf, wordOf } from './row.ts';

const PAGE = 1000;
const REASONS = ['bounce', 'complaint', 'unsubscribe', 'manual'] as const;

/** In pages, so that no statement stays open while the caller does something else with the store. */
export async function* readAudience(database: Database, list: string): AsyncIterable<AudienceMember> {
  let last = 0;
  while (true) {
    const rows = database.all(
      `SELECT s.id, s.key, s.address, s.fields,
              (SELECT p.reason FROM suppression AS p WHERE p.key = s.key AND p.list IN ('', m.list) ORDER BY p.list LIMIT 1) AS reason
       FROM membership AS m JOIN subscriber AS s ON s.id = m.subscriber
       WHERE m.list = ? AND m.subscriber > ? AND m.left_at IS NULL AND s.address IS NOT NULL
       ORDER BY m.subscriber LIMIT ${PAGE}`,
      [list, last],
    );
    for (const row of rows) yield memberOf(row);
    const end = rows.at(-1);
    if (end === undefined) return;
    last = numberOf(end, 'id');
  }
}

function memberOf(row: Row): AudienceMember {
  return {
    id: numberOf(row, 'id'),
    key: textOf(row, 'key'),
    address: textOf(row, 'address'),
    fields: fieldsOf(row, 'fields'),
    suppressed: row['reason'] === null ? null : wordOf(row, 'reason', REASONS),
  };
}
