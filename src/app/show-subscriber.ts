import type { Subscribers } from '../delivery/subscribers.ts';
import type { Publication } from '../publication/publication.ts';
import { segmentsOf } from './segments-of.ts';

/** Everything held about a person, with moments as people read them (ISO 8601, UTC); null where there is nothing. */
export async function showSubscriber(
  address: string,
  key: string,
  publication: Publication,
  { subscribers, now }: { readonly subscribers: Subscribers; readonly now: number },
): Promise<object | null> {
  const dossier = await subscribers.dossier(key);
  if (dossier === null) return null;
  const { subscriber, lists, suppressions, deliveries, leftOut } = dossier;
  return {
    address: subscriber?.address ?? address,
    fields: subscriber?.fields ?? {},
    created: moment(subscriber?.createdAt ?? null),
    updated: moment(subscriber?.updatedAt ?? null),
    lists: lists.map(({ list, state, source, joinedAt, leftAt, consent }) => ({
      list,
      state,
      source,
      joined: moment(joinedAt),
      left: moment(leftAt),
      consent: { how: consent.how, at: moment(consent.at), from: consent.from },
    })),
    segments: segmentsOf(dossier, publication, now),
    suppressions: suppressions.map(({ list, reason, source, at }) => ({ list, reason, source, at: moment(at) })),
    deliveries: deliveries.map(({ at, notBefore, notAfter, outcomes, events, ...delivery }) => ({
      ...delivery,
      at: moment(at),
      notBefore: moment(notBefore),
      notAfter: moment(notAfter),
      outcomes: outcomes.map((outcome) => ({ ...outcome, at: moment(outcome.at) })),
      events: events.map((event) => ({ ...event, at: moment(event.at) })),
    })),
    leftOut: leftOut.map((left) => ({ ...left, at: moment(left.at) })),
  };
}

function moment(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
