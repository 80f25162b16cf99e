import type { SendRecord } from '../../src/delivery/ledger.ts';
import { STAND_IN_CREDENTIALS, type StandIn } from '../ses-stand-in/stand-in.ts';
import type { ChildOrders } from './child.ts';
import { type Moment, type RunPlan, STEPS } from './draw-run.ts';
import { type Ended, endOf, nodeProcess, type NodeProcess } from './node-process.ts';
import type { Account } from './read-account.ts';
import { environment, SECRET, type Workshop } from './workshop.ts';

/** A run under way: its own copy of the publication, and its own SES. */
export interface Course {
  readonly plan: RunPlan;
  readonly workshop: Workshop;
  readonly folder: string;
  readonly store: string;
  readonly standIn: StandIn;
}

/** What is to be done with a send next; `none` where everybody has an outcome. */
export type Act = 'send' | 'resume' | 'retry' | 'none';

export function nextAct(send: SendRecord | null): Act {
  if (send === null) return 'send';
  if (send.counts.pending > 0 || send.state === 'stopped' || send.state === 'planned') return 'resume';
  return send.counts.deferred > 0 ? 'retry' : 'none';
}

/** How many an act will call: those whose attempt a kill left open are in doubt from then on. */
export function waitingFor(act: Act, { send, open }: Account, { readers }: RunPlan): number {
  if (send === null) return readers;
  return act === 'retry' ? send.counts.deferred : send.counts.pending - open.length;
}

interface Next {
  readonly act: Act;
  readonly account: Account;
  readonly moment: Moment | undefined;
}

/** A step of the ledger is for the child to see; all else is done by the program itself. */
export function start(course: Course, { act, account, moment }: Next): NodeProcess {
  const { workshop, plan, store, folder: cwd } = course;
  const { send } = account;
  const env = environmentOf(course);
  if (send === null) return nodeProcess([workshop.program, ...SEND], { cwd, env });
  if (moment?.kind !== 'step' && plan.answer === undefined) {
    return nodeProcess([workshop.program, act, send.send, '--json'], { cwd, env });
  }
  const orders: ChildOrders = {
    store,
    send: send.send,
    secret: SECRET,
    selection: act === 'retry' ? 'deferred' : 'pending',
    kill: moment?.kind === 'step' ? killOf(moment, waitingFor(act, account, plan)) : undefined,
    answer: plan.answer,
  };
  return nodeProcess([workshop.child, JSON.stringify(orders)], { cwd, env });
}

export const SEND = ['send', 'latest', '--to', 'daily', '--transport', 'ses', '--yes', '--json'];

/** Attempts and outcomes are written in groups; of how many each is, the sending decides. */
const GROUP = 32;

function killOf({ step, share }: Extract<Moment, { kind: 'step' }>, waiting: number): ChildOrders['kill'] {
  const most = { once: 1, group: Math.ceil(waiting / GROUP), call: waiting }[STEPS[step]];
  return { step, times: 1 + Math.floor(share * Math.max(0, most - 1)) };
}

function environmentOf({ workshop, standIn }: Course): Readonly<Record<string, string>> {
  return {
    ...environment(workshop.folder),
    AWS_ENDPOINT_URL_SES: standIn.url,
    AWS_ACCESS_KEY_ID: STAND_IN_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: STAND_IN_CREDENTIALS.secretAccessKey,
  };
}

/** Runs a command of the program to its end. */
export function courant(course: Course, args: readonly string[]): Promise<Ended> {
  return endOf(nodeProcess([course.workshop.program, ...args], { cwd: course.folder, env: environmentOf(course) }));
}
