import { type DraftedSend, draftSend } from '../../app/draft-send.ts';
import { unfinishedSend } from '../../app/find-send.ts';
import { acceptAnomalies, findAnomalies, holdBack, planDraft } from '../../app/plan-issue-send.ts';
import { done, type Outcome, refuse } from '../../app/refusal.ts';
import type { Anomaly } from '../../delivery/compare-audience.ts';
import type { SendSummary } from '../../delivery/summary.ts';
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
import { count } from '../count.ts';
import { findAudience } from '../find-audience.ts';
import { type OpenPublication, openPublication } from '../open-publication.ts';
import { withStore } from '../open-store.ts';
import { askNumber, askYesNo } from '../prompt.ts';
import { realClock, realRandom } from '../real-ports.ts';
import { runSend } from '../run-send.ts';
import { showDiagnostics } from '../show-diagnostics.ts';
import { showRefusal } from '../show-refusal.ts';
import { showAnomalies, showPlan, showSend } from '../show-send.ts';

export const send: CommandSpec = {
  name: 'send',
  summary: 'send an issue: plan, confirm, carry out',
  args: [{ usage: '[issue]', describe: 'a folder or name of an issue, or "latest"' }],
  options: [
    { flags: '--to <audience>', describe: 'a list or a segment', required: 'required' },
    {
      flags: '--transport <transport>',
      describe: 'what messages are handed to (default: outbox)',
      choices: ['outbox'],
    },
    { flags: '--dry-run', describe: 'say what would be sent, and to how many; send nothing' },
    { flags: '--yes', describe: 'answer the ordinary question with yes' },
    { flags: '--expect <number>', describe: 'refuse unless exactly so many messages would be sent' },
    JSON_OPTION,
  ],
  examples: [
    ['courant send latest --to sample --dry-run', 'what would happen'],
    ['courant send 2026-11-24-daily --to sample --yes', 'for scripts: asks nothing'],
  ],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    const expected = readExpected(input.text('expect'));
    if (!expected.ok) return showRefusal(expected.refusal, { json, terminal: context.terminal });
    const chosen = await chooseIssues(input, { ...open, context, json });
    if (typeof chosen === 'number') return chosen;
    return withStore({ root: open.root, context, json }, (store) =>
      sendIssue({ ...open, input, context, json, store, name: chosen[0] ?? '', expected: expected.value }),
    );
  },
};

interface Sending extends OpenPublication {
  readonly input: CommandInput;
  readonly context: CommandContext;
  readonly json: 'json' | 'human';
  readonly store: Store;
  readonly name: string;
  readonly expected: number | undefined;
}

async function sendIssue(sending: Sending): Promise<ExitStatus> {
  const { publication, workspace, store, name, input, context, json } = sending;
  const shown = { json, terminal: context.terminal };
  const place = { publication, subscribers: store.subscribers, root: sending.root, terminal: context.terminal };
  const target = await findAudience(input.text('to') ?? '', place);
  if (!target.ok) return showRefusal(target.refusal, shown);
  const drafted = await draftSend(
    { name, target: target.value, transport: 'outbox', publication },
    { workspace, ...store },
  );
  if (drafted.draft === undefined || json === 'human')
    showDiagnostics(drafted.findings, { ...shown, root: sending.root });
  if (drafted.draft === undefined) return EXIT.content;
  const ports = { ...store, clock: realClock, random: realRandom };
  const rehearsal = await planDraft(drafted.draft, 'rehearse', ports);
  const held = holdBack(drafted.draft, rehearsal, publication, { expected: sending.expected, now: realClock.now() });
  if (!held.ok) return showRefusal(held.refusal, shown);
  const anomalies = await findAnomalies(drafted.draft, store);
  if (input.flag('dryRun')) return showRehearsal(rehearsal, anomalies, sending);
  if (rehearsal.planned === 0) return nothingToDo(rehearsal, drafted.draft.issue.id, sending);
  const agreed = await agree(rehearsal, anomalies, sending);
  if (!agreed.ok) return showRefusal(agreed.refusal, shown);
  return commit(drafted.draft, sending);
}

