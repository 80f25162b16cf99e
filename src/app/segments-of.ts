import { inSegment, type SubscriberFacts } from '../audience/segment.ts';
import type { Dossier } from '../delivery/dossier.ts';
import type { Publication } from '../publication/publication.ts';
import { segmentTests } from './segment-tests.ts';

/** The segments of courant.yaml that somebody is in, sorted by name. `now` in milliseconds since 1970. */
export function segmentsOf(dossier: Dossier, publication: Publication, now: number): readonly string[] {
  const facts = factsOf(dossier);
  return [...segmentTests(publication, now)].filter(([, test]) => inSegment(test, facts)).map(([name]) => name);
}

function factsOf({ subscriber, lists, deliveries }: Dossier): SubscriberFacts {
  return {
    fields: subscriber?.fields ?? {},
    lists: lists.filter(({ leftAt }) => leftAt === null).map(({ list }) => list),
    // Each acceptance, as the store's own query counts them: what came of it later doesn't undo it.
    received: deliveries.flatMap(({ issue, issueName, outcomes }) =>
      outcomes.filter(({ state }) => state === 'accepted').map(({ at }) => ({ issue, name: issueName, at })),
    ),
  };
}
