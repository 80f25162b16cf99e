import type { SendRecord } from '../../src/delivery/ledger.ts';
import { courant, type Course, nextAct, start, waitingFor } from './course.ts';
import type { Moment } from './draw-run.ts';
import { breakLine, killAt } from './kill-at.ts';
import { importNews } from './import-events.ts';
import { type Ended, endOf } from './node-process.ts';
import { type Account, readAccount } from './read-account.ts';

export interface Kill {
  readonly moment: Moment;
  /** How far the send was. */
  readonly found: 'nothing planned' | 'planned' | 'under way' | 'everybody called';
  /** Attempts without an outcome. */
  readonly inFlight: number;
}

/** What happened to a send so far. */
export interface Story {
  readonly account: Account;
  readonly kills: readonly Kill[];
  /** Moments that a process had ended before. */
  readonly late: number;
  /** Calls that may have been lost where the stand-in couldn't see it. */
  readonly unseen: number;
  /** Deliveries that an outage deferred, and that were tried again. */
  readonly retried: number;
  /** Attempts that a kill left open, of all kills so far. */
  readonly broken: ReadonlySet<number>;
  /** Who wanted no more mail, and since when, in milliseconds since 1970. */
  readonly left: ReadonlyMap<string, number>;
}

/** A story that came to its end. */
export type Sent = Omit<Story, 'account'> & { readonly account: Account & { readonly send: SendRecord } };

/** More processes than kills, an outage and its retries can bring. */
const MOST_PROCESSES = 30;
/** Milliseconds: so long that a pass runs into its circuit breaker. */
const OUTAGE = 120;

/** Sends, resumes and retries, as an operator would, until everybody has an outcome; kills what is to be killed. */
export async function sendToTheEnd(course: Course): Promise<Sent> {
  const { moments, outage } = course.plan;
  const account = await readAccount(course.store);
  let story: Story = { account, kills: [], late: 0, unseen: 0, retried: 0, broken: new Set(), left: new Map() };
  for (let count = 0; count < MOST_PROCESSES; count += 1) {
    const { send } = story.account;
    if (send !== null && nextAct(send) === 'none') return { ...story, account: { ...story.account, send } };
    const line = count === outage ? 'breaks' : 'holds';
    story = await oneProcess(course, story, { moment: moments[count], line });
    story = await meanwhile(course, story, count);
  }
  throw new Error(`the send was not done after ${MOST_PROCESSES} processes`);
}

interface Fate {
  readonly moment: Moment | undefined;
  readonly line: 'breaks' | 'holds';
}

async function oneProcess(course: Course, story: Story, { moment, line }: Fate): Promise<Story> {
  const { send } = story.account;
  const act = nextAct(send);
  const running = start(course, { act, send, moment });
  const watched = { running, standIn: course.standIn, waiting: waitingFor(act, send, course.plan) };
  const [ended, , unseen] = await Promise.all([
    endOf(running),
    moment === undefined || moment.kind === 'step' ? undefined : killAt(moment, watched),
    line === 'breaks' ? breakLine(watched, OUTAGE) : 0,
  ]);
  const account = await readAccount(course.store);
  const open = account.open.filter((attempt) => !story.broken.has(attempt));
  if (ended.end === 'by-itself') checkEnd(ended, open);
  const killed = ended.end === 'killed' && moment !== undefined;
  return {
    ...story,
    account,
    kills: killed ? [...story.kills, { moment, found: foundAt(account), inFlight: open.length }] : story.kills,
    late: story.late + (moment === undefined || killed ? 0 : 1),
    unseen: story.unseen + unseen,
    retried: story.retried + (act === 'retry' ? (send?.counts.deferred ?? 0) : 0),
    broken: new Set([...story.broken, ...open]),
  };
}

/** What comes in while nobody sends: events of the mails so far, and readers who leave. */
async function meanwhile(course: Course, story: Story, count: number): Promise<Story> {
  const { news, leaving } = course.plan;
  const left = new Map(story.left);
  if (count === news) await importNews(course);
  for (const address of count === leaving?.after ? leaving.addresses : []) {
    const { status, stderr } = await courant(course, ['subscribers', 'suppress', address]);
    if (status !== 0) throw new Error(`${address} could not be suppressed: ${stderr}`);
    left.set(address, Date.now());
  }
  return count === news || count === leaving?.after
    ? { ...story, left, account: await readAccount(course.store) }
    : story;
}

/** Fine, or some are deferred or in doubt. Whoever ends by itself leaves nothing open. */
function checkEnd({ status, stdout, stderr }: Ended, open: readonly number[]): void {
  if (status !== 0 && status !== 3) throw new Error(`the program ended with ${status}: ${stdout}${stderr}`);
  if (open.length > 0) throw new Error(`the program ended by itself and left ${open.length} attempts open`);
}

function foundAt({ send, open }: Account): Kill['found'] {
  if (send === null) return 'nothing planned';
  const { planned, pending } = send.counts;
  if (pending === open.length) return 'everybody called';
  return pending === planned && open.length === 0 ? 'planned' : 'under way';
}
