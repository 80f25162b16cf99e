import type { FieldValue } from '../../audience/subscriber.ts';
import type { ImportRow, RowChange } from '../../delivery/import-row.ts';
import { parseFields } from './row.ts';
import type { BatchFacts, KnownRow, Member } from './import-facts.ts';

/** What a row changes. */
export interface Judged {
  readonly change: 'added' | 'updated' | 'unchanged';
  /** Undefined for somebody new. */
  readonly id: number | undefined;
  /** All fields as they are to be; undefined where they stay. */
  readonly fields: Readonly<Record<string, FieldValue>> | undefined;
  readonly memberships: readonly MembershipChange[];
  /** Lists (`''` for every one) that the row suppresses them on. */
  readonly suppress: readonly string[];
  /** Whether they left a list before and stay away from it. */
  readonly held: boolean;
}

export interface MembershipChange {
  readonly list: string;
  readonly kind: 'join' | 'rejoin' | 'leave' | 'join-as-left' | 'claim' | 'date-consent';
}

/** Who left so asked for it, or can't be reached: no file of subscribers brings them back. */
const STAYS_AWAY: ReadonlySet<string> = new Set(['unsubscribe', 'bounce', 'complaint', 'manual']);

/** The same judgement for an import and for its rehearsal. */
export function judgeRow(row: ImportRow, facts: BatchFacts, source: 'import' | 'file'): Judged {
  const known = facts.known.get(row.key);
  const fields = known === undefined ? row.fields : changedFields(known, row);
  const memberOf = (list: string): Member | undefined =>
    known === undefined ? undefined : facts.members.get(list)?.get(known.id);
  const memberships = row.lists.flatMap((list) => membershipChange(list, row, memberOf(list), source));
  const suppress = suppressions(row).filter((list) => !facts.suppressed.has(`${row.key} ${list}`));
  const held = row.state === 'subscribed' && row.lists.some((list) => STAYS_AWAY.has(memberOf(list)?.leftWhy ?? ''));
  const counts = memberships.some(({ kind }) => kind !== 'claim') || suppress.length > 0 || fields !== undefined;
  const change = known === undefined ? 'added' : counts ? 'updated' : 'unchanged';
  return { change, id: known?.id, fields, memberships, suppress, held };
}

/** The same in words for people; null for a row that changes nothing. */
export function changeOf(row: ImportRow, judged: Judged, facts: BatchFacts): RowChange | null {
  const { change, fields = {}, memberships, suppress } = judged;
  if (change === 'unchanged') return null;
  const known = facts.known.get(row.key);
  const before = known === undefined ? {} : parseFields(known.fields);
  const valueBefore = (name: string): FieldValue | null =>
    Object.hasOwn(before, name) ? (before[name] ?? null) : null;
  const listsOf = (...kinds: readonly MembershipChange['kind'][]): readonly string[] =>
    memberships.filter(({ kind }) => kinds.includes(kind)).map(({ list }) => list);
  return {
    line: row.line,
    address: row.address,
    change,
    fields: Object.entries(fields)
      .map(([name, after]) => ({ name, before: valueBefore(name), after }))
      .filter((value) => value.before !== value.after),
    joins: listsOf('join', 'rejoin'),
    leaves: listsOf('leave', 'join-as-left'),
    suppressed: suppress.map((list) => (list === '' ? null : list)),
  };
}

function changedFields(known: KnownRow, row: ImportRow): Judged['fields'] {
  if (known.fields === JSON.stringify(row.fields)) return undefined;
  const before = parseFields(known.fields);
  const same = Object.entries(row.fields).every(
    ([name, value]) => Object.hasOwn(before, name) && before[name] === value,
  );
  return same ? undefined : { ...before, ...row.fields };
}

function membershipChange(
  list: string,
  row: ImportRow,
  member: Member | undefined,
  source: 'import' | 'file',
): readonly MembershipChange[] {
  const change = (kind: MembershipChange['kind']): readonly MembershipChange[] => [{ list, kind }];
  if (row.state !== 'subscribed') {
    if (member === undefined) return change('join-as-left');
    return STAYS_AWAY.has(member.leftWhy ?? '') ? [] : change('leave');
  }
  if (member === undefined) return change('join');
  if (member.leftWhy !== null) return STAYS_AWAY.has(member.leftWhy) ? [] : change('rejoin');
  const dated = member.consentAt === null && row.consent.at !== null ? change('date-consent') : [];
  // A member that an import brought isn't the file's any more.
  return source === 'import' && member.source === 'file' ? [...change('claim'), ...dated] : dated;
}

/** An address that bounces, or that was blocked, is so on every list. */
function suppressions({ state, lists }: ImportRow): readonly string[] {
  if (state === 'subscribed') return [];
  return state === 'unsubscribe' && lists.length > 0 ? lists : [''];
}
