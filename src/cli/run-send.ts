import { awaitHour, type Hour } from '../app/await-hour.ts';
import { carryOutSend, type SendSettings } from '../app/carry-out-send.ts';
import { done, type Outcome, refuse } from '../app/refusal.ts';
import { guardAgainstCopies } from '../app/restored-copy.ts';
import { parseGrace } from '../app/schedule/parse-grace.ts';
import { sendGate } from '../app/send-gate.ts';
import { recordSent } from '../app/sent-record.ts';
import type { CarriedOut } from '../delivery/carry-out.ts';
import type { Holder, SendRecord } from '../delivery/ledger.ts';
import type { ProgressReport } from '../delivery/progress.ts';
import type { Selection } from '../delivery/recipient-queue.ts';
import { formatMoment, formatWait } from '../delivery/schedule/format-moment.ts';
import { summarise } from '../delivery/summary.ts';
import type { SendingLimits, Transport } from '../delivery/transport.ts';
import type { Publication } from '../publication/publication.ts';
import type { Store } from '../store/sqlite/open-store.ts';
import { type CommandContext, type CommandInput, EXIT, type ExitStatus } from './command.ts';
import { count } from './count.ts';
import { openRecords } from './open-records.ts';
import { openSendTransport } from './open-send-transport.ts';
import { startProgress } from './progress.ts';
import { readExpected, readRate } from './read-numbers.ts';
import { readSecrets, realClock } from './real-ports.ts';
import { passEndText } from './show-pass-end.ts';
import { showRefusal } from './show-refusal.ts';
import { sendStatus, showSend } from './show-send.ts';

export interface SendRun {
  readonly root: string;
  readonly publication: Publication;
  readonly store: Store;
  readonly input: CommandInput;
  readonly context: CommandContext;
  readonly json: 'json' | 'human';
}

interface RunSettings {
  readonly selection?: Selection;
  /** What the account was just found to allow. */
  readonly limits?: SendingLimits;
}

/** Carries a send out in front of a person or a script: progress, draining on Ctrl-C, the summary, the exit status. */
export async function runSend(record: SendRecord, run: SendRun, settings: RunSettings = {}): Promise<ExitStatus> {
  const { store, context, json } = run;
  const shown = { json, terminal: context.terminal };
  const signal = context.drainOnInterrupt();
  await store.ledger.forgetStop(record.send);
  const ready = await makeReady(record, run, { selection: settings.selection ?? 'pending', signal });
  if (!ready.ok) return showRefusal(ready.refusal, shown);
  const { hour, rate } = ready.value;
  if (hour !== 'due') return showWaited(record, run, hour);
  const transport = await openSendTransport(record.transport, run);
  if (!transport.ok) return showRefusal(transport.refusal, shown);
  try {
    const result = await carryOutShown(record, run, transport.value, { ...limitsNow(record, settings), rate, signal });
    if (result.kind === 'stop-asked') return await showWaited(record, run, 'stopped');
    if (result.kind === 'unknown') throw new Error(`the store lost the send ${record.send}`);
    if (result.kind === 'held') {
      const hint = 'Wait until it is done: `courant status` shows how far it is.';
      return showRefusal({ code: 'send-held', message: `${heldBy(result.by)}.`, hint }, shown);
    }
    return await showResult(result, run);
  } finally {
    await transport.value.close();
  }
}

/** It was stopped before anything could leave. */
async function showWaited(
  record: SendRecord,
  { store, context, json }: SendRun,
  hour: 'stopped' | 'interrupted',
): Promise<ExitStatus> {
  showSend(summarise((await store.ledger.find(record.send)) ?? record), json, context.terminal);
  context.terminal.err(`Nothing more has left. Carry on with \`courant resume ${record.send}\`.\n`);
  return hour === 'stopped' ? EXIT.unsettled : EXIT.interrupted;
}

/** What was read before a night of waiting says nothing of the morning. */
function limitsNow({ timing }: SendRecord, settings: RunSettings): RunSettings {
  if (timing.notBefore === null) return settings;
  return settings.selection === undefined ? {} : { selection: settings.selection };
}

interface Ready {
  readonly hour: 'due' | 'stopped' | 'interrupted';
  readonly rate: number | undefined;
}

