import type { DraftedSend } from '../app/draft-send.ts';
import { unfinishedSend } from '../app/find-send.ts';
import { findAnomalies, holdBack, planDraft, readersOf } from '../app/plan-issue-send.ts';
import { done, type Outcome, refuse } from '../app/refusal.ts';
import { guardAgainstOtherStores } from '../app/sent-elsewhere.ts';
import type { Anomaly } from '../delivery/compare-audience.ts';
import { type Forecast, forecast } from '../delivery/forecast.ts';
import type { SendSummary } from '../delivery/summary.ts';
import { type SendingLimits, UNLIMITED } from '../delivery/transport.ts';
import { EXIT, type ExitStatus } from './command.ts';
import { confirmSend, transportWords } from './confirm-send.ts';
import { count } from './count.ts';
import { openRecords } from './open-records.ts';
import { openSendTransport } from './open-send-transport.ts';
import { readExpected, readRate } from './read-numbers.ts';
import { realClock, realRandom } from './real-ports.ts';
import { runSend, type SendRun } from './run-send.ts';
import { forecastLines } from './show-forecast.ts';
import { showRefusal } from './show-refusal.ts';
import { showAnomalies, showSend } from './show-send.ts';

export interface Planning extends SendRun {
  /** What the audience is called to people. */
  readonly audience: string;
  /** When it goes, in a sentence; asked once the audience was gone through. Empty for at once. */
  readonly when: () => string;
}

/** What is known of a send before anybody is asked. */
export interface Prospect {
  readonly rehearsal: SendSummary;
  readonly anomalies: readonly Anomaly[];
  readonly forecast: Forecast;
  readonly limits: SendingLimits;
  readonly expected: number | undefined;
  /** What is to be said of when it goes and how long it takes: lines, each with its end. */
  readonly words: string;
}

/** Rehearses a drafted send, shows what would happen, asks, plans it for good, and carries it out. */
export async function planAndRun(draft: DraftedSend, planning: Planning): Promise<ExitStatus> {
  const { context, json, input } = planning;
  const shown = { json, terminal: context.terminal };
  const prospect = await lookAhead(draft, planning);
  if (!prospect.ok) return showRefusal(prospect.refusal, shown);
  if (input.flag('dryRun')) return showRehearsal(prospect.value, planning);
  if (prospect.value.rehearsal.planned === 0)
    return nothingToDo(prospect.value.rehearsal, draft.request.issue.id, planning);
  const agreed = await confirmSend(prospect.value, planning);
  if (!agreed.ok) return showRefusal(agreed.refusal, shown);
  if (input.flag('yes') && json === 'human') context.terminal.err(prospect.value.words);
  return commit(draft, prospect.value, planning);
}

async function lookAhead(draft: DraftedSend, planning: Planning): Promise<Outcome<Prospect>> {
  const { store, input } = planning;
  const [expected, rate] = [readExpected(input), readRate(input)];
  if (!expected.ok) return expected;
  if (!rate.ok) return rate;
  const rehearsal = await planDraft(draft, { mode: 'rehearse' }, { ...store, clock: realClock, random: realRandom });
  const now = realClock.now();
  const readers = await readersOf(draft, store.subscribers);
  const held = holdBack(draft, rehearsal, { expected: expected.value, now, readers });
  if (!held.ok) return held;
  const known = await knownHere(draft, rehearsal.planned, expected.value, planning);
  if (!known.ok) return known;
  const anomalies = await findAnomalies(draft, store);
  const limits = rehearsal.planned === 0 ? done(UNLIMITED) : await readLimits(draft, planning);
  if (!limits.ok) return limits;
  const ahead = forecast(rehearsal.planned, limits.value, rate.value);
  // On another day the quota is another.
  const today = draft.request.timing.notBefore === null;
  if (today && ahead.overQuota > 0 && !input.flag('overQuota') && !input.flag('dryRun')) return overQuota(ahead);
  const lines = [planning.when(), ...forecastLines(ahead, limits.value, planning.publication.timeZone, now)];
  const words = lines
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');
  return done({ rehearsal, anomalies, forecast: ahead, limits: limits.value, expected: expected.value, words });
}

