import type { ImportRow } from '../../delivery/import-row.ts';
import type { Machine } from '../machine.ts';
import type { Database } from './driver.ts';
import type { Judged, MembershipChange } from './import-judge.ts';
import { numberOf } from './row.ts';

/** Gathers what a batch changes, and writes each kind of change with one statement. To be used inside a transaction. */
export interface Writing {
  /** Gives the subscriber's number, which somebody new gets here. */
  readonly add: (row: ImportRow, judged: Judged) => number;
  readonly write: () => void;
}

type Cell = string | number | null;

/** For each kind of change: rows as arrays in `json_each(?1)`, the moment as `?2`, the source of a membership as `?3`. */
const CHANGES: Readonly<Record<MembershipChange['kind'], string>> = {
  join: `INSERT INTO membership (list, subscriber, consent, consent_at, consent_from, source, joined_at)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ?3, ?2 FROM json_each(?1)`,
  'join-as-left': `INSERT INTO membership (list, subscriber, consent, consent_at, consent_from, source, joined_at, left_at, left_why)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, ?3, ?2, ?2, value ->> 5 FROM json_each(?1)`,
  rejoin: `UPDATE membership SET left_at = NULL, left_why = NULL, joined_at = ?2, source = ?3, consent = value ->> 2,
      consent_at = value ->> 3, consent_from = value ->> 4
    FROM json_each(?1) WHERE list = value ->> 0 AND subscriber = value ->> 1`,
  leave: `UPDATE membership SET left_at = coalesce(left_at, ?2), left_why = value ->> 5
    FROM json_each(?1) WHERE list = value ->> 0 AND subscriber = value ->> 1 AND ?3 <> ''`,
  claim: `UPDATE membership SET source = ?3
    FROM json_each(?1) WHERE list = value ->> 0 AND subscriber = value ->> 1 AND ?2 > 0`,
  'date-consent': `UPDATE membership SET consent = value ->> 2, consent_at = value ->> 3, consent_from = value ->> 4
    FROM json_each(?1) WHERE list = value ->> 0 AND subscriber = value ->> 1 AND ?2 > 0 AND ?3 <> ''`,
};

export function beginWriting(database: Database, machine: Machine, source: 'import' | 'file'): Writing {
  const added: string[] = [];
  const respelled: Cell[][] = [];
  const updated: Cell[][] = [];
  const suppressed: Cell[][] = [];
  const lists = new Set<string>();
  const changes = new Map<MembershipChange['kind'], Cell[][]>();
  const joins: Joins[] = [];
  const first = nextSubscriber(database);
  return {
    add: (row, { id, fields, memberships, suppress }) => {
      const number = id ?? first + added.length;
      if (id === undefined) {
        added.push(`${JSON.stringify(row.key)}:${JSON.stringify(fields)}`);
        if (row.address !== row.key) respelled.push([number, row.address]);
      } else if (fields !== undefined) updated.push([number, JSON.stringify(fields)]);
      for (const list of suppress) suppressed.push([row.key, list, row.state, row.consent.from]);
      for (const { list, kind } of memberships) {
        lists.add(list);
        const { how, at, from } = row.consent;
        if (kind === 'join' && at === null) {
          joinsLike(joins, list, how, from).push(number);
          continue;
        }
        const rows = changes.get(kind) ?? [];
        if (rows.push([list, number, how, at, from, row.state]) === 1) changes.set(kind, rows);
      }
      return number;
    },
    write: () => {
      const now = machine.now();
      const run = (sql: string, rows: readonly Cell[][], more: readonly (string | number)[]): void => {
        if (rows.length > 0) database.run(sql, [JSON.stringify(rows), ...more]);
      };
      if (added.length > 0) database.run(ADD_SUBSCRIBERS, [`{${added.join(',')}}`, now]);
      if (nextSubscriber(database) !== first + added.length) throw new Error('new subscribers got other numbers');
      run(RESPELL, respelled, []);
      run(UPDATE_SUBSCRIBERS, updated, [now]);
      run(SUPPRESS, suppressed, [now]);
      run(
        MAKE_LISTS,
        [...lists].map((list) => [list]),
        [now],
      );
      for (const { list, how, from, ids } of joins)
        database.run(JOIN_ALIKE, [JSON.stringify(ids), now, source, list, how, from]);
      for (const [kind, rows] of changes) run(CHANGES[kind], rows, [now, source]);
    },
  };
}

interface Joins {
  readonly list: string;
  readonly how: string;
  readonly from: string | null;
  readonly ids: number[];
}

function joinsLike(joins: Joins[], list: string, how: string, from: string | null): number[] {
  const known = joins.find((one) => one.list === list && one.how === how && one.from === from);
  if (known !== undefined) return known.ids;
  const ids: number[] = [];
  joins.push({ list, how, from, ids });
  return ids;
}

/** Most join one list with one consent: that is said once, which is three times as fast. */
const JOIN_ALIKE = `
  INSERT INTO membership (list, subscriber, consent, consent_from, source, joined_at)
  SELECT ?4, value, ?5, ?6, ?3, ?2 FROM json_each(?1)`;
/**
 * `{ key: fields, … }`: a third less work than rows as arrays, of which SQLite reads each one anew for every column.
 * AUTOINCREMENT numbers them in the order of json_each's rowid, which is that of the JSON.
 */
const ADD_SUBSCRIBERS = `
  INSERT INTO subscriber (key, address, fields, created_at, updated_at)
  SELECT key, key, value, ?2, ?2 FROM json_each(?1) ORDER BY json_each.rowid`;
/** For those whose address has capital letters. */
const RESPELL = `UPDATE subscriber SET address = value ->> 1 FROM json_each(?1) WHERE subscriber.id = value ->> 0`;
const UPDATE_SUBSCRIBERS = `
  UPDATE subscriber SET fields = value ->> 1, updated_at = ?2 FROM json_each(?1) WHERE subscriber.id = value ->> 0`;
const SUPPRESS = `
  INSERT OR IGNORE INTO suppression (key, list, reason, source, at)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, ?2 FROM json_each(?1)`;
const MAKE_LISTS = `INSERT OR IGNORE INTO list (name, created_at) SELECT value ->> 0, ?2 FROM json_each(?1)`;

/** Within a transaction the numbers of new people are known beforehand: memberships needn't look them up again. */
export function nextSubscriber(database: Database): number {
  const row = database.one(`SELECT seq FROM sqlite_sequence WHERE name = 'subscriber'`);
  return row === undefined ? 1 : numberOf(row, 'seq') + 1;
}
