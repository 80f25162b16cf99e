import type { ImportCounts, ImportOptions, ImportRow } from '../../delivery/import-row.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { hasErased, wasErased } from './erased.ts';
import { changeOf, type Judged, judgeRow } from './import-judge.ts';
import { type BatchFacts, prepareStore, readFacts, restoreStore } from './import-facts.ts';
import { beginSeen, type Seen } from './import-seen.ts';
import { beginWriting, nextSubscriber } from './import-writing.ts';
import { numberOf } from './row.ts';

/** Rows that are judged and written at once: few enough that they are gone before V8 takes them for long-lived. */
const BATCH = 500;
/** Batches a transaction: see `prepareStore`. A send under way waits for one at most, a second. */
const BATCHES = 80;

type Rows = AsyncIterable<readonly ImportRow[]> | Iterable<readonly ImportRow[]>;

interface Import {
  readonly database: Database;
  readonly machine: Machine;
  /** `file`: membership that the next reading of the list's file may end. */
  readonly source: 'import' | 'file';
  readonly options: ImportOptions;
  readonly seen: Seen;
}

/** An import that was cut off is finished by doing it again: each batch is whole or not there. */
export function importRows(
  database: Database,
  machine: Machine,
  rows: Rows,
  options: ImportOptions = {},
): Promise<ImportCounts> {
  const seen = beginSeen(database, options.mode ?? 'commit');
  const { list } = options;
  if (list !== undefined && options.mode !== 'rehearse') makeList(database, machine, list);
  return prepared(database, () => bring(rows, { database, machine, source: 'import', options, seen }));
}

export function mirrorList(
  database: Database,
  machine: Machine,
  { list, rows }: { readonly list: string; readonly rows: Rows },
  options: ImportOptions = {},
): Promise<ImportCounts> {
  const seen = beginSeen(database, options.mode ?? 'commit');
  return prepared(database, async () => {
    const counts = await bring(onList(rows, list), { database, machine, source: 'file', options, seen });
    if (options.mode !== 'rehearse') leaveUnseen(database, machine, list, seen);
    return counts;
  });
}

async function prepared<T>(database: Database, work: () => Promise<T>): Promise<T> {
  prepareStore(database);
  try {
    return await work();
  } finally {
    restoreStore(database);
  }
}

async function* onList(rows: Rows, list: string): AsyncGenerator<readonly ImportRow[]> {
  for await (const block of rows) yield block.map((row) => ({ ...row, lists: [list] }));
}

async function bring(rows: Rows, running: Import): Promise<ImportCounts> {
  const counts = { rows: 0, added: 0, updated: 0, unchanged: 0 };
  const { database, options } = running;
  const group = options.mode === 'rehearse' ? undefined : database.grouped(BATCHES);
  let batch: ImportRow[] = [];
  const flush = (): void => {
    const work = (): void => bringBatch(batch, counts, running);
    if (group === undefined) work();
    else group.run(work);
    batch = [];
  };
  try {
    for await (const block of rows) for (const row of block) if (batch.push(row) === BATCH) flush();
    if (batch.length > 0) flush();
    group?.end();
    return counts;
  } catch (error) {
    group?.undo();
    throw error;
  }
}

type Counting = { -readonly [Key in keyof ImportCounts]: number };

/** A rehearsal holds no lock: it reads, and writes down only in memory of its own which addresses came by. */
function bringBatch(batch: readonly ImportRow[], counts: Counting, running: Import): void {
  const { database, machine, source, options, seen } = running;
  if (options.mode !== 'rehearse') seen.expect(nextSubscriber(database));
  const facts = readFacts(database, batch, seen);
  const writing = beginWriting(database, machine, source);
  const taken = acceptable(batch, facts, running);
  seen.noteStrangers(taken.filter(({ key }) => !facts.known.has(key)));
  for (const row of taken) {
    const judged = judgeRow(row, facts, source);
    counts.rows += 1;
    counts[judged.change] += 1;
    if (judged.held) options.onHeld?.();
    if (options.mode === 'rehearse') tellChange(row, judged, facts, options);
    const id = writing.add(row, judged);
    if (options.mode !== 'rehearse' || judged.id !== undefined) seen.note(id, row.key, row.line);
  }
  if (options.mode !== 'rehearse') writing.write();
}

function tellChange(row: ImportRow, judged: Judged, facts: BatchFacts, { onChange }: ImportOptions): void {
  const change = onChange === undefined ? null : changeOf(row, judged, facts);
  if (change !== null) onChange?.(change);
}

function acceptable(
  batch: readonly ImportRow[],
  facts: BatchFacts,
  { database, options, seen }: Import,
): readonly ImportRow[] {
  const here = new Map<string, number>();
  const someErased = hasErased(database);
  return batch.filter((row) => {
    const known = facts.known.get(row.key);
    const before = known === undefined ? facts.strangers.get(row.key) : seen.lineOf(known.id);
    const first = here.get(row.key) ?? before;
    const erased = someErased && known === undefined && wasErased(database, row.key);
    if (first === undefined && !erased) {
      here.set(row.key, row.line);
      return true;
    }
    const why = erased ? `was erased, and an import doesn’t bring anybody back` : `already stands on line ${first}`;
    options.onRejected?.({ line: row.line, reason: Buffer.from(`“${row.address}” ${why}`).toString() });
    return false;
  });
}

function leaveUnseen(database: Database, machine: Machine, list: string, seen: Seen): void {
  database.transaction(() => {
    makeList(database, machine, list);
    let last = 0;
    while (true) {
      const members = database.all(
        `SELECT subscriber FROM membership WHERE list = ? AND subscriber > ? AND source = 'file' AND left_at IS NULL
         ORDER BY subscriber LIMIT 5000`,
        [list, last],
      );
      const ids = members.map((member) => numberOf(member, 'subscriber'));
      const gone = ids.filter((id) => seen.lineOf(id) === undefined);
      database.run(
        `UPDATE membership SET left_at = ?, left_why = 'file' FROM json_each(?) WHERE list = ? AND subscriber = value`,
        [machine.now(), JSON.stringify(gone), list],
      );
      const end = ids.at(-1);
      if (end === undefined) return;
      last = end;
    }
  });
}

function makeList(database: Database, machine: Machine, list: string): void {
  database.run('INSERT OR IGNORE INTO list (name, created_at) VALUES (?, ?)', [list, machine.now()]);
}
