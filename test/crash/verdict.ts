import type { DeliveryRecord, SendRecord } from '../../src/delivery/ledger.ts';
import type { AcceptedMessage } from '../ses-stand-in/stand-in.ts';

/** What the ledger says at the end of a run, what the stand-in knows, and what was done to the run. */
export interface Evidence {
  readonly readers: ReadonlySet<string>;
  readonly send: SendRecord;
  readonly deliveries: readonly DeliveryRecord[];
  readonly accepted: readonly AcceptedMessage[];
  /** Readers whom the stand-in refuses. */
  readonly refused: readonly string[];
  /** Attempts without an outcome at each kill. */
  readonly inFlight: readonly number[];
  /** Calls that the stand-in left open. */
  readonly ambiguous: number;
  /** Calls that may have been lost where the stand-in couldn't see it. */
  readonly unseen: number;
  /** Who wanted no more mail, and since when. */
  readonly left: ReadonlyMap<string, number>;
  /** When events came in: those that came between have settled some of what the kills left open. */
  readonly news: 'between' | 'at-the-end';
}

export interface Judged {
  readonly doubled: number;
  /** The ledger calls them accepted, and they were not, or not under that id. */
  readonly lost: number;
  /** The ledger calls them rejected, and they were accepted; or it says nothing final of them. */
  readonly misjudged: number;
  readonly inDoubt: { readonly byKills: number; readonly byFaults: number };
  /** What is wrong, in words; nothing where all is well. */
  readonly problems: readonly string[];
}

/** Said here once more, so that a wider window of the program fails. */
export const MOST_IN_FLIGHT = 64;
/** How the ledger words it when a process ended between an attempt and its outcome. */
export const BROKEN_OFF = 'the program ended before it could note what came of this call';

/** Holds the ledger against the ground truth, reader by reader. */
export function judge(evidence: Evidence): Judged {
  const { readers, deliveries, send, inFlight, ambiguous, unseen, left, news } = evidence;
  const truth = messagesByReader(evidence);
  const doubled = [...truth].filter(([, messages]) => messages.length > 1).map(([address]) => address);
  const wrong = deliveries.filter((delivery) => contradicts(delivery, truth.get(delivery.address) ?? [], left));
  const unasked = evidence.accepted.filter(({ to, at }) => at > (left.get(to) ?? Number.POSITIVE_INFINITY));
  const lost = wrong.filter(({ state }) => state === 'accepted').length;
  const doubtful = deliveries.filter(({ state }) => state === 'in-doubt');
  const byKills = doubtful.filter(({ reason }) => reason === BROKEN_OFF).length;
  const inDoubt = { byKills, byFaults: doubtful.length - byKills };
  const sum = inFlight.reduce((total, one) => total + one, 0);
  const claims: readonly Claim[] = [
    [doubled.length === 0, `doubled: ${some(doubled)}`],
    [wrong.length === 0, `the ledger is wrong about ${some(wrong.map(wordsOf))}`],
    [isEach(readers, deliveries), 'the ledger does not list each reader once'],
    [[...truth.keys()].every((address) => readers.has(address)), 'somebody got it who is no reader'],
    [unasked.length === 0, `sent to after they had left: ${some(unasked.map(({ to }) => to))}`],
    [
      news === 'between' ? byKills <= sum : byKills === sum,
      `${byKills} are in doubt since the kills, at which ${sum} were in flight`,
    ],
    [inDoubt.byFaults <= ambiguous + unseen, `${inDoubt.byFaults} in doubt by ${ambiguous} + ${unseen} faults`],
    [inFlight.every((one) => one <= MOST_IN_FLIGHT), `in flight at the kills: ${inFlight.join(', ')}`],
    ...refusals(evidence),
    ...sums(send, deliveries),
  ];
  return { doubled: doubled.length, lost, misjudged: wrong.length - lost, inDoubt, problems: failed(claims) };
}