function readExpected(text: string | undefined): Outcome<number | undefined> {
  if (text === undefined) return done(undefined);
  if (/^\d{1,12}$/.test(text)) return done(Number(text));
  return refuse('usage', `--expect wants a whole number, not "${text}".`, 'Such as --expect 997.');
}

function showRehearsal(
  rehearsal: SendSummary,
  anomalies: readonly Anomaly[],
  { json, context }: Sending,
): typeof EXIT.fine {
  const unusual = anomalies.map(({ kind, message }) => ({ kind, message }));
  if (json === 'json') context.terminal.out(`${JSON.stringify({ ...rehearsal, send: null, unusual }, null, 2)}\n`);
  else showSend({ ...rehearsal, send: null }, json, context.terminal);
  if (json === 'human') showAnomalies(anomalies, context.terminal);
  if (json === 'human') context.terminal.err('This was a dry run: nothing was sent.\n');
  return EXIT.fine;
}

/** Everybody has the issue, or stands in a send of it that is still to be carried out: that is not fine, and is said. */
async function nothingToDo(rehearsal: SendSummary, issueId: string, sending: Sending): Promise<ExitStatus> {
  const { json, context, publication, input, store } = sending;
  showSend({ ...rehearsal, send: null, state: 'finished' }, json, context.terminal);
  const unfinished = await unfinishedSend(issueId, store.ledger);
  if (unfinished !== undefined) {
    const left = count(unfinished.counts.pending, 'reader');
    context.terminal.err(`Nothing was sent: ${left} wait in the send ${unfinished.send}, which is not finished.\n`);
    context.terminal.err(`Carry on with \`courant resume ${unfinished.send}\`.\n`);
    return EXIT.unsettled;
  }
  const to = input.text('to') ?? '';
  const title = publication.lists[to]?.title ?? to;
  const had = count(rehearsal.alreadySent, 'reader');
  const why = rehearsal.suppressed === 0 ? '' : `, and ${count(rehearsal.suppressed, 'is', 'are')} suppressed`;
  if (json === 'human') context.terminal.err(`Nothing was sent: ${had} of "${title}" had this issue already${why}.\n`);
  return EXIT.fine;
}

/** The ordinary question wants a yes; what is out of the ordinary wants the number of messages, typed. */
async function agree(
  rehearsal: SendSummary,
  anomalies: readonly Anomaly[],
  { context, input, expected }: Sending,
): Promise<Outcome<'yes'>> {
  if (anomalies.length > 0) return agreeToAnomalies(rehearsal, anomalies, { context, expected });
  if (input.flag('yes')) return done('yes');
  if (!context.terminal.interactive) {
    return refuse('not-confirmed', 'There is nobody here to ask.', 'Add --yes to send without a question.');
  }
  showPlan(rehearsal, context.terminal);
  const answer = await askYesNo(
    `Send ${rehearsal.issue} to ${count(rehearsal.planned, 'reader')} through the ${rehearsal.transport}?`,
  );
  return answer === 'yes' ? done('yes') : refuse('declined', 'Nothing was sent.', '');
}

async function agreeToAnomalies(
  rehearsal: SendSummary,
  anomalies: readonly Anomaly[],
  { context, expected }: Pick<Sending, 'context' | 'expected'>,
): Promise<Outcome<'yes'>> {
  const asks = expected === undefined && context.terminal.interactive;
  if (asks) {
    showPlan(rehearsal, context.terminal);
    showAnomalies(anomalies, context.terminal);
  }
  const typed = asks ? await askNumber('To send all the same, type the number of planned messages:') : expected;
  const accepted = acceptAnomalies(anomalies, rehearsal.planned, typed);
  if (accepted.ok) return done('yes');
  return asks ? refuse('declined', 'Nothing was sent.', '') : accepted;
}

async function commit(draft: DraftedSend, { store, root, context, json, ...sending }: Sending): Promise<ExitStatus> {
  const plan = await planDraft(draft, 'commit', { ...store, clock: realClock, random: realRandom });
  if (plan.send === null) return nothingToDo(plan, draft.issue.id, { store, root, context, json, ...sending });
  return runSend(plan.send, { root, ledger: store.ledger, context, json });
}
