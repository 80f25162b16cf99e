import type { SegmentTest } from '../audience/segment-test.ts';
import type { Issue } from '../content/issue.ts';
import type { StoredEdition } from '../delivery/ledger.ts';
import type { SendPlanRequest } from '../delivery/plan-send.ts';
import type { AudienceQuery, Subscribers } from '../delivery/subscribers.ts';
import type { Transport } from '../delivery/transport.ts';
import type { Publication } from '../publication/publication.ts';
import { type CheckedIssue, checkIssue, type IssueFindings } from './check-issue.ts';
import type { Target } from './resolve-audience.ts';
import { segmentsMentioned } from './segments-mentioned.ts';
import { keepEdition } from './stored-edition.ts';
import type { Workspace } from './workspace.ts';

/** A send that could be planned: what goes, to whom, and who gets which edition. */
export interface DraftedSend {
  /** Null where editions that the store kept go out once more. */
  readonly issue: Issue | null;
  readonly request: Omit<SendPlanRequest, 'mode' | 'agreed'>;
  /** Who it goes to, suppressed ones too. */
  readonly query: AudienceQuery;
  /** Addresses that get it first. */
  readonly seeds: readonly string[];
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
  const combinations = await combinationsOf(target, subscribers);
  const findings = await checkIssue(workspace, publication, name, (issue) => editionKeys(issue, combinations), 'send');
  const { checked } = findings;
  if (checked === undefined) return { findings, draft: undefined };
  const query = chosenReaders(checked.issue, target);
  const seeds = publication.lists[target.list]?.seeds ?? [];
  return { findings, draft: { issue: checked.issue, request: requestOf(input, checked), query, seeds } };
}

async function combinationsOf(target: Target, subscribers: Subscribers): Promise<readonly (readonly string[])[]> {
  const combinations = new Map<string, readonly string[]>();
  for await (const { segments } of subscribers.audience(target.query)) combinations.set(keyOf(segments), segments);
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

/** An issue that is meant for some segments goes to nobody else; a correction goes to whoever got what it corrects. */
function chosenReaders(issue: Issue, { query }: Target): AudienceQuery {
  return query.acceptedIn === undefined ? onlySegments(query, segmentsOfIssue(issue)) : query;
}

function segmentsOfIssue(issue: Issue): readonly string[] {
  return issue.segments.map(({ value }) => value);
}

/** Those of an audience who are in one of these segments; all of them where none is named. */
export function onlySegments(query: AudienceQuery, names: readonly string[]): AudienceQuery {
  if (names.length === 0) return query;
  const of = names.flatMap((name): readonly SegmentTest[] => {
    const test = query.segments?.get(name);
    return test === undefined ? [] : [test];
  });
  const only: SegmentTest = { kind: 'any', of };
  return { ...query, only: query.only === undefined ? only : { kind: 'all', of: [query.only, only] } };
}

function requestOf(
  { target, transport, publication }: DraftInput,
  { issue, editions }: CheckedIssue,
): DraftedSend['request'] {
  const mentioned = new Set(segmentsMentioned(issue));
  const kept = new Map<string, StoredEdition>();
  for (const edition of editions)
    kept.set(
      keyOf(edition.segments),
      keepEdition(edition, publication, {
        list: target.list,
        mentioned: [...mentioned],
        onlyFor: segmentsOfIssue(issue),
      }),
    );
  return {
    issue: { id: issue.id, name: issue.name },
    correction: 0,
    timing: { notBefore: null, window: null },
    corrects: null,
    topsUp: null,
    list: target.list,
    segment: target.segment,
    transport,
    editions: kept,
    editionFor: ({ segments }) => editionKey(segments, mentioned),
  };
}

/** The key of the edition for somebody in these segments. */
export function editionKey(segments: readonly string[], mentioned: ReadonlySet<string>): string {
  return keyOf(segments.filter((segment) => mentioned.has(segment)));
}

/** Names of segments hold no `+`: see the schema of courant.yaml. */
function keyOf(segments: Iterable<string>): string {
  return [...segments].join('+');
}
