import type { AudienceQuery, ExportedSubscriber } from '../../delivery/subscribers.ts';
import { REASONS } from './audience.ts';
import type { Database, Row } from './driver.ts';
import { fieldsOf, numberOf, numberOrNull, textOf, textOrNull, wordOf } from './row.ts';
import { segmentQuery } from './segment-query.ts';

const PAGE = 1000;
const STATES = ['subscribed', ...REASONS] as const;

/** Of a list also those who left it by themselves, so that wherever the file goes they aren't written to. */
const OF_LIST = `
  SELECT s.id, s.address, s.fields, m.consent, m.consent_at, m.consent_from,
    coalesce((SELECT p.reason FROM suppression AS p WHERE p.key = s.key AND p.list IN ('', m.list) ORDER BY p.list LIMIT 1),
      m.left_why, 'subscribed') AS state, json_array(m.list) AS lists
  FROM membership AS m JOIN subscriber AS s ON s.id = m.subscriber
  WHERE m.list = ? AND s.address IS NOT NULL AND coalesce(m.left_why, 'unsubscribe') NOT IN ('removed', 'file')`;

/** Of somebody on several lists the consent is that of the first. */
const OF_ALL = `
  SELECT s.id, s.address, s.fields, first.consent, first.consent_at, first.consent_from,
    coalesce((SELECT p.reason FROM suppression AS p WHERE p.key = s.key AND p.list = ''), 'subscribed') AS state,
    (SELECT json_group_array(m.list) FROM membership AS m WHERE m.subscriber = s.id AND m.left_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM suppression AS p WHERE p.key = s.key AND p.list = m.list)) AS lists
  FROM subscriber AS s LEFT JOIN membership AS first ON first.subscriber = s.id AND first.list =
    (SELECT min(list) FROM membership AS m WHERE m.subscriber = s.id AND m.left_at IS NULL)
  WHERE s.address IS NOT NULL`;

export async function* readExported(
  database: Database,
  query: AudienceQuery | null,
): AsyncIterable<ExportedSubscriber> {
  const only = segmentQuery(query?.only ?? { kind: 'all', of: [] });
  const sql = `${query === null ? OF_ALL : OF_LIST} AND ${only.sql} AND s.id > ? ORDER BY s.id LIMIT ${PAGE}`;
  const params = [...(query === null ? [] : [query.list]), ...only.params];
  let last = 0;
  while (true) {
    const rows = database.all(sql, [...params, last]);
    yield* rows.map(exportedOf);
    const end = rows.at(-1);
    if (end === undefined) return;
    last = numberOf(end, 'id');
  }
}

function exportedOf(row: Row): ExportedSubscriber {
  const lists: unknown = JSON.parse(textOf(row, 'lists'));
  const how = textOrNull(row, 'consent');
  return {
    id: numberOf(row, 'id'),
    address: textOf(row, 'address'),
    fields: fieldsOf(row, 'fields'),
    lists: Array.isArray(lists) ? lists.filter((one) => typeof one === 'string') : [],
    state: wordOf(row, 'state', STATES),
    consent: how === null ? null : { how, at: numberOrNull(row, 'consent_at'), from: textOrNull(row, 'consent_from') },
  };
}
