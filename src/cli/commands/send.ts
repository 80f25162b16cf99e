import { join } from 'node:path';
import { type DraftedSend, draftSend } from '../../app/draft-send.ts';
import { importSubscribers } from '../../app/import-subscribers.ts';
import { holdBack, planDraft } from '../../app/plan-issue-send.ts';
import { done, type Outcome, refuse } from '../../app/refusal.ts';
import { resolveAudience, type Target } from '../../app/resolve-audience.ts';
import type { SendSummary } from '../../delivery/summary.ts';
import { readChunks, textFileProblem } from '../../disk/read-chunks.ts';
import type { Store } from '../../store/sqlite/open-store.ts';
import { chooseIssues } from '../choose-issues.ts';
import { type CommandContext, type CommandInput, type CommandSpec, EXIT, type ExitStatus, JSON_OPTION } from '../command.ts';
import { count } from '../count.ts';
import { type OpenPublication, openPublication } from '../open-publication.ts';
import { withStore } from '../open-store.ts';
import { askYesNo } from '../prompt.ts';
import { realClock, realRandom } from '../real-ports.ts';
import { runSend } from '../run-send.ts';
import { showDiagnostics } from '../show-diagnostics.ts';
import { showRefusal } from '../show-refusal.ts';
import { showRows } from '../show-rows.ts';
import { showPlan, showSend } from '../show-send.ts';

export const send: CommandSpec = {
  name: 'send',
  summary: 'send an issue: plan, confirm, carry out',
  args: [{ usage: '[issue]', describe: 'a folder or name of an issue, or "latest"' }],
  options: [
    { flags: '--to <audience>', describe: 'a list or a segment', required: 'required' },
    { flags: '--transport <transport>', describe: 'what messages are handed to (default: outbox)', choices: ['outbox'] },
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
  const target = await findTarget(sending);
  if (!target.ok) return showRefusal(target.refusal, shown);
  const drafted = await draftSend({ name, target: target.value, transport: 'outbox', publication }, { workspace, ...store });
  if (drafted.draft === undefined || json === 'human') showDiagnostics(drafted.findings, { ...shown, root: sending.root });
  if (drafted.draft === undefined) return EXIT.content;
  const ports = { ledger: store.ledger, clock: realClock, random: realRandom };
  const rehearsal = await planDraft(drafted.draft, 'rehearse', ports);
  const held = holdBack(drafted.draft, rehearsal, publication, { expected: sending.expected, now: realClock.now() });
  if (!held.ok) return showRefusal(held.refusal, shown);
  if (input.flag('dryRun')) return showRehearsal(rehearsal, sending);
  if (rehearsal.planned === 0) return nothingToDo(rehearsal, sending);
  const agreed = await agree(rehearsal, sending);
  if (!agreed.ok) return showRefusal(agreed.refusal, shown);
  return commit(drafted.draft, sending);
}

/** A list with a file is read anew from it; what can't be read there is no reason to send to yesterday's list. */
async function findTarget({ publication, store, input, root, context }: Sending): Promise<Outcome<Target>> {
  const target = await resolveAudience(input.text('to') ?? '', publication, store.subscribers);
  if (!target.ok) return target;
  const file = publication.lists[target.value.list]?.file;
  if (file === undefined) return target;
  const path = join(root, file);
  const problem = textFileProblem(path);
  if (problem !== undefined) return refuse('file-unreadable', `${file} can’t be read: ${problem}.`, 'Mend `file:` of the list in courant.yaml.');
  const source = { file, text: readChunks(path), list: target.value.list, mode: 'mirror' } as const;
  const report = await importSubscribers(source, publication, store.subscribers);
  if (!report.ok) return report;
  showRows(report.value, file, context.terminal);
  return target;
}

function readExpected(text: string | undefined): Outcome<number | undefined> {
  if (text === undefined) return done(undefined);
  if (/^\d{1,12}$/.test(text)) return done(Number(text));
  return refuse('usage', `--expect wants a whole number, not "${text}".`, 'Such as --expect 997.');
}

function showRehearsal(rehearsal: SendSummary, { json, context }: Sending): typeof EXIT.fine {
  showSend({ ...rehearsal, send: null }, json, context.terminal);
  if (json === 'human') context.terminal.err('This was a dry run: nothing was sent.\n');
  return EXIT.fine;
}

function nothingToDo(rehearsal: SendSummary, { json, context, publication, input }: Sending): typeof EXIT.fine {
  showSend({ ...rehearsal, send: null, state: 'finished' }, json, context.terminal);
  const to = input.text('to') ?? '';
  const title = publication.lists[to]?.title ?? to;
  const had = count(rehearsal.alreadySent, 'reader');
  const why = rehearsal.suppressed === 0 ? '' : `, and ${count(rehearsal.suppressed, 'is', 'are')} suppressed`;
  if (json === 'human') context.terminal.err(`Nothing was sent: ${had} of "${title}" had this issue already${why}.\n`);
  return EXIT.fine;
}

async function agree(rehearsal: SendSummary, { context, input }: Sending): Promise<Outcome<'yes'>> {
  if (input.flag('yes')) return done('yes');
  if (!context.terminal.interactive) {
    return refuse('not-confirmed', 'There is nobody here to ask.', 'Add --yes to send without a question.');
  }
  showPlan(rehearsal, context.terminal);
  const answer = await askYesNo(`Send ${rehearsal.issue} to ${count(rehearsal.planned, 'reader')} through the ${rehearsal.transport}?`);
  return answer === 'yes' ? done('yes') : refuse('declined', 'Nothing was sent.', '');
}

async function commit(draft: DraftedSend, { store, root, context, json, ...sending }: Sending): Promise<ExitStatus> {
  const plan = await planDraft(draft, 'commit', { ledger: store.ledger, clock: realClock, random: realRandom });
  if (plan.send === null) return nothingToDo(plan, { store, root, context, json, ...sending });
  return runSend(plan.send, { root, ledger: store.ledger, context, json });
}
