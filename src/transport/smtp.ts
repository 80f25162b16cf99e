import { type Outcome, type Transport, UNLIMITED } from '../delivery/transport.ts';
import type { Message } from '../mail/message.ts';
import { classify, type SmtpFailure } from './smtp-classification.ts';
import { openPool } from './smtp-pool.ts';
import { queueIdOf } from './smtp-reply.ts';
import { openSession, type SmtpServer, type SmtpTimeouts } from './smtp-session.ts';
import { unusable } from './smtp-unusable.ts';

/** `smtp:` of courant.yaml, and the password, which stands in no file. */
export interface SmtpOptions {
  readonly host: string;
  readonly port?: number | undefined;
  readonly tls?: 'starttls' | 'implicit' | undefined;
  readonly user?: string | undefined;
  readonly clientName?: string | undefined;
  readonly connections?: number | undefined;
  /** COURANT_SMTP_PASSWORD. */
  readonly password: string | undefined;
  readonly timeouts?: SmtpTimeouts | undefined;
}

/** RFC 8314 section 7.3 and RFC 6409 section 3.1. */
const IMPLICIT_PORT = 465;
const SUBMISSION_PORT = 587;
const CONNECTIONS = 5;

/**
 * RFC 5321 section 4.5.3.2: five minutes for the answers to MAIL and RCPT, ten for the one to the final dot, since who gives up
 * there leaves a message in doubt. Ten tarpitted seconds are common before a greeting, five minutes are not.
 */
const TIMEOUTS: SmtpTimeouts = { connect: 60_000, reply: 300_000, final: 600_000 };

/** Hands messages to a mail server (RFC 5321, RFC 6409). The bytes are the message's own: no header is added or read. */
export function openSmtp(options: SmtpOptions): Transport {
  const server = serverOf(options);
  const missing = missingPassword(options);
  const pool = openPool({
    open: async () => missing ?? openSession(server),
    connections: options.connections ?? CONNECTIONS,
  });
  return {
    name: 'smtp',
    deliver: async (message) => outcomeOf(await pool.deliver(message), message),
    limits: async () => {
      const failure = await pool.check();
      if (failure !== null) throw unusable(failure, server);
      return UNLIMITED;
    },
    close: pool.close,
  };
}

function outcomeOf(delivered: Awaited<ReturnType<ReturnType<typeof openPool>['deliver']>>, message: Message): Outcome {
  if (delivered.kind === 'failed') return classify(delivered.failure);
  return { state: 'accepted', messageId: queueIdOf(delivered.reply) ?? message.messageId };
}

function serverOf(options: SmtpOptions): SmtpServer {
  const { host, user, password, clientName, timeouts = TIMEOUTS } = options;
  const tls = options.tls ?? (options.port === IMPLICIT_PORT ? 'implicit' : 'starttls');
  const own = loopbackOf(host);
  return {
    host: own ?? host,
    port: options.port ?? (tls === 'implicit' ? IMPLICIT_PORT : SUBMISSION_PORT),
    security: own !== null && options.tls === undefined && tls === 'starttls' ? 'offered' : tls,
    certificate: own === null ? 'checked' : 'unchecked',
    credentials: user === undefined ? null : { user, pass: password ?? '' },
    clientName,
    timeouts,
  };
}

/**
 * The address of this very machine that a name means; null for any other. `localhost` is not looked up: nodemailer asks the
 * name server before the hosts file, and the answer would be trusted without TLS (RFC 6761 section 6.3).
 */
function loopbackOf(host: string): string | null {
  const bare = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  if (bare === 'localhost') return '127.0.0.1';
  return bare === '::1' || /^127(?:\.\d{1,3}){3}$/.test(bare) ? bare : null;
}

function missingPassword({ user, password }: SmtpOptions): SmtpFailure | null {
  if (user === undefined || (password !== undefined && password !== '')) return null;
  return { phase: 'settings', reply: null, detail: 'smtp.user is set, but COURANT_SMTP_PASSWORD is not' };
}
