import type { Condition, Segment } from '../publication/schema/segment.ts';
import type { FieldValue, Subscriber } from './subscriber.ts';

type Operators = Exclude<Condition, FieldValue>;

/**
 * Says whether a subscriber meets every condition of a segment's `where`. Of a field that isn't known of a subscriber
 * only `not` and `exists: false` hold. Whether somebody is on the segment's list is not asked here.
 */
export function inSegment(where: Segment['where'], subscriber: Pick<Subscriber, 'fields'>): boolean {
  return Object.entries(where).every(([field, condition]) => {
    const value = Object.hasOwn(subscriber.fields, field) ? subscriber.fields[field] : undefined;
    return holds(condition, value);
  });
}

function holds(condition: Condition, value: FieldValue | undefined): boolean {
  if (typeof condition !== 'object') return isOneOf(value, [condition]);
  return (
    (condition.in === undefined || isOneOf(value, condition.in)) &&
    (condition.not === undefined || !isOneOf(value, [condition.not].flat())) &&
    (condition.exists === undefined || condition.exists === (value !== undefined)) &&
    isBetween(condition, value)
  );
}

/** `before` and `after` leave out the day itself. Dates are ISO days, so that their order as text is their order in time. */
function isBetween({ before, after }: Operators, value: FieldValue | undefined): boolean {
  if (before === undefined && after === undefined) return true;
  if (typeof value !== 'string') return false;
  return (before === undefined || value < before) && (after === undefined || value > after);
}

/** By text: `zip: 1234` in YAML is a number, and the field may hold text. */
function isOneOf(value: FieldValue | undefined, wanted: readonly FieldValue[]): boolean {
  return value !== undefined && wanted.some((candidate) => String(candidate) === String(value));
}
