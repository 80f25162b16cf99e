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
  })[];
}
