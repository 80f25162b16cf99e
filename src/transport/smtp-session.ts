import { isAscii } from 'node:buffer';
import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Message } from '../mail/message.ts';
import type { SmtpFailure } from './smtp-classification.ts';
import { type Content, openContent } from './smtp-content.ts';
import { deliveryFailure, type Fault, openingFailure } from './smtp-fault.ts';
import { parseReply, type Reply } from './smtp-reply.ts';

/** In milliseconds. */
export interface SmtpTimeouts {
  /** For name, connection, TLS and greeting, and again for signing in. */
  readonly connect: number;
  /** From MAIL FROM until the whole message is written. */
  readonly reply: number;
  /** From the final dot to its answer. */
  readonly final: number;
}

export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `offered`: with TLS only where the server has it. For this very machine only. */
  readonly security: 'implicit' | 'starttls' | 'offered';
  readonly certificate: 'checked' | 'unchecked';
  readonly credentials: { readonly user: string; readonly pass: string } | null;
  /** How we introduce ourselves; by this machine's name where it isn't said. */
  readonly clientName: string | undefined;
  readonly timeouts: SmtpTimeouts;
}

export type Delivered =
  | { readonly kind: 'taken'; readonly reply: Reply }
  /** `untouched`: the server saw nothing of the message. */
  | { readonly kind: 'failed'; readonly failure: SmtpFailure; readonly untouched: boolean };

/** One connection, signed in: takes messages one after another. */
export interface SmtpSession {
  readonly deliver: (message: Message) => Promise<Delivered>;
  /** Ready for the next message? Ends what the last one left open. */
  readonly clear: () => Promise<boolean>;
  /** How many messages were tried. */
  readonly carried: () => number;
  /** How many of them the server refused. */
  readonly refused: () => number;
  readonly quit: () => Promise<void>;
  /** Resolves once it is over, however that came. */
  readonly ended: Promise<void>;
}

interface Link {
  readonly connection: SMTPConnection;
  readonly ended: Promise<void>;
  /** Gives the connection up. */
  readonly drop: (fault: Fault) => void;
  /** Why it ended. */
  readonly fault: () => Fault;
}

const QUIT_WAIT = 2_000;

/**
 * nodemailer's single connection and not its pool: the pool puts a message back into its queue when a connection is lost
 * before anything of it was sent, sends RSET into the midst of a message that was refused while it is still being written,
 * and doesn't say which of these happened. What it would spare is the hundred lines of `smtp-pool.ts`.
 */
export async function openSession(server: SmtpServer): Promise<SmtpSession | SmtpFailure> {
  const link = await openLink(server);
  const connecting = await ask(link, server.timeouts.connect, (done) => link.connection.connect(done));
  if (connecting !== null) return openingFailure(connecting, 'connect', []);
  if (server.credentials === null) return sessionOf(link, server.timeouts);
  const refused = await signIn(link, server, server.credentials);
  return refused ?? sessionOf(link, server.timeouts);
}

async function openLink({ host, port, security, certificate, clientName, timeouts }: SmtpServer): Promise<Link> {
  const { default: Connection } = await import('nodemailer/lib/smtp-connection');
  const connection = new Connection({
    host,
    port,
    secure: security === 'implicit',
    requireTLS: security === 'starttls',
    tls: { rejectUnauthorized: certificate === 'checked' },
    ...(clientName === undefined ? {} : { name: clientName }),
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.connect,
    dnsTimeout: timeouts.connect,
    // Our own clocks run out first; this is for what is idle.
    socketTimeout: timeouts.final + 1_000,
    // What is given up must not go on writing.
    socketCloseTimeout: 0,
  });
  let fault: Fault | null = null;
  connection.on('error', (error: Fault) => {
    fault ??= error;
  });
  return {
    connection,
    ended: new Promise((resolve) => connection.once('end', resolve)),
    drop: (reason) => {
      fault ??= reason;
      connection.close();
    },
    fault: () => fault ?? closed(),
  };
}