function messagesByReader({ accepted, send }: Evidence): ReadonlyMap<string, readonly AcceptedMessage[]> {
  const truth = new Map<string, readonly AcceptedMessage[]>();
  for (const message of accepted) {
    if (message.tags['courant-send'] !== send.send) throw new Error(`a message of another send: ${message.to}`);
    truth.set(message.to, [...(truth.get(message.to) ?? []), message]);
  }
  return truth;
}

/** In doubt, anything may be true. At the end nobody waits, and nobody was given up. */
function contradicts(
  { address, state, messageId }: DeliveryRecord,
  messages: readonly AcceptedMessage[],
  left: Evidence['left'],
): boolean {
  if (state === 'accepted') return !messages.some((message) => message.messageId === messageId);
  if (state === 'rejected') return messages.length > 0;
  if (state === 'suppressed') return messages.length > 0 || !left.has(address);
  return state !== 'in-doubt';
}

function refusals({ deliveries, refused }: Evidence): readonly Claim[] {
  const wrong = deliveries.filter(({ address, state }) => state === 'rejected' && !refused.includes(address));
  return [[wrong.length === 0, `rejected, and nobody refused them: ${some(wrong.map(wordsOf))}`]];
}

function sums(send: SendRecord, deliveries: readonly DeliveryRecord[]): readonly Claim[] {
  const { audience, suppressed, alreadySent, counts } = send;
  const { planned, accepted, rejected, deferred, inDoubt, givenUp, pending } = counts;
  const listed = (state: DeliveryRecord['state']): number => deliveries.filter((one) => one.state === state).length;
  return [
    [audience === deliveries.length, `an audience of ${audience}, and ${deliveries.length} deliveries`],
    [audience === suppressed + alreadySent + planned, 'audience is not suppressed + already sent + planned'],
    [planned === accepted + rejected + deferred + inDoubt + givenUp + pending, 'the states do not sum up to planned'],
    [accepted === listed('accepted') && inDoubt === listed('in-doubt'), 'counts and deliveries differ'],
  ];
}

/** The ledger before and after the events of SES came in. */
export interface Heard {
  readonly before: readonly DeliveryRecord[];
  readonly after: readonly DeliveryRecord[];
  /** Who got an event. */
  readonly heard: ReadonlySet<string>;
  readonly accepted: readonly AcceptedMessage[];
}

/** Whoever is in doubt and has an event is accepted now; about nobody else anything changes but what became of the mail. */
export function judgeEvents({ before, after, heard, accepted }: Heard): readonly string[] {
  const ids = new Map(accepted.map(({ to, messageId }) => [to, messageId]));
  const wrong = before.flatMap((delivery, index) => {
    const settles = delivery.state === 'in-doubt' && heard.has(delivery.address);
    const wanted = settles
      ? { state: 'accepted', messageId: ids.get(delivery.address) }
      : { state: delivery.state, messageId: delivery.messageId };
    const now = after[index];
    const right = now?.state === wanted.state && now.messageId === wanted.messageId && now.address === delivery.address;
    return right ? [] : [`${wordsOf(delivery)} became ${now?.state ?? 'nothing'}`];
  });
  return failed([[wrong.length === 0 && before.length === after.length, `after the events: ${some(wrong)}`]]);
}

function isEach(readers: ReadonlySet<string>, deliveries: readonly DeliveryRecord[]): boolean {
  const listed = new Set(deliveries.map(({ address }) => address));
  return (
    deliveries.length === readers.size && listed.size === readers.size && [...listed].every((one) => readers.has(one))
  );
}

function wordsOf({ address, state }: DeliveryRecord): string {
  return `${address} (${state})`;
}

function some(words: readonly string[]): string {
  const more = words.length - 5;
  return words.slice(0, 5).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

type Claim = readonly [holds: boolean, otherwise: string];

function failed(claims: readonly Claim[]): readonly string[] {
  return claims.filter(([holds]) => !holds).map(([, otherwise]) => otherwise);
}
