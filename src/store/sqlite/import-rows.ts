import type { FieldValue } from '../../audience/subscriber.ts';
import type { ImportCounts, ImportRow } from '../../delivery/subscribers.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { fieldsOf, numberOf } from './row.ts';

/** Rows a transaction: long enough for speed, short enough not to hold up a send. */
const BATCH = 500;

type Rows = AsyncIterable<ImportRow> | Iterable<ImportRow>;
type Source = 'import' | 'file';
type Change = 'added' | 'updated' | 'unchanged';

/** An import that was cut off is finished by doing it again. */
export async function importRows(database: Database, machine: Machine, rows: Rows): Promise<ImportCounts> {
  return bring(database, rows, (row) => bringOne(database, machine, row, 'import').change);
}

export async function mirrorList(
  database: Database,
  machine: Machine,
  list: string,
  rows: Rows,
): Promise<ImportCounts> {
  const seen = new Set<number>();
  database.transaction(() => ensureList(database, machine, list));
  const counts = await bring(database, rows, (row) => {
    const { id, change } = bringOne(database, machine, { ...row, lists: [list] }, 'file');
    seen.add(id);
    return change;
  });
  database.transaction(() => leaveUnseen(database, machine, list, seen));
  return counts;
}

async function bring(database: Database, rows: Rows, one: (row: ImportRow) => Change): Promise<ImportCounts> {
  const counts = { rows: 0, added: 0, updated: 0, unchanged: 0 };
  const write = (batch: readonly ImportRow[]): void =>
    database.transaction(() => {
      for (const row of batch) {
        counts.rows += 1;
        counts[one(row)] += 1;
      }
    });
  let batch: ImportRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    write(batch);
    batch = [];
  }
  if (batch.length > 0) write(batch);
  return counts;
}

function bringOne(
  database: Database,
  machine: Machine,
  row: ImportRow,
  source: Source,
): { id: number; change: Change } {
  const { id, change } = bringSubscriber(database, machine, row);
  let joined = false;
  for (const list of row.lists) {
    ensureList(database, machine, list);
    joined = joinList(database, machine, { list, id, source }) || joined;
  }
  return { id, change: change === 'unchanged' && joined ? 'updated' : change };
}

function bringSubscriber(database: Database, machine: Machine, row: ImportRow): { id: number; change: Change } {
  const now = machine.now();
  const known = database.one('SELECT id, fields FROM subscriber WHERE key = ?', [row.key]);
  if (known === undefined) {
    const id = database.insert(
      'INSERT INTO subscriber (key, address, fields, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
      [row.key, row.address, JSON.stringify(row.fields), now, now],
    );
    return { id, change: 'added' };
  }
  const id = numberOf(known, 'id');
  const before = fieldsOf(known, 'fields');
  if (agrees(before, row.fields)) return { id, change: 'unchanged' };
  const fields = JSON.stringify({ ...before, ...row.fields });
  database.run('UPDATE subscriber SET fields = ?, updated_at = ? WHERE id = ?', [fields, now, id]);
  return { id, change: 'updated' };
}

function agrees(before: Readonly<Record<string, FieldValue>>, fields: Readonly<Record<string, FieldValue>>): boolean {
  return Object.entries(fields).every(([name, value]) => Object.hasOwn(before, name) && before[name] === value);
}

function ensureList(database: Database, machine: Machine, list: string): void {
  database.run('INSERT OR IGNORE INTO list (name, created_at) VALUES (?, ?)', [list, machine.now()]);
}

/** Whether that made a member of somebody who wasn't. A member that an import brought isn't the file's any more. */
function joinList(
  database: Database,
  machine: Machine,
  { list, id, source }: { readonly list: string; readonly id: number; readonly source: Source },
): boolean {
  const now = machine.now();
  const known = database.one('SELECT left_at FROM membership WHERE list = ? AND subscriber = ?', [list, id]);
  const where = [list, id];
  if (known === undefined) {
    database.run(
      `INSERT INTO membership (list, subscriber, consent, source, joined_at) VALUES (?, ?, 'import', ?, ?)`,
      [...where, source, now],
    );
    return true;
  }
  if (source === 'import') {
    database.run(
      `UPDATE membership SET source = 'import' WHERE list = ? AND subscriber = ? AND source <> 'import'`,
      where,
    );
  }
  if (known['left_at'] === null) return false;
  database.run('UPDATE membership SET left_at = NULL, joined_at = ? WHERE list = ? AND subscriber = ?', [
    now,
    ...where,
  ]);
  return true;
}

function leaveUnseen(database: Database, machine: Machine, list: string, seen: ReadonlySet<number>): void {
  const members = database.all(
    `SELECT subscriber FROM membership WHERE list = ? AND source = 'file' AND left_at IS NULL`,
    [list],
  );
  for (const member of members) {
    const id = numberOf(member, 'subscriber');
    if (seen.has(id)) continue;
    database.run('UPDATE membership SET left_at = ? WHERE list = ? AND subscriber = ?', [machine.now(), list, id]);
  }
}
