import type { Subscriber } from '../audience/subscriber.ts';
import type { Issue } from '../content/issue.ts';
import type { StoredEdition } from '../delivery/ledger.ts';
import type { SendPlanRequest } from '../delivery/plan-send.ts';
import type { Subscribers } from '../delivery/subscribers.ts';
import type { Transport } from '../delivery/transport.ts';
import type { Publication } from '../publication/publication.ts';
import { type CheckedIssue, checkIssue, type IssueFindings } from './check-issue.ts';
import { readerSegments, type SegmentsOf } from './reader-segments.ts';
import type { Target } from './resolve-audience.ts';
import { segmentsMentioned } from './segments-mentioned.ts';
import { keepEdition } from './stored-edition.ts';
import type { Workspace } from './workspace.ts';

/** A send that could be planned: what goes, to whom, and who gets which edition. */
export interface DraftedSend {
  readonly issue: Issue;
  readonly request: Omit<SendPlanRequest, 'mode'>;
  readonly audience: () => AsyncIterable<Subscriber>;
}

export interface DraftInput {
  readonly name: string;
  readonly target: Target;
  readonly transport: Transport['name'];
  readonly publication: Publication;
}

interface Ports {
  readonly workspace: Workspace;
  readonly subscribers: Subscribers;
}

/**
 * Compiles one edition for each combination of segments that the audience really has. Where there is no draft, the
 * findings say why: an issue with an error can't be sent.
 */
export async function draftSend(
  input: DraftInput,
  { workspace, subscribers }: Ports,
): Promise<{ readonly findings: IssueFindings; readonly draft: DraftedSend | undefined }> {
  const { name, target, publication } = input;
  const segmentsOf = await readerSegments(target.list, publication, subscribers);
  const combinations = await combinationsOf(target, segmentsOf, subscribers);
  const findings = await checkIssue(workspace, publication, name, (issue) => editionKeys(issue, combinations), 'send');
  const { checked } = findings;
  if (checked === undefined) return { findings, draft: undefined };
  const wanted = chosenReaders(checked.issue, target, segmentsOf);
  const audience = (): AsyncIterable<Subscriber> => filter(subscribers.audience(target.list), wanted);
  return { findings, draft: { issue: checked.issue, request: requestOf(input, checked, segmentsOf), audience } };
}

async function combinationsOf(
  target: Target,
  segmentsOf: SegmentsOf,
  subscribers: Subscribers,
): Promise<readonly (readonly string[])[]> {
  const combinations = new Map<string, readonly string[]>();
  for await (const member of subscribers.audience(target.list)) {
    if (!target.includes(member)) continue;
    const segments = segmentsOf(member);
    combinations.set(keyOf(segments), segments);
  }
  return [...combinations.values()];
}

/** The default edition always: it is what `check` and the archive show, also where everybody is in some segment. */
function editionKeys(issue: Issue, combinations: readonly (readonly string[])[]): readonly ReadonlySet<string>[] {
  const mentioned = new Set(segmentsMentioned(issue));
  const keys = new Map<string, ReadonlySet<string>>([['', new Set()]]);
  for (const segments of combinations) {
    const shown = segments.filter((segment) => mentioned.has(segment));
    keys.set(keyOf(shown), new Set(shown));
  }
  return [...keys.values()];
}

function chosenReaders(issue: Issue, target: Target, segmentsOf: SegmentsOf): (subscriber: Subscriber) => boolean {
  const only = new Set(issue.segments.map(({ value }) => value));
  if (only.size === 0) return target.includes;
  return (subscriber) => target.includes(subscriber) && segmentsOf(subscriber).some((segment) => only.has(segment));
}

function requestOf(
  { target, transport, publication }: DraftInput,
  { issue, editions }: CheckedIssue,
  segmentsOf: SegmentsOf,
): DraftedSend['request'] {
  const mentioned = new Set(segmentsMentioned(issue));
  const kept = new Map<string, StoredEdition>();
  for (const edition of editions) kept.set(keyOf(edition.segments), keepEdition(edition, publication, target.list));
  return {
    issue: { id: issue.id, name: issue.name },
    correction: 0,
    list: target.list,
    transport,
    editions: kept,
    editionFor: (subscriber) => keyOf(segmentsOf(subscriber).filter((segment) => mentioned.has(segment))),
  };
}

/** Names of segments hold no `+`: see the schema of courant.yaml. */
function keyOf(segments: Iterable<string>): string {
  return [...segments].join('+');
}

async function* filter<T>(all: AsyncIterable<T>, wanted: (one: T) => boolean): AsyncGenerator<T> {
  for await (const one of all) if (wanted(one)) yield one;
}
