import { checkApproval } from '../../app/approval-check.ts';
import { draftCorrection } from '../../app/draft-correction.ts';
import { draftSend } from '../../app/draft-send.ts';
import { findSend } from '../../app/find-send.ts';
import { done, type Outcome, refuse } from '../../app/refusal.ts';
import { timeSend } from '../../app/time-send.ts';
import type { Store } from '../../store/sqlite/open-store.ts';
import { chooseIssues } from '../choose-issues.ts';
import {
  type CommandContext,
  type CommandInput,
  type CommandSpec,
  EXIT,
  type ExitStatus,
  JSON_OPTION,
} from '../command.ts';
import { findAudience } from '../find-audience.ts';
import { type OpenPublication, openPublication } from '../open-publication.ts';
import { withStore } from '../open-store.ts';
import { openRecords } from '../open-records.ts';
import { planAndRun } from '../plan-and-run.ts';
import { realClock } from '../real-ports.ts';
import { showDiagnostics } from '../show-diagnostics.ts';
import { showRefusal } from '../show-refusal.ts';
import { readTiming, TIMING_OPTIONS } from '../read-timing.ts';
import { TRANSPORT_OPTION, transportOf } from '../transport-option.ts';
import { EXPECT_OPTION, PROGRESS_OPTION, RATE_OPTION, YES_OPTION } from '../with-send.ts';

export const send: CommandSpec = {
  name: 'send',
  summary: 'send an issue: plan, confirm, carry out',
  args: [{ usage: '[issue]', describe: 'a folder or name of an issue, or "latest"' }],
  options: [
    { flags: '--to <audience>', describe: 'a list or a segment' },
    { flags: '--corrects <send>', describe: 'instead of --to: exactly those who got that send of the same issue' },
    TRANSPORT_OPTION,
    { flags: '--dry-run', describe: 'say what would be sent, and to how many; send nothing' },
    YES_OPTION,
    EXPECT_OPTION,
    RATE_OPTION,
    ...TIMING_OPTIONS,
    { flags: '--over-quota', describe: 'begin also where the account’s quota of the day is too small for all' },
    JSON_OPTION,
    PROGRESS_OPTION,
  ],
  examples: [
    ['courant send latest --to sample --dry-run', 'what would happen'],
    ['courant send 2026-11-24-daily --to sample --yes', 'for scripts: asks nothing'],
    ['courant send latest --to daily --transport ses', 'through Amazon SES, at the pace of the account'],
  ],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const audience = readAudience(input);
    if (!audience.ok) return showRefusal(audience.refusal, { json, terminal: context.terminal });
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    const chosen = await chooseIssues(input, { ...open, context, json });
    if (typeof chosen === 'number') return chosen;
    return withStore({ root: open.root, context, json }, (store) =>
      sendIssue({ ...open, input, context, json, store, name: chosen[0] ?? '', audience: audience.value }),
    );
  },
};

interface Sending extends OpenPublication {
  readonly input: CommandInput;
  readonly context: CommandContext;
  readonly json: 'json' | 'human';
  readonly store: Store;
  readonly name: string;
  readonly audience: Audience;
}

/** A list or a segment, or the readers of a send that was wrong. */
type Audience = { readonly to: string } | { readonly corrects: string };

type Drafting = Awaited<ReturnType<typeof draftSend>>;

async function sendIssue(sending: Sending): Promise<ExitStatus> {
  const { publication, context, json, root, audience } = sending;
  const shown = { json, terminal: context.terminal };
  const timing = readTiming(sending.input, publication.timeZone);
  if (!timing.ok) return showRefusal(timing.refusal, shown);
  const drafted = await draft(sending);
  if (!drafted.ok) return showRefusal(drafted.refusal, shown);
  if (drafted.value.draft === undefined || json === 'human')
    showDiagnostics(drafted.value.findings, { ...shown, root });
  const { draft: planned, findings } = drafted.value;
  if (planned === undefined || findings.checked === undefined) return EXIT.content;
  const compiled = { checked: findings.checked, sources: findings.sources, publication };
  const approval = await checkApproval(compiled, openRecords(root));
  if (!approval.ok) return showRefusal(approval.refusal, shown);
  const to = 'to' in audience ? audience.to : planned.request.list;
  const { timeZone } = publication;
  const { draft: timed, when } = timeSend(planned, timing.value, { timeZone, now: realClock.now() });
  return planAndRun(timed, { ...sending, when, audience: publication.lists[to]?.title ?? to });
}

async function draft(sending: Sending): Promise<Outcome<Drafting>> {
  const { publication, workspace, store, name, input, context, audience } = sending;
  if ('corrects' in audience) return draftCorrectionOf(audience.corrects, sending);
  const place = { publication, subscribers: store.subscribers, root: sending.root, terminal: context.terminal };
  const target = await findAudience(audience.to, place);
  if (!target.ok) return target;
  const asked = { name, transport: transportOf(input) ?? 'outbox', publication, target: target.value };
  return done(await draftSend(asked, { workspace, ...store }));
}

async function draftCorrectionOf(
  corrects: string,
  { workspace, store, name, publication, input }: Sending,
): Promise<Outcome<Drafting>> {
  const wrong = await findSend(corrects, store.ledger);
  if (!wrong.ok) return wrong;
  const transport = transportOf(input) ?? wrong.value.transport;
  const asked = { name, transport, publication, now: realClock.now() };
  return draftCorrection(wrong.value, asked, { workspace, ...store });
}

function readAudience(input: CommandInput): Outcome<Audience> {
  const [to, corrects] = [input.text('to'), input.text('corrects')];
  if (to !== undefined && corrects === undefined) return done({ to });
  if (to === undefined && corrects !== undefined) return done({ corrects });
  if (to === undefined)
    return refuse('usage', "required option '--to <audience>' not specified", 'See `courant send --help`.');
  return refuse('usage', '--corrects takes its readers from the send that it corrects.', 'Leave --to out.');
}
