import { inSegment } from '../audience/segment.ts';
import type { Subscriber } from '../audience/subscriber.ts';
import type { Subscribers } from '../delivery/subscribers.ts';
import { nearest } from '../publication/nearest.ts';
import type { Publication } from '../publication/publication.ts';
import { done, type Outcome, refuse } from './refusal.ts';

/** Whom `--to` means: a list, or those of a list who are in a segment. */
export interface Target {
  readonly list: string;
  /** Null for the whole list. */
  readonly segment: string | null;
  readonly includes: (subscriber: Subscriber) => boolean;
}

/** Lists stand in courant.yaml or were made by an import; a list and a segment never share a name. */
export async function resolveAudience(
  to: string,
  publication: Publication,
  subscribers: Subscribers,
): Promise<Outcome<Target>> {
  if (Object.hasOwn(publication.segments, to)) {
    const segment = publication.segments[to];
    if (segment !== undefined) {
      return done({ list: segment.list, segment: to, includes: (subscriber) => inSegment(segment.where, subscriber) });
    }
  }
  const lists = [...new Set([...Object.keys(publication.lists), ...(await subscribers.lists())])];
  if (lists.includes(to)) return done({ list: to, segment: null, includes: () => true });
  return refuse('no-such-list', `There is no list or segment "${to}".`, hintFor(to, [...lists, ...Object.keys(publication.segments)]));
}

function hintFor(to: string, known: readonly string[]): string {
  if (known.length === 0) return 'Declare a list in courant.yaml, or import one with `courant subscribers import FILE.csv --list NAME`.';
  const guess = nearest(to, known);
  return guess === undefined ? `There are: ${known.join(', ')}.` : `Did you mean ${guess}?`;
}
