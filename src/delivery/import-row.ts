import type { FieldValue, SuppressionReason } from '../audience/subscriber.ts';

/** How somebody came to agree to mail. */
export interface Consent {
  /** `import`, `double opt-in`, `at the fair`: a few words. */
  readonly how: string;
  /** Milliseconds since 1970; null where nobody wrote it down. */
  readonly at: number | null;
  /** From where: a file, a page, a person. */
  readonly from: string | null;
}

/** A subscriber as an import brings it. `key` is what addresses are compared by: two spellings of one address share it. */
export interface ImportRow {
  readonly address: string;
  readonly key: string;
  /** Of the file, for what is said of a row that stays out. */
  readonly line: number;
  /** Only the fields that are known: one that is absent here is left as it stands in the store. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Lists that are made when they don't exist. */
  readonly lists: readonly string[];
  /** A reason says that the row is of somebody who left: never subscribed by it, and suppressed from then on. */
  readonly state: 'subscribed' | SuppressionReason;
  readonly consent: Consent;
}

/** `updated`: a known subscriber with another value of a field, or new to a list. The first spelling of an address stays. */
export interface ImportCounts {
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
}

export interface RejectedRow {
  readonly line: number;
  readonly reason: string;
}

/** What a row that isn't `unchanged` changes. */
export interface RowChange {
  readonly line: number;
  readonly address: string;
  readonly change: 'added' | 'updated';
  /** `before` is null for a value that wasn't known. */
  readonly fields: readonly { readonly name: string; readonly before: FieldValue | null; readonly after: FieldValue }[];
  readonly joins: readonly string[];
  readonly leaves: readonly string[];
  /** Lists that nothing is sent to them from any more; null for every one. */
  readonly suppressed: readonly (string | null)[];
}

export interface ImportOptions {
  /** `rehearse` counts exactly what `commit` would do, and writes nothing. */
  readonly mode?: 'commit' | 'rehearse';
  /** A list that is made even when no row joins it. */
  readonly list?: string | undefined;
  /** Rows that only the store can refuse: an address that stands in the file already, or one that was erased. */
  readonly onRejected?: (row: RejectedRow) => void;
  /** What would be, row by row: of a rehearsal alone, since an import that is to be quick has no time for it. */
  readonly onChange?: (change: RowChange) => void;
  /** Somebody who left the list before and so isn't brought back to it; they count as unchanged. */
  readonly onHeld?: () => void;
}
