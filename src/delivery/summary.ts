import type { SendRecord } from './ledger.ts';
import type { DeliveryCounts, SendState } from './state.ts';
import type { Transport } from './transport.ts';

/** "A send" of the contract, key for key and in its order. */
export interface SendSummary {
  readonly send: string | null;
  readonly issue: string;
  readonly transport: Transport['name'];
  readonly state: SendState;
  readonly editions: readonly {
    readonly hash: string;
    readonly segment: string | null;
    readonly language: string;
    readonly planned: number;
  }[];
  readonly audience: number;
  readonly suppressed: number;
  readonly alreadySent: number;
  readonly planned: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly deferred: number;
  readonly inDoubt: number;
  readonly givenUp: number;
  readonly pending: number;
  readonly seconds: number;
  /** Accepted messages for each second in which somebody was carrying the send out. */
  readonly perSecond: number;
}

export function summarise(record: SendRecord): SendSummary {
  const { send, issue, transport, state, audience, suppressed, alreadySent, counts } = record;
  const editions = record.editions.map(({ hash, segment, language, planned }) => ({
    hash,
    segment,
    language,
    planned,
  }));
  const seconds = Math.max(0, record.activeTime) / 1000;
  return {
    send,
    issue: issue.name,
    transport,
    state,
    editions,
    audience,
    suppressed,
    alreadySent,
    ...inOrder(counts),
    seconds: oneDecimal(seconds),
    perSecond: seconds > 0 ? oneDecimal(counts.accepted / seconds) : 0,
  };
}

function inOrder(counts: DeliveryCounts): DeliveryCounts {
  const { planned, accepted, rejected, deferred, inDoubt, givenUp, pending } = counts;
  return { planned, accepted, rejected, deferred, inDoubt, givenUp, pending };
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
