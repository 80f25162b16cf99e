import { type Checked, diagnose } from '../diagnostic/diagnostic.ts';
import type { Source } from '../diagnostic/source.ts';
import { type Approval, type ApprovalFile, type Approved, approvalFileSchema } from '../publication/schema/approval.ts';
import { validate } from '../publication/validate.ts';
import { writeYaml } from '../publication/write-yaml.ts';
import { readYaml } from '../publication/yaml.ts';
import type { ApprovalFacts } from './approval-facts.ts';
import { unreadable } from './issue-records.ts';
import { done, type Outcome } from './refusal.ts';
import { writtenMoment } from './written-moment.ts';

const HEAD = `# Written by \`courant approve\`, which is also how it is changed. The first approval is the one that counts; the others
# are kept for the record. Where courant.yaml says \`requireApproval: true\`, a send refuses every edition whose hash
# isn't the approved one; all below the hashes is kept to show people what has changed since.
`;

export interface Approver {
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Null where nobody has approved yet. A file that is damaged, or edited by hand out of shape, is refused and never passes. */
export function readApprovals(read: Checked<Source | null>): Outcome<ApprovalFile | null> {
  if (read.value === null) return done(null);
  const file: Checked<ApprovalFile> = read.value === undefined ? { ...read, value: undefined } : parse(read.value);
  if (file.value !== undefined) return done(file.value);
  return unreadable('approval-unreadable', file, 'Put the file back as it was, or delete it and approve anew.');
}

function parse(source: Source): Checked<ApprovalFile> {
  const yaml = readYaml(source);
  if (yaml.value === undefined) return { ...yaml, value: undefined };
  const file = validate(approvalFileSchema, yaml.value, 'approved.yaml');
  if (file.value === undefined || agrees(file.value)) return file;
  const found = diagnose('field/value', yaml.value.spanOf(['approvals', 0, 'hash']), {
    message: 'this is not the hash of the one default edition that stands under `approved`',
    hint: 'approve anew',
  });
  return { value: undefined, diagnostics: [found] };
}

/** A merge of two people's files may have taken the approval of one and the hashes of the other. */
function agrees({ approvals, approved }: ApprovalFile): boolean {
  const [first, ...more] = approved.editions.filter(({ segments }) => segments.length === 0);
  return first !== undefined && more.length === 0 && first.hash === approvals[0]?.hash;
}

/** The file with one more approval; null where the same person has approved just this already. */
export function withApproval(before: ApprovalFile | null, facts: ApprovalFacts, { by, at }: Approver): string | null {
  const { subject, hash, ...approved } = facts;
  const approval: Approval = { by, at: writtenMoment(at), subject, hash };
  const former = before?.approvals ?? [];
  const same = before !== null && writeYaml(inOrder(before.approved)) === writeYaml(inOrder(approved));
  if (same && former[0]?.by === by) return null;
  return `${HEAD}${writeYaml({ approvals: [approval, ...former], approved: inOrder(approved) })}`;
}

/** What people look for first stands first. */
function inOrder({ editions, preheader, settings, pictures, files, text }: Approved): Approved {
  return { editions, preheader, settings, pictures, files, ...(text === undefined ? {} : { text }) };
}
