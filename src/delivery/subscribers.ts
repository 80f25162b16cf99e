import type { SegmentTest } from '../audience/segment-test.ts';
import type { Subscriber, SuppressionReason } from '../audience/subscriber.ts';
import type { AudienceShape } from './compare-audience.ts';
import type { ImportCounts, ImportOptions, ImportRow } from './import-row.ts';
import type { Dossier } from './dossier.ts';

export interface KnownSubscriber extends Subscriber {
  readonly key: string;
}

export interface AudienceMember extends KnownSubscriber {
  /** Why this member gets nothing from the list, else null. */
  readonly suppressed: SuppressionReason | null;
  /** Names of the query's segments that they are in, in its order. */
  readonly segments: readonly string[];
}

/** Whose members are asked for. */
export interface AudienceQuery {
  readonly list: string;
  /** Instead of the list's members: whoever a send of this name accepted. The list says whose suppressions hold. */
  readonly acceptedIn?: string | undefined;
  /** Only members for whom this holds. */
  readonly only?: SegmentTest | undefined;
  /** What is to be told of each member, by name. */
  readonly segments?: ReadonlyMap<string, SegmentTest> | undefined;
}

/** Whom nothing is sent to: on one list, or (`list` null) on every one. Outlives the subscriber. */
export interface Suppression {
  readonly key: string;
  readonly list: string | null;
  readonly reason: SuppressionReason;
  /** Where that is known from, such as `by hand`; null where nobody wrote it down. */
  readonly source: string | null;
}

/** A row of an export, which an import understands. */
export interface ExportedSubscriber extends Subscriber {
  readonly lists: readonly string[];
  readonly state: 'subscribed' | SuppressionReason;
  readonly consent: ImportRow['consent'] | null;
}

/** Rows a block at a time, of any size. */
type Rows = AsyncIterable<readonly ImportRow[]> | Iterable<readonly ImportRow[]>;

/** Port: the audience. Every operation is asynchronous and durable when it resolves; rejects with `StoreError`. */
export interface Subscribers {
  /** Never lifts a suppression, and brings back nobody who left by themselves or was erased. */
  readonly importRows: (rows: Rows, options?: ImportOptions) => Promise<ImportCounts>;
  /**
   * Makes a list agree with its file: members that an earlier mirroring brought and that are gone from the file leave
   * the list; members who came in another way stay.
   */
  readonly mirrorList: (list: string, rows: Rows, options?: ImportOptions) => Promise<ImportCounts>;
  /** Before somebody is added who asks for it: what kept them away from these lists, erasure too, is lifted. */
  readonly bringBack: (key: string, lists: readonly string[]) => Promise<void>;
  /** Ends a membership; says whether there was one. */
  readonly leave: (key: string, list: string) => Promise<'left' | 'not-member'>;
  /** Empties the one row that holds the address, and keeps a keyed hash of it. */
  readonly erase: (key: string) => Promise<'erased' | 'unknown'>;
  /** When somebody was erased, in milliseconds since 1970, or null. */
  readonly erasedAt: (key: string) => Promise<number | null>;
  /** Adds or replaces one suppression. */
  readonly suppress: (suppression: Suppression) => Promise<void>;
  /** Lifts the suppression of a list, or (`list` null) the one of every list; says whether there was one. */
  readonly unsuppress: (key: string, list: string | null) => Promise<'lifted' | 'none'>;
  /** Members of a list, suppressed ones too, in the order of their numbers, read in pages. */
  readonly audience: (query: AudienceQuery) => AsyncIterable<AudienceMember>;
  /** How many members that would be; `since`, in milliseconds since 1970, is when the new ones begin. */
  readonly shape: (query: AudienceQuery, since: number) => Promise<AudienceShape>;
  /** How many members a list has, suppressed ones too; null for a list that doesn't exist. */
  readonly count: (list: string) => Promise<number | null>;
  /** Names of all lists, sorted. */
  readonly lists: () => Promise<readonly string[]>;
  readonly find: (key: string) => Promise<KnownSubscriber | null>;
  /** Everything held about an address; null where there is nothing. */
  readonly dossier: (key: string) => Promise<Dossier | null>;
  /** Members of a list, and who left it by themselves; or (null) everybody with all their lists. */
  readonly exported: (query: AudienceQuery | null) => AsyncIterable<ExportedSubscriber>;
}
