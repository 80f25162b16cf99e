import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { SendRecord } from '../../src/delivery/ledger.ts';
import { type CallCounts, STAND_IN_CREDENTIALS, type StandIn, startStandIn } from '../ses-stand-in/stand-in.ts';
import { chance } from '../ses-stand-in/chance.ts';
import type { ChildOrders } from './child.ts';
import { addressOf, type Moment, type RunPlan, STEPS } from './draw-run.ts';
import { breakLine, killAt } from './kill-at.ts';
import { type Ended, endOf, nodeProcess, type NodeProcess } from './node-process.ts';
import { type Account, readAccount } from './read-account.ts';
import { environment, SECRET, type Workshop } from './workshop.ts';
import { judge, judgeEvents } from './verdict.ts';

export interface Kill {
  readonly moment: Moment;
  /** How far the send was. */
  readonly found: 'nothing planned' | 'planned' | 'under way' | 'everybody called';
  readonly inFlight: number;
}

/** What a run came to. */
export interface RunReport {
  readonly plan: RunPlan;
  readonly kills: readonly Kill[];
  /** Moments that a process had ended before. */
  readonly late: number;
  readonly calls: CallCounts;
  /** Calls that may have been lost where the stand-in couldn't see it. */
  readonly unseen: number;
  readonly send: SendRecord;
  readonly inDoubt: { readonly byKills: number; readonly byFaults: number };
  /** Deliveries in doubt that the events settled. */
  readonly settled: number;
  readonly doubled: number;
  readonly lost: number;
  readonly misjudged: number;
  readonly seconds: number;
  readonly problems: readonly string[];
}

/** The processes of a run and what is known after each. */
interface Course {
  readonly plan: RunPlan;
  readonly workshop: Workshop;
  readonly folder: string;
  readonly store: string;
  readonly env: Readonly<Record<string, string>>;
  readonly standIn: StandIn;
}

interface Sent {
  readonly account: Account & { readonly send: SendRecord };
  readonly kills: readonly Kill[];
  readonly late: number;
  readonly unseen: number;
}

/** Sends an issue to all readers through kills and faults, to the end, and judges what the ledger says. `folder` is left. */
export async function crashRun(plan: RunPlan, workshop: Workshop, folder: string): Promise<RunReport> {
  const began = performance.now();
  cpSync(workshop.publication, folder, { recursive: true });
  const standIn = await startStandIn(plan.standIn);
  try {
    const env = {
      ...environment(workshop.folder),
      AWS_ENDPOINT_URL_SES: standIn.url,
      AWS_ACCESS_KEY_ID: STAND_IN_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: STAND_IN_CREDENTIALS.secretAccessKey,
    };
    const course = { plan, workshop, folder, store: join(folder, '.courant/courant.db'), env, standIn };
    const sent = await sendToTheEnd(course);
    const judged = judge(evidenceOf(course, sent));
    const again = await sendOnceMore(course, sent);
    const events = await importEvents(course, sent);
    const problems = [...judged.problems, ...again, ...events.problems];
    const { kills, late, unseen, account } = sent;
    const seconds = (performance.now() - began) / 1000;
    return { ...judged, plan, kills, late, unseen, send: account.send, calls: standIn.calls(), settled: events.settled, seconds, problems };
  } finally {
    await standIn.close();
  }
}

function evidenceOf({ plan, standIn }: Course, { account, kills, unseen }: Sent): Parameters<typeof judge>[0] {
  return {
    readers: new Set(Array.from({ length: plan.readers }, (_, index) => addressOf(index + 1))),
    send: account.send,
    deliveries: account.deliveries,
    accepted: standIn.accepted(),
    refused: plan.refused,
    inFlight: kills.map(({ inFlight }) => inFlight),
    ambiguous: standIn.calls().ambiguous,
    unseen,
  };
}

/** More processes than kills, an outage and its retries can bring. */
const MOST_PROCESSES = 30;

async function sendToTheEnd(course: Course): Promise<Sent> {
  const moments = [...course.plan.moments];
  const kills: Kill[] = [];
  const known = new Set<number>();
  let [late, unseen] = [0, 0];
  let account = await readAccount(course.store);
  for (let count = 0; count < MOST_PROCESSES; count += 1) {
    const { send } = account;
    const act = nextAct(send);
    if (act === 'none' && send !== null) return { account: { ...account, send }, kills, late, unseen };
    const moment = moments.shift();
    const running = start(course, act, { send, moment });
    const waiting = send === null ? course.plan.readers : act === 'retry' ? send.counts.deferred : send.counts.pending;
    const watched = { running, standIn: course.standIn, waiting };
    const [ended, , lost] = await Promise.all([
      endOf(running),
      moment !== undefined && moment.kind !== 'step' ? killAt(moment, watched) : undefined,
      count === course.plan.outage ? breakLine(watched, OUTAGE) : 0,
    ]);
    unseen += lost;
    account = await readAccount(course.store);
    const open = account.open.filter((attempt) => !known.has(attempt));
    for (const attempt of open) known.add(attempt);
    if (ended.end === 'by-itself') checkEnd(ended, open);
    if (ended.end === 'killed' && moment !== undefined) kills.push({ moment, found: foundAt(account), inFlight: open.length });
    if (ended.end === 'by-itself' && moment !== undefined) late += 1;
  }
  throw new Error(`the send was not done after ${MOST_PROCESSES} processes`);
}

