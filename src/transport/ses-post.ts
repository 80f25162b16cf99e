import http from 'node:http';
import https from 'node:https';
import type { SesFault } from './ses-classification.ts';

/** Where calls go. */
export interface HttpTarget {
  readonly protocol: 'http:' | 'https:';
  /** A name or an address; IPv6 without brackets. */
  readonly host: string;
  readonly port: number | undefined;
  readonly path: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

export type Posted =
  /** `body`: whether it was written to its end, and so may be used again. */
  | { readonly kind: 'answer'; readonly answer: HttpAnswer; readonly body: 'written' | 'unwritten' }
  | { readonly kind: 'fault'; readonly fault: Extract<SesFault, { kind: 'unsent' | 'lost' }> };

/** Milliseconds. */
export interface PostTimes {
  readonly connect: number;
  /** From the connection to the end of the answer. */
  readonly answer: number;
  /** How long an unused connection is kept. A server that closes one just as a call leaves makes that call doubtful. */
  readonly idle: number;
}

export interface Poster {
  readonly post: (target: HttpTarget, headers: Readonly<Record<string, string>>, body: Buffer) => Promise<Posted>;
  /** Closes what is unused, and breaks off what is under way. */
  readonly close: () => void;
}

/** SES's answers have some hundred bytes. */
const LONGEST = 65_536;

/**
 * One HTTP request for each call, never two, and with the one thing that the SDK's own requests don't tell: whether a
 * byte of it was written. Before that nothing has left; after that nobody knows.
 */
export function openPoster(times: PostTimes): Poster {
  // The connection unused for longest goes first, so that one that the server is about to close shows that it is.
  const settings = { keepAlive: true, scheduling: 'fifo', timeout: times.idle } as const;
  const agents = { 'http:': new http.Agent(settings), 'https:': new https.Agent(settings) };
  let state: 'open' | 'closed' = 'open';
  const post: Poster['post'] = async (target, headers, body) => {
    if (state === 'closed') return { kind: 'fault', fault: { kind: 'unsent', name: 'ECONNABORTED' } };
    const posted = await postOnce({ target, headers, body, times, agent: agents[target.protocol] });
    return posted.kind === 'stale' ? post(target, headers, body) : posted;
  };
  return {
    post,
    close: () => {
      state = 'closed';
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

interface Post {
  readonly target: HttpTarget;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly times: PostTimes;
  readonly agent: http.Agent;
}

/** `stale`: the connection that was kept for it turned out to be closed, before anything was written on it. */
function postOnce({ target, headers, body, times, agent }: Post): Promise<Posted | { readonly kind: 'stale' }> {
  const { protocol, host, port, path } = target;
  return new Promise((resolve) => {
    let stage: 'unsent' | 'lost' = 'unsent';
    const { request } = protocol === 'https:' ? https : http;
    const call = request({ agent, method: 'POST', host, port, path, headers: { ...headers } });
    const fail = (name: string): void => {
      clearTimeout(timer);
      const stale = stage === 'unsent' && call.reusedSocket;
      resolve(stale ? { kind: 'stale' } : { kind: 'fault', fault: { kind: stage, name } });
      call.destroy();
    };
    const send = (): void => {
      if (call.destroyed) return;
      clearTimeout(timer);
      timer = setTimeout(fail, times.answer, 'ETIMEDOUT');
      stage = 'lost';
      call.end(body);
    };
    let timer = setTimeout(fail, times.connect, 'ETIMEDOUT');
    call.once('socket', (socket) => {
      if (call.reusedSocket) afterNextPoll(send);
      else socket.once(protocol === 'https:' ? 'secureConnect' : 'connect', send);
    });
    // Also what comes after the end, such as the reset of a connection that was given up: it changes nothing then.
    call.on('error', (error) => fail(nameOf(error)));
    call.once('response', (response) => {
      collect(response, fail, (answer) => {
        clearTimeout(timer);
        resolve({ kind: 'answer', answer, body: call.writableFinished ? 'written' : 'unwritten' });
      });
    });
  });
}

/**
 * Once Node has asked the system what came in: a connection that the server closed right after its last answer is known
 * to be closed by then. Written on without that, it would leave a message in doubt. The first wait may end in the turn
 * that is going on.
 */
function afterNextPoll(then: () => void): void {
  setImmediate(setImmediate, then);
}

function collect(
  response: http.IncomingMessage,
  fail: (name: string) => void,
  done: (answer: HttpAnswer) => void,
): void {
  const parts: Buffer[] = [];
  let length = 0;
  response.on('data', (part: Buffer) => {
    length += part.length;
    if (length > LONGEST) fail('an answer without end');
    else parts.push(part);
  });
  response.on('error', (error) => fail(nameOf(error)));
  response.on('end', () => {
    done({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') });
  });
}

function nameOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
