import type { Dossier } from '../../delivery/dossier.ts';
import { REASONS } from './audience.ts';
import { DELIVERY, LATEST_OUTCOME, deliveryOf } from './deliveries.ts';
import type { Database, Row } from './driver.ts';
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
    return suppressions.length === 0
      ? null
      : { subscriber: null, lists: [], suppressions, deliveries: [], leftOut: [] };
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
    leftOut: readLeftOut(database, id),
  };
}

function readLists(database: Database, id: number): Dossier['lists'] {
  const rows = database.all(
    `SELECT list, coalesce(left_why, CASE WHEN left_at IS NULL THEN 'subscribed' ELSE 'removed' END) AS state,
            source, joined_at, left_at, consent, consent_at, consent_from
     FROM membership WHERE subscriber = ? ORDER BY list`,
    [id],
  );
  return rows.map((row) => ({
    list: textOf(row, 'list'),
    state: wordOf(row, 'state', STATES),
    source: wordOf(row, 'source', ['import', 'file']),
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
    `SELECT send.id AS send, issue.key AS issue, send.issue_name, coalesce(o.at, send.created_at) AS at, ${DELIVERY},
            edition.language, edition.segment, r.not_before, r.not_after, r.send AS number, r.place
     FROM recipient AS r JOIN send ON send.number = r.send JOIN issue ON issue.id = r.issue
     JOIN edition ON edition.send = r.send AND edition.place = r.edition ${LATEST_OUTCOME}
     WHERE r.subscriber = ? ORDER BY r.send`,
    [id],
  );
  return rows.map((row) => {
    const { state, event, attempts, messageId, reason } = deliveryOf(row);
    const recipient = [numberOf(row, 'number'), numberOf(row, 'place')];
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
      language: textOf(row, 'language'),
      segment: textOrNull(row, 'segment'),
      notBefore: numberOrNull(row, 'not_before'),
      notAfter: numberOrNull(row, 'not_after'),
      outcomes: database.all(OUTCOMES, recipient).map(outcomeOf),
      events: database.all(EVENTS, recipient).map(eventOf),
    };
  });
}

const OUTCOMES = 'SELECT state, message_id, reason, at FROM outcome WHERE send = ? AND place = ? ORDER BY id';
const EVENTS = `SELECT e.kind, e.detail, e.at FROM attempt AS a JOIN event AS e ON e.attempt = a.id
  WHERE a.send = ? AND a.place = ? ORDER BY e.at, e.id`;

function outcomeOf(row: Row): Dossier['deliveries'][number]['outcomes'][number] {
  const [messageId, reason] = [textOrNull(row, 'message_id'), textOrNull(row, 'reason')];
  return { state: textOf(row, 'state'), messageId, reason, at: numberOf(row, 'at') };
}

function eventOf(row: Row): Dossier['deliveries'][number]['events'][number] {
  return { kind: textOf(row, 'kind'), detail: textOrNull(row, 'detail'), at: numberOf(row, 'at') };
}

function readLeftOut(database: Database, id: number): Dossier['leftOut'] {
  const rows = database.all(
    `SELECT send.id AS send, send.issue_name, send.created_at, l.why, l.reason
     FROM left_out AS l JOIN send ON send.number = l.send WHERE l.subscriber = ? ORDER BY l.send`,
    [id],
  );
  return rows.map((row) => ({
    send: textOf(row, 'send'),
    issueName: textOf(row, 'issue_name'),
    why: textOf(row, 'why'),
    reason: textOrNull(row, 'reason'),
    at: numberOf(row, 'created_at'),
  }));
}
