import { parseFieldValue } from '../audience/field-value.ts';
import type { FieldValue } from '../audience/subscriber.ts';
import { knownFields } from '../audience/subscriber-columns.ts';
import type { Subscribers } from '../delivery/subscribers.ts';
import { nearest } from '../publication/nearest.ts';
import type { Publication } from '../publication/publication.ts';
import { done, type Outcome, refuse } from './refusal.ts';

export interface AddRequest {
  readonly address: string;
  readonly key: string;
  /** Null for none. */
  readonly list: string | null;
  /** Fields as typed, by name. */
  readonly values: ReadonlyMap<string, string>;
  /** `how` null where nobody says that they agreed. */
  readonly consent: { readonly how: string | null; readonly from: string | null };
}

interface Ports {
  readonly subscribers: Subscribers;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Adds one person. Whoever left, was erased or unsubscribed comes back only with a consent that is given anew. */
export async function addSubscriber(
  request: AddRequest,
  publication: Publication,
  { subscribers, now }: Ports,
): Promise<Outcome<'added' | 'updated' | 'unchanged'>> {
  const { address, key, list, consent } = request;
  const fields = readFields(request.values, publication);
  if (!fields.ok) return fields;
  const lists = list === null ? [] : [list];
  if (consent.how !== null) await subscribers.bringBack(key, lists);
  const away = await whyAway(key, list, subscribers);
  if (away !== null) {
    const hint = `If they agreed anew, say how: --consent "wrote to the editors".`;
    return refuse('left', `${address} ${away}.`, hint);
  }
  const agreed = { how: consent.how ?? 'by hand', at: now, from: consent.from };
  const row = { address, key, line: 1, fields: fields.value, lists, state: 'subscribed', consent: agreed } as const;
  const counts = await subscribers.importRows([[row]]);
  return done(counts.added > 0 ? 'added' : counts.updated > 0 ? 'updated' : 'unchanged');
}

async function whyAway(key: string, list: string | null, subscribers: Subscribers): Promise<string | null> {
  if ((await subscribers.erasedAt(key)) !== null) return 'was erased';
  const dossier = await subscribers.dossier(key);
  if (list === null || dossier === null) return null;
  const left = dossier.lists.find((one) => one.list === list)?.state;
  return left === undefined || left === 'subscribed' || left === 'removed' || left === 'file'
    ? null
    : `left ${list} (${left})`;
}

function readFields(
  values: AddRequest['values'],
  publication: Publication,
): Outcome<Readonly<Record<string, FieldValue>>> {
  const known = knownFields(publication.fields);
  const fields: [string, FieldValue][] = [];
  for (const [name, text] of values) {
    const type = known.get(name);
    if (type === undefined) {
      const near = nearest(name, known.keys());
      const hint = near === undefined ? 'Declare it under `fields:` in courant.yaml.' : `Did you mean ${near}?`;
      return refuse('no-such-field', `courant.yaml declares no field ${JSON.stringify(name)}.`, hint);
    }
    const value = parseFieldValue(type, text);
    if (!value.ok) return refuse('field-value', `${name}: ${value.reason}.`, 'Nothing was changed.');
    if (value.value !== null) fields.push([name, value.value]);
  }
  return done(Object.fromEntries(fields));
}
