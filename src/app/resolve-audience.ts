import type { AudienceQuery, Subscribers } from '../delivery/subscribers.ts';
import { nearest } from '../publication/nearest.ts';
import type { Publication } from '../publication/publication.ts';
import { done, type Outcome, refuse } from './refusal.ts';
import { segmentTests } from './segment-tests.ts';

/** Whom `--to` means: a list, or those of a list who are in a segment. */
export interface Target {
  readonly list: string;
  /** Null for the whole list. */
  readonly segment: string | null;
  /** Its members, each with the segments of courant.yaml that they are in. */
  readonly query: AudienceQuery;
}

/** Lists stand in courant.yaml or were made by an import; a list and a segment never share a name. */
export async function resolveAudience(
  to: string,
  publication: Publication,
  { subscribers, now }: { readonly subscribers: Subscribers; readonly now: number },
): Promise<Outcome<Target>> {
  const segments = segmentTests(publication, now);
  const only = segments.get(to);
  const list = only === undefined ? undefined : publication.segments[to]?.list;
  if (list !== undefined) return done({ list, segment: to, query: { list, only, segments } });
  const lists = [...new Set([...Object.keys(publication.lists), ...(await subscribers.lists())])];
  if (lists.includes(to)) return done({ list: to, segment: null, query: { list: to, segments } });
  return refuse('no-such-list', `There is no list or segment "${to}".`, hintFor(to, [...lists, ...segments.keys()]));
}

function hintFor(to: string, known: readonly string[]): string {
  if (known.length === 0)
    return 'Declare a list in courant.yaml, or import one with `courant subscribers import FILE.csv --list NAME`.';
  const guess = nearest(to, known);
  return guess === undefined ? `There are: ${known.join(', ')}.` : `Did you mean ${guess}?`;
}
