import type { SendRecord } from '../../src/delivery/ledger.ts';
import { courant, type Course, nextAct, start, waitingFor } from './course.ts';
import type { Moment } from './draw-run.ts';
import { breakLine, killAt, untilCalled } from './kill-at.ts';
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
/** The share of the waiting who are called when events come in. */
const NEWS = 0.3;

/**
 * Sends, resumes and retries, as an operator would, until everybody has an outcome. A moment that a process has ended
 * before is for the next one.
 */
export async function sendToTheEnd(course: Course): Promise<Sent> {
  const { moments, outage, news } = course.plan;
  const account = await readAccount(course.store);
  let story: Story = { account, kills: [], unseen: 0, retried: 0, broken: new Set(), left: new Map() };
  for (let count = 0; count < MOST_PROCESSES; count += 1) {
    const { send } = story.account;
    if (send !== null && nextAct(send) === 'none') return { ...story, account: { ...story.account, send } };
    const beside = news?.when === 'beside' && news.process === count ? 'news' : 'nothing';
    const line = count === outage ? 'breaks' : 'holds';
    story = await oneProcess(course, story, { moment: moments[story.kills.length], line, beside });
    story = await meanwhile(course, story, count);
  }
  throw new Error(`the send was not done after ${MOST_PROCESSES} processes`);
}

interface Fate {
  readonly moment: Moment | undefined;
  readonly line: 'breaks' | 'holds';
  /** What happens while it sends. */
  readonly beside: 'news' | 'nothing';
}

async function oneProcess(course: Course, story: Story, { moment, line, beside }: Fate): Promise<Story> {
  const { send } = story.account;
  const act = nextAct(send);
  const running = start(course, { act, account: story.account, moment });
  const watched = { running, standIn: course.standIn, waiting: waitingFor(act, story.account, course.plan) };
  const [ended, , unseen] = await Promise.all([
    endOf(running),
    moment === undefined || moment.kind === 'step' ? undefined : killAt(moment, watched),
    line === 'breaks' ? breakLine(watched) : 0,
    beside === 'news' ? untilCalled(watched, NEWS).then(() => importNews(course)) : undefined,
  ]);
  const account = await readAccount(course.store);
  const open = account.open.filter((attempt) => !story.broken.has(attempt));
  if (ended.end === 'by-itself') checkEnd(ended, open);
  const killed = ended.end === 'killed' && moment !== undefined;
  return {
    ...story,
    account,
    kills: killed ? [...story.kills, { moment, found: foundAt(account), inFlight: open.length }] : story.kills,
    unseen: story.unseen + unseen,
    retried: story.retried + (act === 'retry' ? (send?.counts.deferred ?? 0) : 0),
    broken: new Set([...story.broken, ...open]),
  };
}

/** While nobody sends: events of the mails so far come in, and readers leave. */
async function meanwhile(course: Course, story: Story, count: number): Promise<Story> {
  const { news, leaving } = course.plan;
  const left = new Map(story.left);
  const leavers = leaving?.after === count ? leaving.addresses : [];
  if (news?.when === 'after' && news.process === count) await importNews(course);
  else if (leavers.length === 0) return story;
  for (const address of leavers) {
    const { status, stderr } = await courant(course, ['subscribers', 'suppress', address]);
    if (status !== 0) throw new Error(`${address} could not be suppressed: ${stderr}`);
    left.set(address, Date.now());
  }
  return { ...story, left, account: await readAccount(course.store) };
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