async function signIn(
  link: Link,
  { timeouts }: SmtpServer,
  credentials: { readonly user: string; readonly pass: string },
): Promise<SmtpFailure | null> {
  const { user, pass } = credentials;
  if (!link.connection.allowsAuth) {
    link.connection.close();
    return { phase: 'settings', reply: null, detail: 'the mail server offers no way to sign in' };
  }
  const fault = await ask(link, timeouts.connect, (done) => link.connection.login({ credentials }, done));
  if (fault === null) return null;
  link.connection.close();
  const secrets = [Buffer.from(`\0${user}\0${pass}`).toString('base64'), Buffer.from(pass).toString('base64'), pass];
  return openingFailure(fault, 'sign-in', secrets);
}

function sessionOf(link: Link, timeouts: SmtpTimeouts): SmtpSession {
  let carried = 0;
  let refusals = 0;
  let left: 'nothing' | 'open transaction' | 'unfinished' = 'nothing';
  return {
    deliver: async (message) => {
      carried += 1;
      left = 'unfinished';
      const { delivered, answered } = await send(link, message, timeouts);
      if (delivered.kind === 'failed') refusals += 1;
      if (answered) left = delivered.kind === 'taken' ? 'nothing' : 'open transaction';
      return delivered;
    },
    clear: async () => {
      if (left === 'unfinished') link.connection.close();
      if (left !== 'open transaction') return !link.connection.destroyed;
      left = 'nothing';
      return (await ask(link, timeouts.connect, (done) => link.connection.reset(done))) === null;
    },
    carried: () => carried,
    refused: () => refusals,
    quit: async () => {
      const timer = setTimeout(() => link.connection.close(), QUIT_WAIT);
      if (!link.connection.destroyed) link.connection.quit();
      await link.ended;
      clearTimeout(timer);
    },
    ended: link.ended,
  };
}

interface Sent {
  readonly delivered: Delivered;
  /** Whether the server answered all that it was sent, so that the connection can be used on. */
  readonly answered: boolean;
}

async function send(link: Link, { envelope, bytes }: Message, timeouts: SmtpTimeouts): Promise<Sent> {
  let deadline = setTimeout(() => link.drop(late()), timeouts.reply);
  const content = openContent(bytes, () => {
    clearTimeout(deadline);
    deadline = setTimeout(() => link.drop(late()), timeouts.final);
  });
  const to = { from: envelope.from, to: [envelope.to], size: bytes.length, use8BitMime: !isAscii(bytes) };
  const result = await new Promise<Fault | string>((resolve) => {
    link.connection.send(to, content.stream, (fault, info) => resolve(fault ?? info?.response ?? closed()));
    void link.ended.then(() => resolve(link.fault()));
  });
  clearTimeout(deadline);
  const sent = typeof result === 'string' ? accepted(result, content) : refused(result, content);
  content.stream.destroy();
  return sent;
}

function accepted(response: string, content: Content): Sent {
  if (content.progress() === 'ended')
    return { delivered: { kind: 'taken', reply: parseReply(response) }, answered: true };
  const detail = 'the mail server accepted a message that it could not have read to its end';
  const failure: SmtpFailure = { phase: 'dot', reply: null, detail };
  return { delivered: { kind: 'failed', failure, untouched: false }, answered: false };
}

function refused(fault: Fault, content: Content): Sent {
  const failure = deliveryFailure(fault, content.progress());
  const answered = failure.reply !== null && failure.phase !== 'session' && content.progress() !== 'begun';
  return { delivered: { kind: 'failed', failure, untouched: content.progress() === 'untouched' }, answered };
}

/** One exchange. nodemailer doesn't call back when the connection ends under it, and knows no time for some of them. */
async function ask(
  link: Link,
  milliseconds: number,
  start: (done: (fault?: Fault | null) => void) => void,
): Promise<Fault | null> {
  const deadline = setTimeout(() => link.drop(late()), milliseconds);
  const fault = await new Promise<Fault | null>((resolve) => {
    start((error) => resolve(error ?? null));
    void link.ended.then(() => resolve(link.fault()));
  });
  clearTimeout(deadline);
  return fault;
}

function late(): Fault {
  return Object.assign(new Error('the server did not answer in time'), { code: 'ETIMEDOUT' });
}

function closed(): Fault {
  return Object.assign(new Error('the connection was closed'), { code: 'ECONNECTION' });
}