/** Whether this store may send the issue live: another one may have done so, which only the issue's folder knows. */
async function knownHere(
  { request }: DraftedSend,
  planned: number,
  expected: number | undefined,
  { root, store, input }: Planning,
): Promise<Outcome<'known' | 'told'>> {
  if (request.transport === 'outbox' || input.flag('dryRun')) return done('known');
  return guardAgainstOtherStores({ issue: request.issue, planned, expected }, openRecords(root), store.ledger);
}

async function readLimits(draft: DraftedSend, planning: Planning): Promise<Outcome<SendingLimits>> {
  const transport = await openSendTransport(draft.request.transport, planning);
  if (!transport.ok) return transport;
  try {
    return done(await transport.value.limits());
  } finally {
    await transport.value.close();
  }
}

function overQuota({ left, overQuota: over }: Forecast): Outcome<never> {
  const message = `The account may send ${count(left, 'more message')} in these 24 hours: ${over.toLocaleString('en')} too few.`;
  const hint =
    'With --over-quota it begins all the same, stops when the quota is used up, and goes on with `courant resume`.';
  return refuse('over-quota', message, hint);
}

function showRehearsal({ rehearsal, anomalies, words }: Prospect, { json, context }: Planning): ExitStatus {
  const unusual = anomalies.map(({ kind, message }) => ({ kind, message }));
  const { terminal } = context;
  if (json === 'json') terminal.out(`${JSON.stringify({ ...rehearsal, send: null, unusual }, null, 2)}\n`);
  else showSend({ ...rehearsal, send: null }, json, terminal);
  if (json === 'human') showAnomalies(anomalies, terminal);
  terminal.err(words);
  if (json === 'human') terminal.err('This was a dry run: nothing was sent.\n');
  return EXIT.fine;
}

/** Everybody has the issue, or stands in a send of it that is still to be carried out: that is not fine, and is said. */
async function nothingToDo(rehearsal: SendSummary, issueId: string, planning: Planning): Promise<ExitStatus> {
  const { json, context, audience, store } = planning;
  const unfinished = await unfinishedSend(issueId, store.ledger);
  showSend({ ...rehearsal, send: null, state: unfinished?.state ?? 'finished' }, json, context.terminal);
  if (unfinished !== undefined) {
    const left = count(unfinished.counts.pending, 'reader');
    context.terminal.err(`Nothing was sent: ${left} wait in the send ${unfinished.send}, which is not finished.\n`);
    context.terminal.err(`Carry on with \`courant resume ${unfinished.send}\`.\n`);
    return EXIT.unsettled;
  }
  if (json === 'human') context.terminal.err(await nothingText(rehearsal, issueId, { audience, store }));
  return EXIT.fine;
}

/** It names the send: one into the outbox is a send too, and the next one through SES reaches nobody who had it there. */
async function nothingText(
  { alreadySent, suppressed }: SendSummary,
  issueId: string,
  { audience, store }: Pick<Planning, 'audience' | 'store'>,
): Promise<string> {
  const last = (await store.ledger.list()).find(({ issue }) => issue.id === issueId);
  const where = last === undefined ? '' : `, last in ${last.send} through ${transportWords(last.transport)}`;
  const why = suppressed === 0 ? '' : `, and ${count(suppressed, 'is', 'are')} suppressed`;
  return `Nothing was sent: ${count(alreadySent, 'reader')} of "${audience}" had this issue already${where}${why}.\n`;
}

async function commit(draft: DraftedSend, prospect: Prospect, planning: Planning): Promise<ExitStatus> {
  const { store, json, context } = planning;
  const { rehearsal, limits, expected } = prospect;
  const agreed = prospect.anomalies.length > 0 ? rehearsal.planned : (expected ?? null);
  const plan = await planDraft(draft, { mode: 'commit', agreed }, { ...store, clock: realClock, random: realRandom });
  const record = plan.send === null ? null : await store.ledger.find(plan.send);
  if (record !== null) return runSend(record, planning, { limits });
  if (plan.planned === 0) return nothingToDo(plan, draft.request.issue.id, planning);
  const message = `The audience has changed since: ${count(plan.planned, 'message')} would be sent, not ${rehearsal.planned}.`;
  const hint = 'Look at it with --dry-run, and send again. Nothing was sent.';
  return showRefusal({ code: 'unexpected-count', message, hint }, { json, terminal: context.terminal });
}
