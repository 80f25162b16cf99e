import type { FieldValue, SuppressionReason } from '../audience/subscriber.ts';
import type { ImportRow } from './import-row.ts';
import type { DeliveryRecord } from './ledger.ts';

/** Everything that the store holds about one person. Moments are milliseconds since 1970. */
export interface Dossier {
  /** Null where only a suppression of the address is known. */
  readonly subscriber: {
    readonly address: string;
    readonly fields: Readonly<Record<string, FieldValue>>;
    readonly createdAt: number;
    readonly updatedAt: number;
  } | null;
  readonly lists: readonly {
    readonly list: string;
    readonly state: 'subscribed' | SuppressionReason | 'removed' | 'file';
    /** Whether an import (or somebody by hand) brought them, or the list's own file. */
    readonly source: 'import' | 'file';
    readonly joinedAt: number;
    readonly leftAt: number | null;
    readonly consent: ImportRow['consent'];
  }[];
  readonly suppressions: readonly {
    readonly list: string | null;
    readonly reason: SuppressionReason;
    readonly source: string | null;
    readonly at: number;
  }[];
  readonly deliveries: readonly (Omit<DeliveryRecord, 'address'> & {
    readonly send: string;
    readonly issue: string;
    readonly issueName: string;
    readonly at: number;
    /** Of the edition that is theirs. */
    readonly language: string;
    readonly segment: string | null;
    /** Between which moments it may go; null for any. */
    readonly notBefore: number | null;
    readonly notAfter: number | null;
    readonly outcomes: readonly {
      readonly state: string;
      readonly messageId: string | null;
      readonly reason: string | null;
      readonly at: number;
    }[];
    readonly events: readonly { readonly kind: string; readonly detail: string | null; readonly at: number }[];
  })[];
  /** Sends that they were no part of: suppressed, or the issue had come to them already. */
  readonly leftOut: readonly {
    readonly send: string;
    readonly issueName: string;
    readonly why: string;
    readonly reason: string | null;
    readonly at: number;
  }[];
}
