import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { StandIn } from './stand-in.ts';
import type { AcceptedMessage } from './truth.ts';

export const CONTROL = '/_control/';

/** What the control needs of the stand-in: lists as they run, for a million at a time, and options as they came in. */
export interface Controlled extends Omit<StandIn, 'set' | 'accepted' | 'events'> {
  readonly acceptedOnes: () => Iterable<AcceptedMessage>;
  readonly eventOnes: () => Iterable<object>;
  readonly setUnchecked: (changes: unknown) => void;
}

const LINES_A_CHUNK = 1_000;

/** The same queries over plain HTTP, for a stand-in in a process of its own. Each connection serves one request. */
export async function control(request: IncomingMessage, response: ServerResponse, one: Controlled): Promise<void> {
  response.shouldKeepAlive = false;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const what = `${request.method} ${pathname.slice(CONTROL.length)}`;
  try {
    const body = await answerTo(what, { request, searchParams }, one);
    if (body === null) response.writeHead(404).end(`the stand-in has no ${what}\n`);
    else body.pipe(response);
  } catch (error) {
    response.writeHead(400).end(`${String(error)}\n`);
  }
}

interface Query {
  readonly request: IncomingMessage;
  readonly searchParams: URLSearchParams;
}

async function answerTo(what: string, { request, searchParams }: Query, one: Controlled): Promise<Readable | null> {
  switch (what) {
    case 'GET accepted':
      return lines(one.acceptedOnes(), plainMessage);
    case 'GET counts':
      return lines([[...one.countsByRecipient()]]);
    case 'GET calls':
      return lines([one.calls()]);
    case 'GET events':
      return lines(one.eventOnes());
    case 'POST options':
      one.setUnchecked(JSON.parse(await text(request)));
      return lines([{ set: true }]);
    case 'POST refuse':
      await one.refuseFor(Number(searchParams.get('ms')));
      return lines([{ refusing: true }]);
    default:
      return null;
  }
}

function plainMessage({ messageId, to, tags, at, bytes, raw }: AcceptedMessage): object {
  return { messageId, to, tags, at, bytes, raw: raw?.toString('base64') };
}

function lines<Value>(values: Iterable<Value>, plain: (value: Value) => unknown = (value) => value): Readable {
  return Readable.from(chunked(values, plain));
}

/** A million lines as a million chunks would take seconds for the stream's sake alone. */
function* chunked<Value>(values: Iterable<Value>, plain: (value: Value) => unknown): Generator<string> {
  let chunk: string[] = [];
  for (const value of values) {
    chunk.push(`${JSON.stringify(plain(value))}\n`);
    if (chunk.length < LINES_A_CHUNK) continue;
    yield chunk.join('');
    chunk = [];
  }
  yield chunk.join('');
}
