import { describeDifference } from './approval-difference.ts';
import { approvalFacts, type ApprovalFacts, type CompiledIssue } from './approval-facts.ts';
import { type Approver, readApprovals, withApproval } from './approval-file.ts';
import { changeOutcome, type IssueRecords } from './issue-records.ts';
import { done, type Outcome, type Refusal, refuse } from './refusal.ts';

/** What an approver is shown before the question. */
export interface ApprovalDraft {
  readonly name: string;
  readonly facts: ApprovalFacts;
  /** What changed since the last approval; null where there is none. */
  readonly difference: readonly string[] | null;
}

const LONGEST_NAME = 200;
/** What nobody sees, but for the two joiners that names in Persian and Hindi are spelt with. */
const HIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u;

/** A name as it is written down: one line, of what people type. */
export function approverName(given: string): Outcome<string> {
  const name = given.trim();
  if (name === '')
    return refuse(
      'approver-unknown',
      'Nobody said who approves.',
      'Add --by "Ana Duarte", or set `git config user.name`.',
    );
  if (name.length <= LONGEST_NAME && !HIDDEN.test(name)) return done(name);
  return refuse(
    'approver-name',
    'That is not a name: it is too long, or holds signs that nobody sees.',
    'Write it as --by "Ana Duarte".',
  );
}

export async function draftApproval(compiled: CompiledIssue, records: IssueRecords): Promise<Outcome<ApprovalDraft>> {
  const { name } = compiled.checked.issue;
  const file = readApprovals(await records.read(name, 'approved.yaml'));
  if (!file.ok) return file;
  const facts = approvalFacts(compiled);
  return done({ name, facts, difference: file.value === null ? null : describeDifference(file.value, facts) });
}

/** Writes the approval down; `unchanged` where the same person has approved just this already. */
export async function approveIssue(
  { name, facts }: ApprovalDraft,
  approver: Approver,
  records: IssueRecords,
): Promise<Outcome<'written' | 'unchanged'>> {
  const problems: Refusal[] = [];
  const change = await records.change(name, 'approved.yaml', (before) => {
    const file = readApprovals(before);
    if (file.ok) return withApproval(file.value, facts, approver);
    problems.push(file.refusal);
    return null;
  });
  const [refusal] = problems;
  return refusal === undefined ? changeOutcome(change, `issues/${name}/approved.yaml`) : { ok: false, refusal };
}
