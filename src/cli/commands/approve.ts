import { approvalEditions } from '../../app/approval-editions.ts';
import { type ApprovalDraft, approveIssue, draftApproval } from '../../app/approve-issue.ts';
import { buildIssue } from '../../app/build-issue.ts';
import { checkIssue, type CheckedIssue } from '../../app/check-issue.ts';
import { mergeFindings } from '../../app/load-publication.ts';
import { done, type Outcome, refuse } from '../../app/refusal.ts';
import { findApprover } from '../approver.ts';
import { chooseIssues } from '../choose-issues.ts';
import {
  type CommandContext,
  type CommandInput,
  type CommandSpec,
  EXIT,
  type ExitStatus,
  JSON_OPTION,
} from '../command.ts';
import { type OpenPublication, openPublication } from '../open-publication.ts';
import { openRecords } from '../open-records.ts';
import { askYesNo } from '../prompt.ts';
import { realClock } from '../real-ports.ts';
import { renderApproval } from '../show-approval.ts';
import { showDiagnostics } from '../show-diagnostics.ts';
import { showRefusal } from '../show-refusal.ts';

export const approve: CommandSpec = {
  name: 'approve',
  summary: 'approve an issue: its very bytes, by name, in its folder',
  args: [{ usage: '[issue]', describe: 'a folder or name of an issue, or "latest"' }],
  options: [
    { flags: '--by <name>', describe: 'who approves (default: git’s user.name, else the login)' },
    { flags: '--yes', describe: 'answer the question with yes' },
    JSON_OPTION,
  ],
  examples: [
    ['courant approve', 'shows what would be sent, and asks'],
    ['courant approve 2026-11-24-daily --by "Ana Duarte" --yes', 'for scripts: asks nothing'],
  ],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    const chosen = await chooseIssues(input, { ...open, context, json });
    if (typeof chosen === 'number') return chosen;
    return approveOne(chosen[0] ?? '', { ...open, input, context, json });
  },
};

interface Approving extends OpenPublication {
  readonly input: CommandInput;
  readonly context: CommandContext;
  readonly json: 'json' | 'human';
}

async function approveOne(name: string, approving: Approving): Promise<ExitStatus> {
  const { publication, workspace, root, input, context, json } = approving;
  const { terminal } = context;
  const shown = { json, terminal };
  const found = await checkIssue(workspace, publication, name, approvalEditions, 'send');
  const findings = mergeFindings([approving.findings, found]);
  if (found.checked === undefined || json === 'human') showDiagnostics(findings, { ...shown, root });
  if (found.checked === undefined) return EXIT.content;
  const by = findApprover(input.text('by'), context);
  if (!by.ok) return showRefusal(by.refusal, shown);
  const records = openRecords(root);
  const draft = await draftApproval({ checked: found.checked, sources: found.sources, publication }, records);
  if (!draft.ok) return showRefusal(draft.refusal, shown);
  if (json === 'human' || !input.flag('yes'))
    terminal.err(renderApproval(draft.value, defaultBuild(found.checked, approving), terminal.color.err));
  const agreed = await agree(draft.value, by.value, approving);
  if (!agreed.ok) return showRefusal(agreed.refusal, shown);
  const at = realClock.now();
  const written = await approveIssue(draft.value, { by: by.value, at }, records);
  if (!written.ok) return showRefusal(written.refusal, shown);
  showApproved(draft.value, { by: by.value, written: written.value }, approving);
  return EXIT.fine;
}

function defaultBuild({ issue, editions }: CheckedIssue, { publication }: Approving) {
  return buildIssue({ issue, editions: editions.slice(0, 1) }, publication, { mjml: 'without-mjml' }).edition;
}

async function agree({ name }: ApprovalDraft, by: string, { input, context }: Approving): Promise<Outcome<'yes'>> {
  if (input.flag('yes')) return done('yes');
  if (!context.terminal.interactive)
    return refuse('not-confirmed', 'There is nobody here to ask.', 'Add --yes to approve without a question.');
  const answer = await askYesNo(`Approve ${name} as ${by}?`);
  return answer === 'yes' ? done('yes') : refuse('declined', 'Nothing was approved.', '');
}

interface Approved {
  readonly by: string;
  readonly written: 'written' | 'unchanged';
}

function showApproved({ name, facts }: ApprovalDraft, { by, written }: Approved, { context, json }: Approving): void {
  const { hash, editions } = facts;
  const file = `issues/${name}/approved.yaml`;
  const value = { issue: name, by, hash, editions, approved: written === 'written' ? 'now' : 'before', file };
  const line = written === 'written' ? `approved ${name} as ${by}: ${file}` : `${by} approved this very ${name} before`;
  context.terminal.out(json === 'json' ? `${JSON.stringify(value, null, 2)}\n` : `${line}\n`);
}
