import type { SegmentTest } from '../../audience/segment-test.ts';
import type { SqlValue } from './driver.ts';

/** A condition on a row of `subscriber AS s`: 0 or 1, never NULL. Every value goes in as a parameter. */
export interface SegmentQuery {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

const ISO_DAY = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]';

/** The same as `inSegment`, for the database. */
export function segmentQuery(test: SegmentTest): SegmentQuery {
  switch (test.kind) {
    case 'all':
      return joined(test.of, 'AND', '1');
    case 'any':
      return joined(test.of, 'OR', '0');
    case 'not': {
      const { sql, params } = segmentQuery(test.of);
      return { sql: `(NOT ${sql})`, params };
    }
    case 'known':
      return { sql: `((s.fields -> ?) IS NOT NULL)`, params: [pathOf(test.field)] };
    case 'one-of':
      return oneOf(test.field, test.values);
    case 'before':
    case 'after':
      return dayIs(test.field, test.kind === 'before' ? '<' : '>', test.day);
    case 'language':
      return {
        sql: `coalesce((s.fields ->> '$.language') = ? OR substr(s.fields ->> '$.language', 1, ?) = ?, 0)`,
        params: [test.tag, test.tag.length + 1, `${test.tag}-`],
      };
    case 'on-list':
      return {
        sql: `EXISTS (SELECT 1 FROM membership AS on_list WHERE on_list.list = ? AND on_list.subscriber = s.id AND on_list.left_at IS NULL)`,
        params: [test.list],
      };
    case 'received':
      return received(test);
  }
}

/** Balanced, so that a thousand conditions stay within SQLite's depth of expressions. */
function joined(tests: readonly SegmentTest[], word: 'AND' | 'OR', none: '0' | '1'): SegmentQuery {
  const parts = tests.map(segmentQuery);
  const sql = (from: number, to: number): string => {
    if (to - from <= 1) return parts[from]?.sql ?? none;
    const middle = (from + to) >> 1;
    return `(${sql(from, middle)} ${word} ${sql(middle, to)})`;
  };
  return { sql: parts.length === 0 ? none : sql(0, parts.length), params: parts.flatMap(({ params }) => params) };
}

/**
 * A value in its JSON, as the store keeps it: text compares with quotes and escapes, numbers as JavaScript writes them,
 * which SQLite's own conversions don't (`1e+21`), and a NUL stays escaped.
 */
function oneOf(field: string, values: readonly string[]): SegmentQuery {
  const forms = values.flatMap((value) =>
    isJsonScalar(value) ? [JSON.stringify(value), value] : [JSON.stringify(value)],
  );
  return {
    sql: `coalesce((s.fields -> ?) IN (SELECT value FROM json_each(?)), 0)`,
    params: [pathOf(field), JSON.stringify(forms)],
  };
}

/** Whether a text is how JavaScript writes a number or a boolean. */
function isJsonScalar(text: string): boolean {
  if (text === 'true' || text === 'false') return true;
  return /^-?\d/.test(text) && String(Number(text)) === text;
}

function dayIs(field: string, comparison: '<' | '>', day: string): SegmentQuery {
  return {
    sql: `coalesce(json_type(s.fields, ?) = 'text' AND (s.fields ->> ?) GLOB '${ISO_DAY}' AND (s.fields ->> ?) ${comparison} ?, 0)`,
    params: [pathOf(field), pathOf(field), pathOf(field), day],
  };
}

function received({ issues, from, until }: Extract<SegmentTest, { readonly kind: 'received' }>): SegmentQuery {
  const conditions = [`o.state = 'accepted'`];
  const params: SqlValue[] = [];
  if (issues !== null) {
    conditions.push(
      `(issue.key IN (SELECT value FROM json_each(?)) OR send.issue_name IN (SELECT value FROM json_each(?)))`,
    );
    params.push(JSON.stringify(issues), JSON.stringify(issues));
  }
  if (from !== null) {
    conditions.push('o.at >= ?');
    params.push(from);
  }
  if (until !== null) {
    conditions.push('o.at < ?');
    params.push(until);
  }
  return {
    sql: `EXISTS (SELECT 1 FROM recipient AS r JOIN outcome AS o ON o.send = r.send AND o.place = r.place
      JOIN send ON send.number = r.send JOIN issue ON issue.id = r.issue
      WHERE r.subscriber = s.id AND ${conditions.join(' AND ')})`,
    params,
  };
}

function pathOf(field: string): string {
  return `$.${JSON.stringify(field)}`;
}
