import type { SegmentTest } from './segment-test.ts';
import type { FieldValue } from './subscriber.ts';

/** What a segment may ask about somebody. */
export interface SubscriberFacts {
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Names of the lists that they are on. */
  readonly lists: readonly string[];
  /** Messages that a transport accepted for them; `at` in milliseconds since 1970. */
  readonly received: readonly { readonly issue: string; readonly name: string; readonly at: number }[];
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Says whether a subscriber meets a segment's conditions. Of a field that isn't known of a subscriber only `not` and
 * `exists: false` hold. Whether somebody is on the segment's own list is not asked here.
 */
export function inSegment(test: SegmentTest, facts: SubscriberFacts): boolean {
  switch (test.kind) {
    case 'all':
      return test.of.every((one) => inSegment(one, facts));
    case 'any':
      return test.of.some((one) => inSegment(one, facts));
    case 'not':
      return !inSegment(test.of, facts);
    case 'on-list':
      return facts.lists.includes(test.list);
    case 'received':
      return facts.received.some((message) => matches(test, message));
    case 'known':
    case 'one-of':
    case 'before':
    case 'after':
    case 'language':
      return fieldHolds(test, valueOf(test.kind === 'language' ? 'language' : test.field, facts));
  }
}

type FieldTest = Extract<SegmentTest, { readonly kind: 'known' | 'one-of' | 'before' | 'after' | 'language' }>;

function fieldHolds(test: FieldTest, value: FieldValue | undefined): boolean {
  if (value === undefined) return false;
  if (test.kind === 'known') return true;
  if (test.kind === 'one-of') return test.values.includes(String(value));
  if (typeof value !== 'string') return false;
  if (test.kind === 'language') return value === test.tag || value.startsWith(`${test.tag}-`);
  if (!ISO_DAY.test(value)) return false;
  return test.kind === 'before' ? value < test.day : value > test.day;
}

/** Own fields only: one named `constructor` that a subscriber lacks is not known. */
function valueOf(field: string, { fields }: SubscriberFacts): FieldValue | undefined {
  return Object.hasOwn(fields, field) ? fields[field] : undefined;
}

function matches(
  { issues, from, until }: Extract<SegmentTest, { readonly kind: 'received' }>,
  message: SubscriberFacts['received'][number],
): boolean {
  const isIssue = issues === null || issues.includes(message.issue) || issues.includes(message.name);
  return isIssue && (from === null || message.at >= from) && (until === null || message.at < until);
}
