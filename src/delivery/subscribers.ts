import type { FieldValue, Subscriber, SuppressionReason } from '../audience/subscriber.ts';

/** A subscriber as an import brings it. `key` is what addresses are compared by: two spellings of one address share it. */
export interface ImportRow {
  readonly address: string;
  readonly key: string;
  /** Only the fields that are known: one that is absent here is left as it stands in the store. */
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Lists that are made when they don't exist. */
  readonly lists: readonly string[];
}

/** `updated`: a known subscriber with another value of a field, or new to a list. The first spelling of an address stays. */
export interface ImportCounts {
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
}

export interface KnownSubscriber extends Subscriber {
  readonly key: string;
}

export interface AudienceMember extends KnownSubscriber {
  /** Why this member gets nothing from the list, else null. */
  readonly suppressed: SuppressionReason | null;
}

/** Whom nothing is sent to: on one list, or (`list` null) on every one. Outlives the subscriber. */
export interface Suppression {
  readonly key: string;
  readonly list: string | null;
  readonly reason: SuppressionReason;
}

/** Port: the audience. Every operation is asynchronous and durable when it resolves; rejects with `StoreError`. */
export interface Subscribers {
  /** Subscribed with consent `import`. Never lifts a suppression. */
  readonly importRows: (rows: AsyncIterable<ImportRow> | Iterable<ImportRow>) => Promise<ImportCounts>;
  /**
   * Makes a list agree with its file: members that an earlier mirroring brought and that are gone from the file leave
   * the list; members who came in another way stay.
   */
  readonly mirrorList: (list: string, rows: AsyncIterable<ImportRow> | Iterable<ImportRow>) => Promise<ImportCounts>;
  /** Adds or replaces one suppression. */
  readonly suppress: (suppression: Suppression) => Promise<void>;
  /** Lifts the suppression of a list, or (`list` null) the one of every list. */
  readonly unsuppress: (key: string, list: string | null) => Promise<void>;
  /** Members of a list, suppressed ones too, in the order of their numbers, read in pages. */
  readonly audience: (list: string) => AsyncIterable<AudienceMember>;
  /** How many members a list has, suppressed ones too; null for a list that doesn't exist. */
  readonly count: (list: string) => Promise<number | null>;
  /** Names of all lists, sorted. */
  readonly lists: () => Promise<readonly string[]>;
  readonly find: (key: string) => Promise<KnownSubscriber | null>;
}
