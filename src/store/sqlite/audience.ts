import type { AudienceShape } from '../../delivery/compare-audience.ts';
import type { AudienceMember, AudienceQuery } from '../../delivery/subscribers.ts';
import type { Database, Row, SqlValue } from './driver.ts';
import { fieldsOf, numberOf, textOf, wordOf } from './row.ts';
import { segmentQuery } from './segment-query.ts';

const PAGE = 1000;
export const REASONS = ['bounce', 'complaint', 'unsubscribe', 'manual'] as const;

/** Of `membership AS m` and `subscriber AS s`: members of a list who meet a condition. */
const SUPPRESSION = `(SELECT p.reason FROM suppression AS p WHERE p.key = s.key AND p.list IN ('', m.list) ORDER BY p.list LIMIT 1)`;
const MEMBERS = `FROM membership AS m JOIN subscriber AS s ON s.id = m.subscriber
  WHERE m.list = ? AND m.left_at IS NULL AND s.address IS NOT NULL`;

/** The same of whoever a send accepted, on the list or not any more. */
const ACCEPTED = `FROM (SELECT ? AS list, r.subscriber, 0 AS joined_at FROM send JOIN recipient AS r ON r.send = send.number
    WHERE send.id = ? AND EXISTS (SELECT 1 FROM outcome AS o WHERE o.send = r.send AND o.place = r.place AND o.state = 'accepted')
  ) AS m JOIN subscriber AS s ON s.id = m.subscriber WHERE s.address IS NOT NULL`;

function membersOf({ list, acceptedIn }: AudienceQuery): {
  readonly sql: string;
  readonly params: readonly SqlValue[];
} {
  return acceptedIn === undefined ? { sql: MEMBERS, params: [list] } : { sql: ACCEPTED, params: [list, acceptedIn] };
}

/** In pages, so that no statement stays open while the caller does something else with the store. */
export async function* readAudience(database: Database, query: AudienceQuery): AsyncIterable<AudienceMember> {
  const only = segmentQuery(query.only ?? { kind: 'all', of: [] });
  const segments = [...(query.segments ?? [])].map(([name, test]) => ({ name, ...segmentQuery(test) }));
  const columns = segments.map(({ sql }, index) => `, ${sql} AS segment_${index}`).join('');
  const members = membersOf(query);
  const sql = `SELECT s.id, s.key, s.address, s.fields, ${SUPPRESSION} AS reason${columns} ${members.sql}
    AND m.subscriber > ? AND ${only.sql} ORDER BY m.subscriber LIMIT ${PAGE}`;
  let last = 0;
  while (true) {
    const params: readonly SqlValue[] = [
      ...segments.flatMap((one) => one.params),
      ...members.params,
      last,
      ...only.params,
    ];
    const rows = database.all(sql, params);
    for (const row of rows)
      yield memberOf(
        row,
        segments.map(({ name }) => name),
      );
    const end = rows.at(-1);
    if (end === undefined) return;
    last = numberOf(end, 'id');
  }
}

function memberOf(row: Row, segments: readonly string[]): AudienceMember {
  return {
    id: numberOf(row, 'id'),
    key: textOf(row, 'key'),
    address: textOf(row, 'address'),
    fields: fieldsOf(row, 'fields'),
    suppressed: row['reason'] === null ? null : wordOf(row, 'reason', REASONS),
    segments: segments.filter((_, index) => numberOf(row, `segment_${index}`) !== 0),
  };
}

export function audienceShape(database: Database, query: AudienceQuery, since: number): AudienceShape {
  const only = segmentQuery(query.only ?? { kind: 'all', of: [] });
  const { sql, params: which } = membersOf(query);
  const members = `${sql} AND ${only.sql}`;
  const params = [...which, ...only.params];
  const counted = database.one(
    `SELECT count(*) AS members, coalesce(sum(reason IS NOT NULL), 0) AS suppressed,
            coalesce(sum(reason IS NULL AND joined_at > ?), 0) AS joined
     FROM (SELECT m.joined_at, ${SUPPRESSION} AS reason ${members})`,
    [since, ...params],
  );
  if (counted === undefined) throw new Error('a count came without a row');
  const domains = database.all(
    `SELECT substr(s.key, instr(s.key, '@') + 1) AS domain, count(*) AS count ${members} AND ${SUPPRESSION} IS NULL
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`,
    params,
  );
  return {
    members: numberOf(counted, 'members'),
    suppressed: numberOf(counted, 'suppressed'),
    joined: numberOf(counted, 'joined'),
    domains: domains.map((row) => ({ domain: textOf(row, 'domain'), count: numberOf(row, 'count') })),
  };
}
