import { inSegment, type SubscriberFacts } from '../audience/segment.ts';
import type { Dossier } from '../delivery/dossier.ts';
import type { Subscribers } from '../delivery/subscribers.ts';
import type { Publication } from '../publication/publication.ts';
import { segmentTests } from './segment-tests.ts';

/** Everything held about a person, with moments as people read them (ISO 8601, UTC); null where there is nothing. */
export async function showSubscriber(
  address: string,
  key: string,
  publication: Publication,
  { subscribers, now }: { readonly subscribers: Subscribers; readonly now: number },
): Promise<object | null> {
  const dossier = await subscribers.dossier(key);
  if (dossier === null) return null;
  const { subscriber, lists, suppressions, deliveries } = dossier;
  const facts = factsOf(dossier);
  const segments = [...segmentTests(publication, now)].filter(([, test]) => inSegment(test, facts));
  return {
    address: subscriber?.address ?? address,
    fields: subscriber?.fields ?? {},
    created: moment(subscriber?.createdAt ?? null),
    updated: moment(subscriber?.updatedAt ?? null),
    lists: lists.map(({ list, state, joinedAt, leftAt, consent }) => ({
      list,
      state,
      joined: moment(joinedAt),
      left: moment(leftAt),
      consent: { how: consent.how, at: moment(consent.at), from: consent.from },
    })),
    segments: segments.map(([name]) => name),
    suppressions: suppressions.map(({ list, reason, source, at }) => ({ list, reason, source, at: moment(at) })),
    deliveries: deliveries.map(({ issueName, at, ...delivery }) => ({ ...delivery, issueName, at: moment(at) })),
  };
}

function factsOf({ subscriber, lists, deliveries }: Dossier): SubscriberFacts {
  return {
    fields: subscriber?.fields ?? {},
    lists: lists.filter(({ leftAt }) => leftAt === null).map(({ list }) => list),
    received: deliveries
      .filter(({ state }) => state === 'accepted')
      .map(({ issue, issueName, at }) => ({ issue, name: issueName, at })),
  };
}

function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
