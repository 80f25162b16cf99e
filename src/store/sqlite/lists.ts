import type { Database } from './driver.ts';
import { numberOf, textOf } from './row.ts';

export function countMembers(database: Database, list: string): number | null {
  const row = database.one(
    `SELECT (SELECT count(*) FROM membership AS m JOIN subscriber AS s ON s.id = m.subscriber
             WHERE m.list = list.name AND m.left_at IS NULL AND s.address IS NOT NULL) AS members
     FROM list WHERE name = ?`,
    [list],
  );
  return row === undefined ? null : numberOf(row, 'members');
}

export function listNames(database: Database): readonly string[] {
  return database.all('SELECT name FROM list ORDER BY name').map((row) => textOf(row, 'name'));
}
