import type { Ledger, SendRecord } from '../delivery/ledger.ts';
import type { Subscribers } from '../delivery/subscribers.ts';
import { type DraftedSend, type DraftInput, draftSend } from './draft-send.ts';
import type { IssueFindings } from './check-issue.ts';
import { done, type Outcome, refuse } from './refusal.ts';
import type { Target } from './resolve-audience.ts';
import { segmentTests } from './segment-tests.ts';
import type { Workspace } from './workspace.ts';

interface Ports {
  readonly workspace: Workspace;
  readonly subscribers: Subscribers;
  readonly ledger: Ledger;
}

interface Drafted {
  readonly findings: IssueFindings;
  readonly draft: DraftedSend | undefined;
}

/**
 * The issue as it stands now, for exactly those who were sent its wrong edition: whoever a send accepted. Who is in
 * doubt may never have got it, so a correction would be their first word of it.
 */
export async function draftCorrection(
  wrong: SendRecord,
  { now, ...input }: Omit<DraftInput, 'target'> & { readonly now: number },
  ports: Ports,
): Promise<Outcome<Drafted>> {
  const segments = segmentTests(input.publication, now);
  const target: Target = {
    list: wrong.list,
    segment: wrong.segment,
    query: { list: wrong.list, acceptedIn: wrong.send, segments },
  };
  const { findings, draft } = await draftSend({ ...input, target }, ports);
  if (draft === undefined) return done({ findings, draft });
  if (draft.request.issue.id !== wrong.issue.id) return otherIssue(draft.request.issue.name, wrong);
  const hashes = new Set(wrong.editions.map(({ hash }) => hash));
  if ([...draft.request.editions.values()].every(({ hash }) => hashes.has(hash))) return nothingCorrected(wrong);
  const correction = numberOf(await ports.ledger.list(), wrong, draft);
  const request = { ...draft.request, correction, corrects: wrong.send };
  return done({ findings, draft: { ...draft, request, seeds: [] } });
}

/**
 * A new correction of an issue has the next number. The same bytes once more are the same correction, which nobody gets twice.
 */
function numberOf(sends: readonly SendRecord[], wrong: SendRecord, draft: DraftedSend): number {
  const hashes = new Set([...draft.request.editions.values()].map(({ hash }) => hash));
  const ofIssue = sends.filter(({ issue }) => issue.id === wrong.issue.id);
  const same = ofIssue.find(
    ({ corrects, editions }) => corrects === wrong.send && editions.every(({ hash }) => hashes.has(hash)),
  );
  return same?.correction ?? Math.max(0, ...ofIssue.map(({ correction }) => correction)) + 1;
}

function otherIssue(name: string, wrong: SendRecord): Outcome<never> {
  const message = `${wrong.send} sent the issue ${wrong.issue.name}, and ${name} is another one.`;
  return refuse(
    'other-issue',
    message,
    'Mend the issue that was sent, and send that: readers get it as its correction.',
  );
}

function nothingCorrected({ send }: SendRecord): Outcome<never> {
  const message = `Nothing was corrected: the issue is to the byte what ${send} sent.`;
  return refuse('nothing-corrected', message, 'Mend the issue first, then send it again.');
}