function foundAt({ send, open }: Account): Kill['found'] {
  if (send === null) return 'nothing planned';
  const { planned, pending } = send.counts;
  if (pending === open.length) return 'everybody called';
  return pending === planned && open.length === 0 ? 'planned' : 'under way';
}

/** Milliseconds: so long that a pass runs into its circuit breaker. */
const OUTAGE = 120;

type Act = 'send' | 'resume' | 'retry' | 'none';

function nextAct(send: SendRecord | null): Act {
  if (send === null) return 'send';
  if (send.counts.pending > 0 || send.state === 'stopped' || send.state === 'planned') return 'resume';
  return send.counts.deferred > 0 ? 'retry' : 'none';
}

interface Next {
  readonly send: SendRecord | null;
  readonly moment: Moment | undefined;
}

/** A step of the ledger is for the child to see; all else is done by the program itself. */
function start(course: Course, act: Act, { send, moment }: Next): NodeProcess {
  const { workshop, folder: cwd, env, store } = course;
  if (moment?.kind !== 'step' || send === null) {
    const args = send === null ? SEND : [act, send.send, '--json'];
    return nodeProcess([workshop.program, ...args], { cwd, env });
  }
  const waiting = act === 'retry' ? send.counts.deferred : send.counts.pending;
  const selection = act === 'retry' ? 'deferred' : 'pending';
  const orders: ChildOrders = { store, send: send.send, secret: SECRET, selection, step: moment.step, times: timesOf(moment, waiting) };
  return nodeProcess([workshop.child, JSON.stringify(orders)], { cwd, env });
}

const SEND = ['send', 'latest', '--to', 'daily', '--transport', 'ses', '--yes', '--json'];

/** Attempts and outcomes are written in groups; of how many each is, the sending decides. */
const GROUP = 32;

function timesOf({ step, share }: Extract<Moment, { kind: 'step' }>, waiting: number): number {
  const most = { once: 1, group: Math.ceil(waiting / GROUP), call: waiting }[STEPS[step]];
  return 1 + Math.floor(share * Math.max(0, most - 1));
}

/** Fine, or some are deferred or in doubt. Whoever ends by itself leaves nothing open. */
function checkEnd({ status, stdout, stderr }: Ended, open: readonly number[]): void {
  if (status !== 0 && status !== 3) throw new Error(`the program ended with ${status}: ${stdout}${stderr}`);
  if (open.length > 0) throw new Error(`the program ended by itself and left ${open.length} attempts open`);
}

/** Everybody stands in the send: the same command again sends to nobody. */
async function sendOnceMore({ workshop, folder: cwd, env, standIn, store }: Course, { account }: Sent): Promise<readonly string[]> {
  const before = standIn.calls().actions['SendRawEmail'];
  const { status, stdout, stderr } = await endOf(nodeProcess([workshop.program, ...SEND], { cwd, env }));
  const calls = standIn.calls().actions['SendRawEmail'];
  const after = await readAccount(store);
  if (status === 0 && calls === before && JSON.stringify(after.deliveries) === JSON.stringify(account.deliveries)) return [];
  return [`sent once more, it ended with ${status} and ${calls} calls after ${before}: ${stdout}${stderr}`];
}

const imported = z.looseObject({ recorded: z.int(), settled: z.int(), unknown: z.int(), rejected: z.array(z.unknown()) });
const published = z.looseObject({ mail: z.looseObject({ destination: z.tuple([z.string()]) }) });

interface Settled {
  readonly settled: number;
  readonly problems: readonly string[];
}

/** What SES publishes comes in, in any order, and once more, which changes nothing. */
async function importEvents(course: Course, { account }: Sent): Promise<Settled> {
  const { plan, folder, store, standIn } = course;
  const events = standIn.events().map((event, index) => ({ event, rank: chance(plan.seed, index, 'order') }));
  events.sort((one, other) => one.rank - other.rank);
  writeFileSync(join(folder, 'events.ndjson'), events.map(({ event }) => `${JSON.stringify(event)}\n`).join(''));
  const first = await importOnce(course);
  const after = await readAccount(store);
  const heard = new Set(events.map(({ event }) => published.parse(event).mail.destination[0]));
  const accepted = standIn.accepted();
  const problems = judgeEvents({ before: account.deliveries, after: after.deliveries, heard, accepted });
  const second = await importOnce(course);
  const same = JSON.stringify((await readAccount(store)).deliveries) === JSON.stringify(after.deliveries);
  const inDoubt = account.deliveries.filter(({ state, address }) => state === 'in-doubt' && heard.has(address)).length;
  const wrong = [
    ...(first.settled === inDoubt && first.unknown === 0 && first.rejected.length === 0 ? [] : [`the import says ${JSON.stringify(first)}, and ${inDoubt} were to be settled`]),
    ...(second.recorded === 0 && second.settled === 0 && same ? [] : ['the same events again changed something']),
  ];
  return { settled: first.settled, problems: [...problems, ...wrong] };
}

async function importOnce({ workshop, folder: cwd, env }: Course): Promise<z.infer<typeof imported>> {
  const args = [workshop.program, 'events', 'import', 'events.ndjson', '--json'];
  const { status, stdout, stderr } = await endOf(nodeProcess(args, { cwd, env }));
  if (status !== 0) throw new Error(`the import of events ended with ${status}: ${stderr}`);
  return imported.parse(JSON.parse(stdout));
}
