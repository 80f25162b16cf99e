import type { Clock } from './clock.ts';
import type { AudienceEntry, Ledger, PlanCounts, SendRequest, StoredEdition } from './ledger.ts';
import type { Random } from './random.ts';
import type { AudienceMember } from './subscribers.ts';
import { sendId } from './send-id.ts';
import type { SendSummary } from './summary.ts';

export interface SendPlanRequest extends Omit<SendRequest, 'send' | 'editions'> {
  /** By the key that `editionFor` gives a subscriber. */
  readonly editions: ReadonlyMap<string, StoredEdition>;
  readonly editionFor: (subscriber: AudienceMember) => string;
  /** When a subscriber's own window opens and closes, where each is to get it by their own clock. */
  readonly windowFor?: ((subscriber: AudienceMember) => Pick<AudienceEntry, 'notBefore' | 'notAfter'>) | undefined;
}

export interface PlanPorts {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Plans a send to an audience, or counts what would be planned. Its `send` is null in a rehearsal, and where everybody
 * is suppressed or has the issue already: then no send is made.
 */
export async function planSend(
  request: SendPlanRequest,
  audience: AsyncIterable<AudienceMember>,
  { ledger, clock, random }: PlanPorts,
): Promise<SendSummary> {
  const { editions: byKey, editionFor, windowFor, ...rest } = request;
  const keys = [...byKey.keys()];
  const editions = [...byKey.values()];
  const send = sendId(clock.now(), random);
  const plan = await ledger.plan({ ...rest, send, editions }, entries(audience, keys, { editionFor, windowFor }));
  return summarisePlan({ ...rest, editions }, plan, plan.made === 'made' ? send : null);
}

async function* entries(
  audience: AsyncIterable<AudienceMember>,
  keys: readonly string[],
  { editionFor, windowFor }: Pick<SendPlanRequest, 'editionFor' | 'windowFor'>,
): AsyncIterable<AudienceEntry> {
  const places = new Map(keys.map((key, place) => [key, place]));
  for await (const subscriber of audience) {
    const edition = places.get(editionFor(subscriber));
    if (edition === undefined) throw new Error(`no edition was compiled for the segment ${editionFor(subscriber)}`);
    yield { subscriber: subscriber.id, edition, ...windowFor?.(subscriber) };
  }
}

function summarisePlan(
  request: Pick<SendRequest, 'issue' | 'transport' | 'editions'>,
  plan: PlanCounts,
  send: string | null,
): SendSummary {
  return {
    send,
    issue: request.issue.name,
    transport: request.transport,
    state: 'planned',
    editions: request.editions.map(({ hash, segment, language }, place) => ({
      hash,
      segment,
      language,
      planned: plan.plannedByEdition[place] ?? 0,
    })),
    audience: plan.audience,
    suppressed: plan.suppressed,
    alreadySent: plan.alreadySent,
    planned: plan.planned,
    accepted: 0,
    rejected: 0,
    deferred: 0,
    inDoubt: 0,
    givenUp: 0,
    pending: plan.planned,
    seconds: 0,
    perSecond: 0,
  };
}
