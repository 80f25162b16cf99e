import { visibleLine } from '../diagnostic/render/visible.ts';
import { describeDifference } from './approval-difference.ts';
import { approvalFacts, type CompiledIssue } from './approval-facts.ts';
import { readApprovals } from './approval-file.ts';
import type { IssueRecords } from './issue-records.ts';
import { done, type Outcome, refuse } from './refusal.ts';
import { shownMoment } from './written-moment.ts';

/**
 * Whether what a send would compile now may go: where the publication asks for an approval, only what was approved last,
 * byte for byte. What is in the way of it is shown as the refusal's details.
 */
export async function checkApproval(
  compiled: CompiledIssue,
  records: IssueRecords,
): Promise<Outcome<'approved' | 'not-required'>> {
  if (!compiled.publication.requireApproval) return done('not-required');
  const { name } = compiled.checked.issue;
  const file = readApprovals(await records.read(name, 'approved.yaml'));
  if (!file.ok) return file;
  const hint = `Approve it with \`courant approve ${name}\`.`;
  const approval = file.value?.approvals[0];
  if (file.value === null || approval === undefined)
    return refuse('approval-required', `Nobody has approved ${name} yet, and courant.yaml asks for it.`, hint);
  const details = describeDifference(file.value, approvalFacts(compiled));
  if (details.length === 0) return done('approved');
  const message = `${name} is not what ${visibleLine(approval.by)} approved on ${shownMoment(approval.at)}.`;
  const { refusal } = refuse(
    'approval-outdated',
    message,
    `Take the change back, or approve it: \`courant approve ${name}\`.`,
  );
  return { ok: false, refusal: { ...refusal, details } };
}
