import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { CONTROL, control } from './control.ts';
import { eventsOf } from './events.ts';
import { exchange } from './exchange.ts';
import { joiner } from './joiner.ts';
import { listen } from './listener.ts';
import { type StandInOptions, settle } from './options.ts';
import { serviceOf } from './service.ts';
import { type CallCounts, tally } from './tally.ts';
import { type AcceptedMessage, type AcceptedRow, truthOf } from './truth.ts';

export { STAND_IN_CREDENTIALS, type StandInOptions } from './options.ts';
export type { CallCounts } from './tally.ts';
export type { AcceptedMessage } from './truth.ts';

export interface StandIn {
  readonly url: string;
  readonly port: number;
  /** The ground truth, oldest first. */
  readonly accepted: () => readonly AcceptedMessage[];
  /** Lower-cased address → how many messages were accepted for it. */
  readonly countsByRecipient: () => ReadonlyMap<string, number>;
  readonly calls: () => CallCounts;
  /** SES event-publishing JSON for all that was accepted. */
  readonly events: () => readonly object[];
  /** Takes hold with the next call that comes in. */
  readonly set: (changes: StandInOptions) => void;
  /**
   * Refuses connections from now on for so many milliseconds; calls in flight are answered, and idle sockets closed.
   * A connection that the kernel has taken and the stand-in hasn't seen is reset, and stands in no count.
   */
  readonly refuseFor: (milliseconds: number) => Promise<void>;
  /** Calls that hang are cut, and nothing is accepted any more. */
  readonly close: () => Promise<void>;
}

/** A stand-in for Amazon SES on 127.0.0.1, speaking its query protocol over plain HTTP: the judge of what was sent. */
export async function startStandIn(options: StandInOptions = {}): Promise<StandIn> {
  let settings = settle(options);
  let closed = false;
  const doomed = new WeakSet<Socket>();
  const truth = truthOf(settings.seed);
  const counts = tally();
  const service = serviceOf(truth, counts);
  service.setSentLast24Hours(settings.sentLast24Hours);

  const http = createServer({ keepAliveTimeout: 0, requestTimeout: 0, headersTimeout: 0 });
  const listener = await listen(http, doomed);
  const ports = {
    service,
    counts,
    doomed,
    joined: joiner(),
    settings: () => settings,
    keepsSockets: listener.listening,
    closed: () => closed,
  };
  const setUnchecked = (changes: unknown): void => {
    settings = settle(changes, settings);
    if (typeof changes === 'object' && changes !== null && 'sentLast24Hours' in changes) {
      service.setSentLast24Hours(settings.sentLast24Hours);
    }
  };
  const standIn: StandIn = {
    url: `http://127.0.0.1:${listener.port}`,
    port: listener.port,
    accepted: () => [...truth.rows()].map(messageOf),
    countsByRecipient: truth.countsByRecipient,
    calls: () => counts.counts(truth.messages()),
    events: () => [...eventsOf(truth.rows(), settings)],
    set: setUnchecked,
    refuseFor: listener.refuseFor,
    close: () => {
      closed = true;
      return listener.close();
    },
  };
  const controlled = {
    ...standIn,
    setUnchecked,
    acceptedOnes: truth.rows,
    eventOnes: () => eventsOf(truth.rows(), settings),
  };
  http.on('request', (request, response) => {
    if (request.url?.startsWith(CONTROL)) void control(request, response, controlled);
    else exchange({ request, response }, ports);
  });
  return standIn;
}

function messageOf({ messageId, to, tags, at, bytes, raw }: AcceptedRow): AcceptedMessage {
  return { messageId, to, tags, at, bytes, ...(raw === undefined ? {} : { raw }) };
}
