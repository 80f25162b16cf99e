import type { FieldValue } from '../audience/subscriber.ts';
import type { CheckedEdition } from '../check/check.ts';
import type { Clock } from '../delivery/clock.ts';
import type { Subscribers } from '../delivery/subscribers.ts';
import type { SendingLimits, Transport } from '../delivery/transport.ts';
import { zoneOffsetMinutes } from '../mail/date-header.ts';
import type { Message } from '../mail/message.ts';
import type { MessageEdition } from '../personalise/personalise.ts';
import { prepareProof } from '../personalise/proof.ts';
import type { Publication } from '../publication/publication.ts';
import { checkIssue, defaultEditions, type IssueFindings } from './check-issue.ts';
import { done, type Outcome, refuse } from './refusal.ts';
import { segmentsMentioned } from './segments-mentioned.ts';
import { segmentsOf } from './segments-of.ts';
import type { Workspace } from './workspace.ts';

/** As whom a proof is rendered. */
export interface ProofReader {
  readonly fields: Readonly<Record<string, FieldValue>>;
  /** Names of the segments that they are in. */
  readonly segments: readonly string[];
}

/** Somebody of whom only the address is known. */
export const ANYBODY: ProofReader = { fields: {}, segments: [] };

/** The subscriber with this key, as a send would see them. */
export async function readerOf(
  { address, key }: { readonly address: string; readonly key: string },
  publication: Publication,
  { subscribers, now }: { readonly subscribers: Subscribers; readonly now: number },
): Promise<Outcome<ProofReader>> {
  const dossier = await subscribers.dossier(key);
  if (dossier === null || dossier.subscriber === null) {
    return refuse(
      'no-such-subscriber',
      `The store knows nobody at ${address}.`,
      'List all addresses with `courant subscribers export`; those of a list with a file are read when a send is planned, also with --dry-run.',
    );
  }
  return done({ fields: dossier.subscriber.fields, segments: segmentsOf(dossier, publication, now) });
}

/**
 * Compiles what this reader would get. The other editions are compiled too: an issue with an error in any of them can't
 * be sent, and its proof would say that it can.
 */
export async function draftProof(
  name: string,
  publication: Publication,
  { workspace, reader }: { readonly workspace: Workspace; readonly reader: ProofReader },
): Promise<{ readonly findings: IssueFindings; readonly edition: CheckedEdition | undefined }> {
  const findings = await checkIssue(workspace, publication, name, (issue) => {
    const mentioned = segmentsMentioned(issue);
    const own = new Set(mentioned.filter((segment) => reader.segments.includes(segment)));
    return [own, ...defaultEditions(issue).filter((other) => keyOf(other) !== keyOf(own))];
  });
  return { findings, edition: findings.checked?.editions[0] };
}

function keyOf(segments: ReadonlySet<string>): string {
  return [...segments].sort().join('+');
}

/** What became of one message of a proof; `pending`: not sent, and the address is no reason for it. */
export interface Proofed {
  readonly address: string;
  readonly state: 'accepted' | 'rejected' | 'deferred' | 'in-doubt' | 'pending';
  readonly messageId: string | null;
  readonly reason: string | null;
}

export interface Proof {
  /** `proof-…`: stands where the ledger's sends have their own name, and in no ledger. */
  readonly proof: string;
  readonly edition: MessageEdition;
  readonly reader: ProofReader;
  readonly to: readonly string[];
}

interface ProofPorts {
  readonly transport: Transport;
  readonly clock: Clock;
  /** When aborted: nothing new leaves. */
  readonly signal: AbortSignal;
}

/** Hands one message over for each address, at the account's pace. Rejects with `TransportError` before the first. */
export async function sendProof(
  { proof, edition, reader, to }: Proof,
  publication: Publication,
  ports: ProofPorts,
): Promise<readonly Proofed[]> {
  const { transport, clock, signal } = ports;
  const limits = await transport.limits();
  const compose = prepareProof(edition, publication);
  const sent: Proofed[] = [];
  let halted: string | null = null;
  for (const [place, address] of to.entries()) {
    if (signal.aborted) halted ??= 'it was interrupted';
    if (halted !== null) {
      sent.push({ address, state: 'pending', messageId: null, reason: halted });
      continue;
    }
    if (place > 0) await clock.sleep(pauseOf(limits), signal);
    const instant = clock.now();
    const date = { instant, offsetMinutes: zoneOffsetMinutes(instant, publication.timeZone) };
    const message = compose({ to: address, fields: reader.fields, proof, place, date });
    const { result, haltsAll } = await handOver(message, { proof, place }, ports);
    sent.push({ address, ...result });
    if (haltsAll) halted = result.reason;
  }
  return sent;
}

/** A sandboxed account takes one a second. */
function pauseOf({ perSecond }: SendingLimits): number {
  return perSecond > 0 ? Math.min(10_000, Math.ceil(1000 / perSecond)) : 0;
}

interface HandedOver {
  readonly result: Omit<Proofed, 'address'>;
  /** The account is the reason: nobody else would get it either. */
  readonly haltsAll: boolean;
}

/** How often one message waits for the account's pace, a second each time. */
const TRIES = 4;

async function handOver(
  message: Message,
  { proof, place }: { readonly proof: string; readonly place: number },
  { transport, clock, signal }: ProofPorts,
): Promise<HandedOver> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await transport.deliver(message, { send: proof, attempt: place });
    if (outcome.state === 'accepted') {
      return { result: { state: 'accepted', messageId: outcome.messageId, reason: null }, haltsAll: false };
    }
    const { reason } = outcome;
    if (outcome.state !== 'held') return { result: { state: outcome.state, messageId: null, reason }, haltsAll: false };
    if (outcome.cause !== 'rate' || tries >= TRIES || signal.aborted) {
      return { result: { state: 'pending', messageId: null, reason }, haltsAll: true };
    }
    await clock.sleep(1000, signal);
  }
}
