import type { ImportCounts, ImportOptions, ImportRow } from '../../delivery/import-row.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import { hasErased, wasErased } from './erased.ts';
import { judgeRow } from './import-judge.ts';
import { type BatchFacts, firstLineOf, forgetSeen, noteSeen, prepareSeen, readFacts } from './import-facts.ts';
import { beginWriting, type Writing } from './import-writing.ts';

/** Rows a transaction: each statement takes them all from one JSON text. A send under way waits for one at most. */
const BATCH = 2000;

type Rows = AsyncIterable<ImportRow> | Iterable<ImportRow>;

interface Import {
  readonly database: Database;
  readonly machine: Machine;
  /** `file`: membership that the next reading of the list's file may end. */
  readonly source: 'import' | 'file';
  readonly options: ImportOptions;
}

/** An import that was cut off is finished by doing it again: each batch is whole or not there. */
export async function importRows(
  database: Database,
  machine: Machine,
  rows: Rows,
  options: ImportOptions = {},
): Promise<ImportCounts> {
  prepareSeen(database);
  try {
    return await bring(rows, { database, machine, source: 'import', options });
  } finally {
    forgetSeen(database);
  }
}

export async function mirrorList(
  database: Database,
  machine: Machine,
  { list, rows }: { readonly list: string; readonly rows: Rows },
  options: ImportOptions = {},
): Promise<ImportCounts> {
  prepareSeen(database);
  try {
    const counts = await bring(onList(rows, list), { database, machine, source: 'file', options });
    if (options.mode !== 'rehearse') leaveUnseen(database, machine, list);
    return counts;
  } finally {
    forgetSeen(database);
  }
}

async function* onList(rows: Rows, list: string): AsyncGenerator<ImportRow> {
  for await (const row of rows) yield { ...row, lists: [list] };
}

async function bring(rows: Rows, running: Import): Promise<ImportCounts> {
  const counts = { rows: 0, added: 0, updated: 0, unchanged: 0 };
  let batch: ImportRow[] = [];
  for await (const row of rows) {
    if (batch.push(row) < BATCH) continue;
    bringBatch(batch, counts, running);
    batch = [];
  }
  if (batch.length > 0) bringBatch(batch, counts, running);
  return counts;
}

type Counting = { -readonly [Key in keyof ImportCounts]: number };

/** A rehearsal holds no lock: it reads, and writes down only in memory of its own which addresses came by. */
function bringBatch(batch: readonly ImportRow[], counts: Counting, running: Import): void {
  const { database, machine, source, options } = running;
  const work = (): void => {
    const facts = readFacts(database, batch);
    const writing = beginWriting(database, machine, source);
    const taken = acceptable(batch, facts, running);
    noteSeen(database, taken);
    for (const row of taken) {
      const judged = judgeRow(row, facts, source);
      counts.rows += 1;
      counts[judged.change] += 1;
      if (judged.held) options.onHeld?.();
      writing.add(row, judged);
    }
    if (options.mode !== 'rehearse') writing.write();
  };
  if (options.mode === 'rehearse') work();
  else database.transaction(work);
}

function acceptable(batch: readonly ImportRow[], facts: BatchFacts, { database, options }: Import): readonly ImportRow[] {
  const here = new Map<string, number>();
  const someErased = hasErased(database);
  return batch.filter((row) => {
    const first = here.get(row.key) ?? firstLineOf(facts, row.key);
    const erased = someErased && !facts.known.has(row.key) && wasErased(database, row.key);
    if (first === undefined && !erased) {
      here.set(row.key, row.line);
      return true;
    }
    const why = erased ? `was erased, and an import doesn’t bring anybody back` : `already stands on line ${first}`;
    options.onRejected?.({ line: row.line, reason: `“${row.address}” ${why}` });
    return false;
  });
}

function leaveUnseen(database: Database, machine: Machine, list: string): void {
  database.transaction(() => {
    database.run('INSERT OR IGNORE INTO list (name, created_at) VALUES (?, ?)', [list, machine.now()]);
    database.run(
      `UPDATE membership SET left_at = ?, left_why = 'file' WHERE list = ? AND source = 'file' AND left_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM subscriber AS s JOIN temp.seen ON seen.key = s.key WHERE s.id = membership.subscriber)`,
      [machine.now(), list],
    );
  });
}
