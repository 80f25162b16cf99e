import Libsql from 'libsql';
import { storeGone, watchFile } from './same-file.ts';
import { storeErrorOf } from './store-error-of.ts';

export type SqlValue = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** The little of a SQLite connection that Courant uses. Calls are synchronous; what goes wrong with the file is a `StoreError`. */
export interface Database {
  /** Every row; for queries that are asked once a page, not once a row. */
  readonly all: (sql: string, values?: readonly SqlValue[]) => readonly Row[];
  /** The first row. */
  readonly one: (sql: string, values?: readonly SqlValue[]) => Row | undefined;
  /** Inserts one row and gives its number. */
  readonly insert: (sql: string, values: readonly SqlValue[]) => number;
  /** How many rows changed. */
  readonly run: (sql: string, values?: readonly SqlValue[]) => number;
  readonly script: (sql: string) => void;
  /** All or nothing, with the write lock from the start. Not to be nested, and `work` must not wait for anything. */
  readonly transaction: <T>(work: () => T) => T;
  /** The same, but a loss of power may undo it until the next `transaction` is done, which spares a wait for the disk. */
  readonly relaxedTransaction: <T>(work: () => T) => T;
  /** Steps of which so many make one transaction; the caller may read a file between them, and must end or undo it. */
  readonly grouped: (steps: number) => Grouped;
  readonly close: () => void;
}

export interface Grouped {
  readonly run: (step: () => void) => void;
  readonly end: () => void;
  /** Takes back what isn't committed yet. */
  readonly undo: () => void;
}

/** How long a statement waits for another process's transaction. */
const BUSY_MILLISECONDS = 10_000;

/**
 * The one file that knows libsql 0.5.29. QUIRKS of it, each measured: binding a boolean ends the process (a Rust panic),
 * so only `SqlValue` goes in; text is cut at a NUL when read; every call of `all` keeps about 1 KB that V8 doesn't know
 * of (200,000 calls: 190 MB; of `get` and `run`: 6 MB), so what is asked for each row goes through `one`, `run`, `insert`.
 */
export function openDatabase(file: string): Database {
  const guard = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw storeErrorOf(error, file);
    }
  };
  const connection = guard(() => new Libsql(file, { timeout: BUSY_MILLISECONDS }));
  const look = guard(() => watchFile(file));
  const statements = new Map<string, Libsql.Statement>();
  const prepared = (sql: string): Libsql.Statement => {
    const known = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  const script = (sql: string): void => guard(() => void connection.exec(sql));
  const transactions: Transactions = {
    begin: () => {
      script('BEGIN IMMEDIATE');
      const looked = guard(look);
      if (looked !== 'same') throw storeGone(file, looked.gone);
    },
    isOpen: () => connection.inTransaction,
    commit: () => script('COMMIT'),
    rollBack: () => script('ROLLBACK'),
  };
  return {
    all: (sql, values = []) =>
      guard(() =>
        prepared(sql)
          .all([...values])
          .filter(isRow),
      ),
    one: (sql, values = []) => {
      const row: unknown = guard(() => prepared(sql).get([...values]));
      return isRow(row) ? row : undefined;
    },
    insert: (sql, values) => guard(() => Number(prepared(sql).run([...values]).lastInsertRowid)),
    run: (sql, values = []) => guard(() => prepared(sql).run([...values]).changes),
    script,
    transaction: (work) => inTransaction(transactions, work),
    relaxedTransaction: (work) => {
      script('PRAGMA synchronous = NORMAL');
      try {
        return inTransaction(transactions, work);
      } finally {
        script('PRAGMA synchronous = FULL');
      }
    },
    grouped: (steps) => groupSteps(transactions, steps),
    close: () => {
      const looked = guard(look);
      if (looked === 'same') connection.close();
      // The log is only in this program's hands by now. Closing would remove another store's, by its name.
      else if (looked.gone === '-wal') script('PRAGMA wal_checkpoint(FULL)');
    },
  };
}

interface Transactions {
  /** With the write lock; throws where the file is no longer the one that was opened. */
  readonly begin: () => void;
  readonly isOpen: () => boolean;
  readonly commit: () => void;
  readonly rollBack: () => void;
}

function inTransaction<T>(transactions: Transactions, work: () => T): T {
  try {
    transactions.begin();
    const result = work();
    transactions.commit();
    return result;
  } catch (error) {
    // A full disk has rolled back already.
    if (transactions.isOpen()) transactions.rollBack();
    throw error;
  }
}

function groupSteps(transactions: Transactions, steps: number): Grouped {
  let done = 0;
  const end = (): void => {
    if (transactions.isOpen()) transactions.commit();
    done = 0;
  };
  return {
    run: (step) => {
      if (!transactions.isOpen()) transactions.begin();
      step();
      done += 1;
      if (done >= steps) end();
    },
    end,
    undo: () => {
      if (transactions.isOpen()) transactions.rollBack();
    },
  };
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}
