import { createServer, type Socket } from 'node:net';
import { listen } from './listen.ts';

/** A reply (`\n` between lines; `\` at its end leaves the line open), or `silence` for ever, or `close`, or `reset`. */
type Answer = string;
/** Steps are commands, `greeting`, `MIDDLE` (some of the message has come, not its end) and `DOT` (its end has). */
export type Script = Readonly<Record<string, Answer | ((nth: number) => Answer)>>;

interface Taken {
  readonly from: string;
  readonly to: string;
  readonly bytes: Buffer;
  /** What was answered to its end. */
  readonly answer: Answer;
}

export interface ScriptedSmtp {
  readonly port: number;
  /** Messages that came whole, dots unstuffed, with their envelopes, whatever the answer was. */
  readonly messages: Taken[];
  /** Every step of every connection, as `2 MAIL FROM:<…>`, in the order of their coming. */
  readonly steps: string[];
  readonly connections: () => number;
  /** Breaks every open connection. */
  readonly breakAll: () => void;
  readonly close: () => Promise<void>;
}

const USUAL: Script = {
  greeting: '220 mx.example.org ESMTP',
  EHLO: '250-mx.example.org\n250-PIPELINING\n250-8BITMIME\n250 SIZE 10000000',
  MAIL: '250 2.1.0 Ok',
  RCPT: '250 2.1.5 Ok',
  DATA: '354 Go on',
  DOT: '250 2.0.0 Ok: queued as 4VfT2x0abc',
  RSET: '250 2.0.0 Ok',
  QUIT: '221 2.0.0 Bye',
};

/** An SMTP server that reads as RFC 5321 says and answers what the script says. */
export async function startScriptedSmtp(script: Script = {}): Promise<ScriptedSmtp> {
  const sockets = new Set<Socket>();
  const messages: Taken[] = [];
  const steps: string[] = [];
  const counts = new Map<string, number>();
  const answerTo = (step: string): Answer | undefined => {
    const nth = (counts.get(step) ?? 0) + 1;
    counts.set(step, nth);
    const answer = script[step] ?? USUAL[step];
    return typeof answer === 'function' ? answer(nth) : answer;
  };
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    const number = connections;
    converse(socket, (step, text) => (steps.push(`${number} ${text}`), answerTo(step)), messages);
  });
  const port = await listen(server);
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    messages,
    steps,
    connections: () => connections,
    breakAll,
    close: async () => {
      breakAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function converse(
  socket: Socket,
  answerTo: (step: string, text: string) => Answer | undefined,
  messages: Taken[],
): void {
  let buffered = Buffer.alloc(0);
  let state: 'commands' | 'message' | 'over' = 'commands';
  let middle: 'asked' | 'to ask' = 'to ask';
  let envelope = { from: '', to: '' };
  const act = (answer: Answer | undefined): string => {
    if (answer === 'silence' || answer === 'close' || answer === 'reset') state = 'over';
    if (answer === 'close') socket.end();
    if (answer === 'reset') socket.resetAndDestroy();
    if (state === 'over') return '';
    const text = answer ?? '500 5.5.1 What?';
    socket.write(text.endsWith('\\') ? text.slice(0, -1) : `${text.replaceAll('\n', '\r\n')}\r\n`);
    if (/^(?:221|421)/.test(text)) {
      state = 'over';
      socket.end();
    }
    return text;
  };
  const command = (line: string): void => {
    const step = line.split(' ')[0]?.toUpperCase() ?? '';
    if (step === 'MAIL') envelope = { ...envelope, from: /<(.*)>/.exec(line)?.[1] ?? '' };
    if (step === 'RCPT') envelope = { ...envelope, to: /<(.*)>/.exec(line)?.[1] ?? '' };
    const answer = act(answerTo(step, line));
    if (step === 'DATA' && answer.startsWith('354')) [state, middle] = ['message', 'to ask'];
  };
  const whole = (text: string): void => {
    const bytes = Buffer.from(text.replace(/^\./gm, ''), 'latin1');
    const answer = answerTo('DOT', '.') ?? '';
    messages.push({ ...envelope, bytes, answer });
    state = 'commands';
    act(answer);
  };
  act(answerTo('greeting', 'greeting'));
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    for (;;) {
      if (state === 'over') return;
      const text = buffered.toString('latin1');
      const end = state === 'message' ? text.search(/(?<=^|\r\n)\.\r\n/) : text.indexOf('\r\n');
      if (state === 'message' && middle === 'to ask' && text !== '') {
        middle = 'asked';
        const answer = answerTo('MIDDLE', 'MIDDLE');
        if (answer !== undefined) act(answer);
        continue;
      }
      if (end < 0) return;
      buffered = buffered.subarray(end + (state === 'message' ? 3 : 2));
      if (state === 'message') whole(text.slice(0, end));
      else command(text.slice(0, end));
    }
  });
}
