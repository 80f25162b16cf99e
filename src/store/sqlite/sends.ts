import type { SendRecord } from '../../delivery/ledger.ts';
import type { SendState } from '../../delivery/state.ts';
import type { Machine } from '../machine.ts';
import { countSend } from './counts.ts';
import type { Database, Row } from './driver.ts';
import { ownerOf } from './owner.ts';
import { numberOf, numberOrNull, textOf, textOrNull, wordOf } from './row.ts';

const STATES = ['planned', 'sending', 'stopped', 'unsettled', 'finished', 'cancelled'] as const;
const TRANSPORTS = ['outbox', 'ses', 'smtp'] as const;
const COLUMNS = `
  SELECT send.number, send.id, issue.key AS issue_id, send.issue_name, send.correction, send.list, send.segment, send.transport,
         send.not_before, send.window, send.corrects, send.state, send.created_at,
         (SELECT count(*) FROM left_out WHERE send = send.number AND why = 'suppressed') AS suppressed,
         (SELECT count(*) FROM left_out WHERE send = send.number AND why = 'already-sent') AS already_sent,
         (SELECT coalesce(sum(max(0, coalesce(ended_at, seen_at) - started_at)), 0) FROM pass
          WHERE pass.send = send.number) AS active_time
  FROM send JOIN issue ON issue.id = send.issue`;

export function findSend(database: Database, machine: Machine, send: string): SendRecord | null {
  const row = database.one(`${COLUMNS} WHERE send.id = ?`, [send]);
  return row === undefined ? null : recordOf(database, machine, row);
}

export function newestSend(database: Database): string | null {
  const row = database.one('SELECT id FROM send ORDER BY number DESC LIMIT 1');
  return row === undefined ? null : textOf(row, 'id');
}

/** Without counting its deliveries. */
export function sendState(database: Database, machine: Machine, send: string): SendState | null {
  const row = database.one('SELECT number, state FROM send WHERE id = ?', [send]);
  return row === undefined ? null : stateOf(database, machine, row);
}

export function listSends(database: Database, machine: Machine): readonly SendRecord[] {
  return database.all(`${COLUMNS} ORDER BY send.number DESC`).map((row) => recordOf(database, machine, row));
}

function recordOf(database: Database, machine: Machine, row: Row): SendRecord {
  const number = numberOf(row, 'number');
  const { counts, withheld, plannedByEdition } = countSend(database, number);
  const suppressed = numberOf(row, 'suppressed') + withheld;
  const alreadySent = numberOf(row, 'already_sent');
  return {
    send: textOf(row, 'id'),
    issue: { id: textOf(row, 'issue_id'), name: textOf(row, 'issue_name') },
    correction: numberOf(row, 'correction'),
    corrects: textOrNull(row, 'corrects'),
    list: textOf(row, 'list'),
    segment: textOrNull(row, 'segment'),
    transport: wordOf(row, 'transport', TRANSPORTS),
    timing: { notBefore: numberOrNull(row, 'not_before'), window: textOrNull(row, 'window') },
    state: stateOf(database, machine, row),
    createdAt: numberOf(row, 'created_at'),
    editions: editionsOf(database, number, plannedByEdition),
    audience: suppressed + alreadySent + counts.planned,
    suppressed,
    alreadySent,
    counts,
    activeTime: numberOf(row, 'active_time'),
  };
}

function stateOf(database: Database, machine: Machine, row: Row): SendState {
  const state = wordOf(row, 'state', STATES);
  if (state !== 'sending') return state;
  return ownerOf(database, machine, numberOf(row, 'number'))?.life === 'living' ? 'sending' : 'stopped';
}

function editionsOf(database: Database, send: number, planned: ReadonlyMap<number, number>): SendRecord['editions'] {
  return database
    .all('SELECT place, hash, segment, language FROM edition WHERE send = ? ORDER BY place', [send])
    .map((row) => ({
      hash: textOf(row, 'hash'),
      segment: textOrNull(row, 'segment'),
      language: textOf(row, 'language'),
      planned: planned.get(numberOf(row, 'place')) ?? 0,
    }));
}
