import { parseDate } from '../publication/date.ts';
import { languageTag } from '../publication/language.ts';
import { relativeDay } from '../publication/relative-day.ts';
import type { Condition, Segment, Where } from '../publication/schema/segment.ts';
import type { FieldValue } from './subscriber.ts';

/**
 * A segment's conditions with every date made absolute: what `inSegment` decides of one subscriber, and what the store
 * translates for its own query. A test with random conditions holds that both pick the same people.
 */
export type SegmentTest =
  | { readonly kind: 'all' | 'any'; readonly of: readonly SegmentTest[] }
  | { readonly kind: 'not'; readonly of: SegmentTest }
  | { readonly kind: 'known'; readonly field: string }
  /** By text: `zip: 1234` in YAML is a number, and the field may hold text. */
  | { readonly kind: 'one-of'; readonly field: string; readonly values: readonly string[] }
  /** Earlier or later than the day itself. Of a value that is no ISO day neither holds. */
  | { readonly kind: 'before' | 'after'; readonly field: string; readonly day: string }
  /** `zh` is also `zh-Hans`, and not the other way round (RFC 4647 section 3.3.1). */
  | { readonly kind: 'language'; readonly tag: string }
  | { readonly kind: 'on-list'; readonly list: string }
  | {
      readonly kind: 'received';
      /** Ids or names of issues; null for any. */
      readonly issues: readonly string[] | null;
      /** Milliseconds since 1970; the message was accepted at or after, and before. */
      readonly from: number | null;
      readonly until: number | null;
    };

/** When a segment is asked about. */
export interface SegmentMoment {
  /** `2026-11-24`, in the publication's zone. */
  readonly today: string;
  readonly timeZone: string;
}

type Operators = Exclude<Condition, FieldValue>;

/** Everybody for a `where` without conditions. Dates must be readable: `relativeDay` says whether one is. */
export function segmentTest(where: Segment['where'], moment: SegmentMoment): SegmentTest {
  const of = Object.entries(where).flatMap(([key, condition]): readonly SegmentTest[] => {
    if (condition === undefined) return [];
    if (isWheres(condition)) {
      return [{ kind: key === 'any' ? 'any' : 'all', of: condition.map((inner) => segmentTest(inner, moment)) }];
    }
    if (key === 'not' && isWhere(condition)) return [{ kind: 'not', of: segmentTest(condition, moment) }];
    return fieldTests(key, operatorsOf(condition), moment);
  });
  return { kind: 'all', of };
}

function isWheres(condition: Condition | Where | readonly Where[]): condition is readonly Where[] {
  return Array.isArray(condition);
}

function isWhere(condition: Condition | Where): condition is Where {
  return typeof condition === 'object';
}

function operatorsOf(condition: Condition | Where): Operators {
  // What isn't under `not` was read as a condition: the schema says so, and the type of its keys can't.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return typeof condition === 'object' ? (condition as Operators) : { in: [condition] };
}

function fieldTests(field: string, operators: Operators, moment: SegmentMoment): readonly SegmentTest[] {
  if (field === 'received') return receivedTests(operators, moment);
  const tests: SegmentTest[] = [];
  if (operators.in !== undefined) tests.push(oneOf(field, operators.in));
  if (operators.not !== undefined) tests.push({ kind: 'not', of: oneOf(field, [operators.not].flat()) });
  if (operators.exists !== undefined) tests.push(unless(operators.exists, { kind: 'known', field }));
  for (const kind of ['before', 'after'] as const) {
    const written = operators[kind];
    if (written !== undefined) tests.push({ kind, field, day: dayOf(written, moment) });
  }
  return tests;
}

function oneOf(field: string, values: readonly FieldValue[]): SegmentTest {
  const texts = values.map(String);
  if (field === 'list') return { kind: 'any', of: texts.map((list) => ({ kind: 'on-list', list })) };
  if (field === 'language')
    return { kind: 'any', of: texts.map((text) => ({ kind: 'language', tag: languageTag(text) ?? text })) };
  return { kind: 'one-of', field, values: texts };
}

/** `after` and `before` are about the message that `in` names, or any one; `not` and `exists` about all of them. */
function receivedTests(operators: Operators, moment: SegmentMoment): readonly SegmentTest[] {
  const { after, before } = operators;
  const of = (values: readonly FieldValue[] | undefined): readonly string[] | null => values?.map(String) ?? null;
  const tests: SegmentTest[] = [];
  if (operators.in !== undefined || after !== undefined || before !== undefined) {
    const from = after === undefined ? null : midnight(dayAfter(dayOf(after, moment)), moment);
    const until = before === undefined ? null : midnight(dayOf(before, moment), moment);
    tests.push({ kind: 'received', issues: of(operators.in), from, until });
  }
  const none = { from: null, until: null } as const;
  if (operators.not !== undefined)
    tests.push({ kind: 'not', of: { kind: 'received', issues: of([operators.not].flat()), ...none } });
  if (operators.exists !== undefined) tests.push(unless(operators.exists, { kind: 'received', issues: null, ...none }));
  return tests;
}

function unless(holds: boolean, test: SegmentTest): SegmentTest {
  return holds ? test : { kind: 'not', of: test };
}

function dayOf(written: string, { today }: SegmentMoment): string {
  const day = relativeDay(written, today);
  if (day === null) throw new Error(`a segment has the unreadable date ${written}`);
  return day;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The beginning of a day in the publication's zone; days there have 23 or 25 hours when clocks change. */
function midnight(day: string, { timeZone }: SegmentMoment): number {
  return parseDate(day, timeZone)?.instant ?? 0;
}
