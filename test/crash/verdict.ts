import type { DeliveryRecord, SendRecord } from '../../src/delivery/ledger.ts';
import type { AcceptedMessage } from '../ses-stand-in/stand-in.ts';

/** What the ledger says at the end of a run, what the stand-in knows, and what was done to the run. */
export interface Evidence {
  readonly readers: readonly string[];
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
}

export interface Judged {
  readonly doubled: number;
  /** Readers of whom the ledger says more, or less, than is true. */
  readonly misjudged: number;
  readonly inDoubt: { readonly byKills: number; readonly byFaults: number };
  /** What is wrong, in words; nothing where all is well. */
  readonly problems: readonly string[];
}

const MOST_IN_FLIGHT = 64;
/** How the ledger words it when a process ended between an attempt and its outcome. */
export const BROKEN_OFF = 'the program ended before it could note what came of this call';

/** Holds the ledger against the ground truth, reader by reader. */
export function judge(evidence: Evidence): Judged {
  const { readers, deliveries, send, inFlight, ambiguous, unseen } = evidence;
  const truth = messagesByReader(evidence);
  const doubled = [...truth].filter(([, messages]) => messages.length > 1).map(([address]) => address);
  const misjudged = deliveries.filter((delivery) => contradicts(delivery, truth.get(delivery.address) ?? []));
  const doubtful = deliveries.filter(({ state }) => state === 'in-doubt');
  const byKills = doubtful.filter(({ reason }) => reason === BROKEN_OFF).length;
  const inDoubt = { byKills, byFaults: doubtful.length - byKills };
  const sum = inFlight.reduce((total, one) => total + one, 0);
  const problems = [
    ...unless(doubled.length === 0, `doubled: ${some(doubled)}`),
    ...unless(misjudged.length === 0, `the ledger is wrong about ${some(misjudged.map(wordsOf))}`),
    ...unless(sameSet(readers, deliveries.map(({ address }) => address)), 'the ledger does not list each reader once'),
    ...unless([...truth.keys()].every((address) => readers.includes(address)), 'somebody got it who is no reader'),
    ...unless(byKills === sum, `${byKills} are in doubt since the kills, at which ${sum} were in flight`),
    ...unless(inDoubt.byFaults <= ambiguous + unseen, `${inDoubt.byFaults} in doubt by ${ambiguous} + ${unseen} faults`),
    ...inFlight.flatMap((one) => unless(one <= MOST_IN_FLIGHT, `${one} were in flight at a kill`)),
    ...refusedWrongly(evidence),
    ...sumsOf(send, deliveries),
  ];
  return { doubled: doubled.length, misjudged: misjudged.length, inDoubt, problems };
}

function messagesByReader({ accepted, send }: Evidence): ReadonlyMap<string, readonly AcceptedMessage[]> {
  const truth = new Map<string, readonly AcceptedMessage[]>();
  for (const message of accepted) {
    if (message.tags['courant-send'] !== send.send) throw new Error(`a message of another send: ${message.to}`);
    truth.set(message.to, [...(truth.get(message.to) ?? []), message]);
  }
  return truth;
}

/** In doubt, anything may be true; given up or suppressed was nobody. */
function contradicts({ state, messageId }: DeliveryRecord, messages: readonly AcceptedMessage[]): boolean {
  if (state === 'accepted') return messages.length !== 1 || messages[0]?.messageId !== messageId;
  if (state === 'rejected') return messages.length > 0;
  return state !== 'in-doubt';
}

function refusedWrongly({ deliveries, refused }: Evidence): readonly string[] {
  const wrong = deliveries.filter(({ address, state }) => state === 'rejected' && !refused.includes(address));
  return unless(wrong.length === 0, `rejected, and nobody refused them: ${some(wrong.map(wordsOf))}`);
}

function sumsOf(send: SendRecord, deliveries: readonly DeliveryRecord[]): readonly string[] {
  const { audience, suppressed, alreadySent, counts } = send;
  const { planned, accepted, rejected, deferred, inDoubt, givenUp, pending } = counts;
  const listed = (state: DeliveryRecord['state']): number => deliveries.filter((one) => one.state === state).length;
  return [
    ...unless(audience === deliveries.length, `an audience of ${audience}, and ${deliveries.length} deliveries`),
    ...unless(audience === suppressed + alreadySent + planned, 'audience = suppressed + already sent + planned fails'),
    ...unless(planned === accepted + rejected + deferred + inDoubt + givenUp + pending, 'the sum of planned fails'),
    ...unless(accepted === listed('accepted') && inDoubt === listed('in-doubt'), 'counts and deliveries differ'),
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
  return unless(wrong.length === 0 && before.length === after.length, `after the events: ${some(wrong)}`);
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && new Set(other).size === other.length && one.every((each) => other.includes(each));
}

function wordsOf({ address, state }: DeliveryRecord): string {
  return `${address} (${state})`;
}

function some(words: readonly string[]): string {
  const more = words.length - 5;
  return words.slice(0, 5).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function unless(holds: boolean, problem: string): readonly string[] {
  return holds ? [] : [problem];
}
