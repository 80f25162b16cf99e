import type { Clock } from '../delivery/clock.ts';
import { type Anomaly, compareAudience } from '../delivery/compare-audience.ts';
import type { Ledger, SendRequest } from '../delivery/ledger.ts';
import { planSend } from '../delivery/plan-send.ts';
import type { Random } from '../delivery/random.ts';
import type { AudienceMember, Subscribers } from '../delivery/subscribers.ts';
import type { SendSummary } from '../delivery/summary.ts';
import type { DraftedSend } from './draft-send.ts';
import { done, type Outcome, refuse } from './refusal.ts';
import { readSeeds } from './seeds.ts';

interface Ports {
  readonly ledger: Ledger;
  readonly subscribers: Subscribers;
  readonly clock: Clock;
  readonly random: Random;
}

/** Plans a drafted send, or (`rehearse`) counts what planning would do and leaves nothing behind. */
export async function planDraft(
  draft: DraftedSend,
  { mode, agreed = null }: Pick<SendRequest, 'mode'> & Partial<Pick<SendRequest, 'agreed'>>,
  ports: Ports,
): Promise<SendSummary> {
  const seeds = await readSeeds(draft.seeds, ports.subscribers);
  const own = new Set(seeds.map(({ id }) => id));
  const { windowFor } = draft.request;
  const request = {
    ...draft.request,
    // The newsroom sees it before the first reader does, whatever the hour there.
    windowFor: windowFor && ((one: AudienceMember) => (own.has(one.id) ? {} : windowFor(one))),
    mode,
    agreed,
  };
  return planSend(request, seedsFirst(seeds, ports.subscribers.audience(draft.query)), ports);
}

async function* seedsFirst(
  seeds: readonly AudienceMember[],
  audience: AsyncIterable<AudienceMember>,
): AsyncIterable<AudienceMember> {
  yield* seeds;
  yield* audience;
}

/** How the audience differs from that of the last send to it, past what is ordinary; parts of one have no such past. */
export async function findAnomalies(
  draft: DraftedSend,
  { ledger, subscribers }: Pick<Ports, 'ledger' | 'subscribers'>,
): Promise<readonly Anomaly[]> {
  if (draft.request.corrects !== null || draft.request.topsUp !== null) return [];
  const previous = await ledger.previousAudience(draft.request.list, draft.request.segment);
  if (previous === null) return [];
  return compareAudience(previous, await subscribers.shape(draft.query, previous.createdAt));
}

/** Whether anybody but the newsroom's own addresses is in the audience. */
export async function readersOf(
  { seeds, query }: DraftedSend,
  subscribers: Subscribers,
): Promise<'somebody' | 'nobody'> {
  if (seeds.length === 0) return 'somebody';
  for await (const member of subscribers.audience(query)) if (member.id > 0) return 'somebody';
  return 'nobody';
}

/** What holds a send back that isn't a fault of the content. `expected` is the number of `--expect`. */
export function holdBack(
  draft: DraftedSend,
  rehearsal: SendSummary,
  {
    expected,
    now,
    readers,
  }: { readonly expected: number | undefined; readonly now: number; readonly readers: 'somebody' | 'nobody' },
): Outcome<SendSummary> {
  const embargo = draft.issue?.embargo ?? null;
  if (embargo !== null && embargo.value.instant > Math.max(now, draft.request.timing.notBefore ?? now)) {
    const message = `The issue is under embargo until ${embargo.value.text} (${embargo.value.timeZone}).`;
    return refuse('embargo', message, 'Send it after that, or change `embargo:` in issue.md.');
  }
  if (rehearsal.audience === 0 || readers === 'nobody') {
    const hint = 'Import subscribers with `courant subscribers import FILE.csv --list NAME`.';
    return refuse('empty-audience', 'Nobody is in that audience.', hint);
  }
  if (expected !== undefined && rehearsal.planned > 0 && expected !== rehearsal.planned) {
    const message = `--expect says ${expected}, but ${rehearsal.planned} messages would be sent.`;
    return refuse('unexpected-count', message, 'Look at the audience with --dry-run; nothing was sent.');
  }
  return done(rehearsal);
}

/** Whether what is out of the ordinary may go: somebody must have said the number of messages. */
export function acceptAnomalies(
  anomalies: readonly Anomaly[],
  planned: number,
  typed: number | undefined,
): Outcome<'agreed'> {
  if (anomalies.length === 0 || typed === planned) return done('agreed');
  const message = `This send is out of the ordinary: ${anomalies.map((anomaly) => anomaly.message).join(' ')}`;
  const would = planned === 1 ? '1 message would be sent' : `${planned} messages would be sent`;
  return refuse(
    'out-of-the-ordinary',
    message,
    `${would}; if that is right, say so with --expect ${planned}. Nothing was sent.`,
  );
}
