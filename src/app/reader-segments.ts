import { inSegment } from '../audience/segment.ts';
import type { Subscriber } from '../audience/subscriber.ts';
import type { Subscribers } from '../delivery/subscribers.ts';
import type { Publication } from '../publication/publication.ts';

/** Names of the segments that a subscriber is in, of all that courant.yaml declares, sorted. */
export type SegmentsOf = (subscriber: Subscriber) => readonly string[];

/**
 * A segment is of one list: for segments of a list other than `list`, whose members everybody is who is asked about,
 * membership is read once.
 */
export async function readerSegments(
  list: string,
  publication: Publication,
  subscribers: Subscribers,
): Promise<SegmentsOf> {
  const segments = Object.entries(publication.segments).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const members = new Map<string, ReadonlySet<number>>();
  for (const [, segment] of segments) {
    if (segment.list === list || members.has(segment.list)) continue;
    members.set(segment.list, await memberIds(segment.list, subscribers));
  }
  return (subscriber) =>
    segments.flatMap(([name, segment]) => {
      const onList = segment.list === list || members.get(segment.list)?.has(subscriber.id) === true;
      return onList && inSegment(segment.where, subscriber) ? [name] : [];
    });
}

async function memberIds(list: string, subscribers: Subscribers): Promise<ReadonlySet<number>> {
  const ids = new Set<number>();
  for await (const member of subscribers.audience(list)) ids.add(member.id);
  return ids;
}
