import type { Dossier } from '../../delivery/dossier.ts';
import { REASONS } from './audience.ts';
import { DELIVERY, LATEST_OUTCOME, deliveryOf } from './deliveries.ts';
import type { Database } from './driver.ts';
import { fieldsOf, numberOf, numberOrNull, textOf, textOrNull, wordOf } from './row.ts';

const STATES = ['subscribed', ...REASONS, 'removed', 'file'] as const;

export function readDossier(database: Database, key: string): Dossier | null {
  const row = database.one('SELECT id, address, fields, created_at, updated_at FROM subscriber WHERE key = ?', [key]);
  const suppressions = database
    .all('SELECT list, reason, source, at FROM suppression WHERE key = ? ORDER BY list', [key])
    .map((one) => ({
      list: textOf(one, 'list') === '' ? null : textOf(one, 'list'),
      reason: wordOf(one, 'reason', REASONS),
      source: textOrNull(one, 'source'),
      at: numberOf(one, 'at'),
    }));
  if (row === undefined)
    return suppressions.length === 0 ? null : { subscriber: null, lists: [], suppressions, deliveries: [] };
  const id = numberOf(row, 'id');
  return {
    subscriber: {
      address: textOf(row, 'address'),
      fields: fieldsOf(row, 'fields'),
      createdAt: numberOf(row, 'created_at'),
      updatedAt: numberOf(row, 'updated_at'),
    },
    lists: readLists(database, id),
    suppressions,
    deliveries: readDeliveriesOf(database, id),
  };
}

function readLists(database: Database, id: number): Dossier['lists'] {
  const rows = database.all(
    `SELECT list, coalesce(left_why, CASE WHEN left_at IS NULL THEN 'subscribed' ELSE 'removed' END) AS state,
            joined_at, left_at, consent, consent_at, consent_from
     FROM membership WHERE subscriber = ? ORDER BY list`,
    [id],
  );
  return rows.map((row) => ({
    list: textOf(row, 'list'),
    state: wordOf(row, 'state', STATES),
    joinedAt: numberOf(row, 'joined_at'),
    leftAt: numberOrNull(row, 'left_at'),
    consent: {
      how: textOf(row, 'consent'),
      at: numberOrNull(row, 'consent_at'),
      from: textOrNull(row, 'consent_from'),
    },
  }));
}

function readDeliveriesOf(database: Database, id: number): Dossier['deliveries'] {
  const rows = database.all(
    `SELECT send.id AS send, issue.key AS issue, send.issue_name, coalesce(o.at, send.created_at) AS at, ${DELIVERY}
     FROM recipient AS r JOIN send ON send.number = r.send JOIN issue ON issue.id = r.issue ${LATEST_OUTCOME}
     WHERE r.subscriber = ? ORDER BY r.send`,
    [id],
  );
  return rows.map((row) => {
    const { state, event, attempts, messageId, reason } = deliveryOf(row);
    return {
      send: textOf(row, 'send'),
      issue: textOf(row, 'issue'),
      issueName: textOf(row, 'issue_name'),
      at: numberOf(row, 'at'),
      state,
      event,
      attempts,
      messageId,
      reason,
    };
  });
}