/** All that comes before the first message: guards, the note in the folder, and the wait for the hour. */
async function makeReady(
  record: SendRecord,
  run: SendRun,
  { selection, signal }: { readonly selection: Selection; readonly signal: AbortSignal },
): Promise<Outcome<Ready>> {
  const { input, store, root } = run;
  const [rate, grace, expected] = [readRate(input), parseGrace(input.text('grace')), readExpected(input)];
  if (!rate.ok) return rate;
  if (!grace.ok) return grace;
  if (!expected.ok) return expected;
  const pending = countOf(record, selection);
  const copiedAt = await store.copiedAt(record.send);
  const own = guardAgainstCopies({ send: record.send, copiedAt, pending, expected: expected.value });
  if (!own.ok) return own;
  if (expected.value !== undefined && expected.value !== pending) return unexpected(expected.value, pending);
  const noted = record.transport === 'outbox' ? done('unchanged') : await recordSent(record, openRecords(root));
  if (!noted.ok) return noted;
  const hour = await waitShown(record, run, { grace: grace.value, signal });
  if (hour.kind !== 'past-due') return done({ hour: hour.kind, rate: rate.value });
  return expected.value === pending
    ? done({ hour: 'due', rate: rate.value })
    : pastDue(record, hour.late, pending, run);
}

function unexpected(expected: number, pending: number): Outcome<never> {
  const message = `--expect says ${expected}, but ${count(pending, 'message')} would be sent.`;
  return refuse('unexpected-count', message, 'Look at it with `courant status`; nothing was sent.');
}

function countOf({ counts }: SendRecord, selection: Selection): number {
  if (selection === 'pending') return counts.pending;
  return selection === 'deferred' ? counts.deferred : counts.inDoubt;
}

function waitShown(
  record: SendRecord,
  { store, context, publication }: SendRun,
  { grace, signal }: { readonly grace: number; readonly signal: AbortSignal },
): Promise<Hour> {
  const onWait = (at: number): void => {
    const moment = formatMoment(at, publication.timeZone, realClock.now());
    context.terminal.err(`${record.send} is planned, and goes at ${moment}; leave this running until then.\n`);
  };
  return awaitHour(record, { ledger: store.ledger, clock: realClock }, { grace, signal, onWait });
}

function pastDue(record: SendRecord, late: number, pending: number, { publication }: SendRun): Outcome<never> {
  const moment = formatMoment(record.timing.notBefore ?? 0, publication.timeZone, realClock.now());
  const message = `${record.send} was to go at ${moment}, which was ${formatWait(late)} ago.`;
  return refuse('past-due', message, `If it is to go now all the same, say so with --expect ${pending}.`);
}

async function carryOutShown(
  record: SendRecord,
  { root, store, input, context, json, publication }: SendRun,
  transport: Transport,
  settings: Pick<SendSettings, 'selection' | 'limits' | 'rate' | 'signal'>,
): Promise<CarriedOut> {
  const { terminal } = context;
  const gate = sendGate(record.timing, publication.timeZone);
  const form = json === 'json' && input.flag('progress') ? 'json' : 'human';
  const progress = startProgress(terminal, realClock.monotonic, form);
  let last: ProgressReport | undefined;
  try {
    return await carryOutSend(
      record.send,
      { ledger: store.ledger, transport, clock: realClock },
      {
        ...settings,
        ...(gate === undefined ? {} : { gate }),
        breaker: publication.breaker,
        secrets: await readSecrets(context.env, root),
        onProgress: (report) => {
          last = report;
          progress.update(report);
        },
        onWait: (by) => terminal.err(`${heldBy(by)}; waiting until its right to it ends.\n`),
      },
    );
  } catch (error) {
    progress.end();
    if (last !== undefined) terminal.err(lastWords(last, record.send));
    throw error;
  } finally {
    progress.end();
  }
}

/** What can still be said of a send that broke off: the ledger has it all, but perhaps can't be read now. */
function lastWords({ counts }: ProgressReport, send: string): string {
  const { accepted, rejected, deferred, pending } = counts;
  const settled = `${count(accepted, 'message')} accepted, ${rejected} rejected, ${deferred} deferred`;
  return `The send ${send} broke off. Until then: ${settled}; ${count(pending, 'reader')} without an outcome.
Nobody gets it twice: \`courant resume ${send}\` calls in doubt whatever can’t be known.
`;
}

async function showResult(
  { summary, end }: Extract<CarriedOut, { kind: 'done' }>,
  { context, json, store, publication }: SendRun,
): Promise<ExitStatus> {
  showSend(summary, json, context.terminal);
  context.terminal.err(await passEndText(end, summary, { ledger: store.ledger, publication }));
  return end.kind === 'interrupted' ? EXIT.interrupted : sendStatus(summary);
}

function heldBy({ host, pid }: Holder): string {
  return `Another process carries this send out (number ${pid} on ${host})`;
}
