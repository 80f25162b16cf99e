import type { Phase, SmtpFailure } from './smtp-classification.ts';
import type { Content } from './smtp-content.ts';
import { parseReply, readable, type Reply } from './smtp-reply.ts';

/** What nodemailer's errors carry: its own code, the system's, the command that was under way, the server's answer. */
export interface Fault extends Error {
  readonly code?: string | undefined;
  readonly originalCode?: string | undefined;
  readonly command?: string | undefined;
  readonly response?: string | undefined;
}

/** Of a connection that never came to be ready for messages. */
export function openingFailure(fault: Fault, stage: 'connect' | 'sign-in', secrets: readonly string[]): SmtpFailure {
  const phase = stage === 'connect' && isAboutTls(fault) ? 'tls' : stage;
  return { phase, reply: replyOf(fault, secrets), detail: detailOf(fault) };
}

const COMMAND_PHASES: Readonly<Record<string, Phase>> = { 'MAIL FROM': 'mail', 'RCPT TO': 'rcpt', DATA: 'data' };

/** Of a message. How much of it had left decides before what the error says. */
export function deliveryFailure(fault: Fault, progress: ReturnType<Content['progress']>): SmtpFailure {
  if (progress === 'untouched') return envelopeFailure(fault);
  // Only EMESSAGE is an answer to the message; any other text came unasked, or is a line that was cut off.
  const reply = fault.code === 'EMESSAGE' ? replyOf(fault, []) : null;
  return { phase: progress === 'ended' ? 'dot' : 'data', reply, detail: detailOf(fault) };
}

function envelopeFailure(fault: Fault): SmtpFailure {
  const reply = replyOf(fault, []);
  const phase = COMMAND_PHASES[fault.command ?? ''] ?? 'session';
  if (reply !== null) return { phase, reply, detail: '' };
  // nodemailer compares the size with what the server announced (RFC 1870), and says nothing to the server.
  if (fault.code === 'EMESSAGE' && phase === 'mail') {
    return {
      phase,
      reply: { code: 552, enhanced: '5.3.4', text: `(not asked) ${readable(fault.message)}` },
      detail: '',
    };
  }
  // It refuses an address that would break the envelope. parseAddress lets none through.
  if (fault.code === 'EENVELOPE') throw fault;
  return { phase, reply: null, detail: detailOf(fault) };
}

function replyOf({ response }: Fault, secrets: readonly string[]): Reply | null {
  if (response === undefined || response === '') return null;
  const reply = parseReply(response);
  return secrets.length === 0 ? reply : { ...reply, text: withoutSecrets(reply.text, secrets) };
}

/** Servers have been seen to repeat the command that they didn't understand; long runs are what is left of a cut one. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.reduce((left, secret) => left.replaceAll(secret, '…'), text);
  return known.replace(/[A-Za-z0-9+/]{20,}={0,2}/g, '…');
}

const TLS_CODE = /^(?:ERR_TLS|ERR_SSL|EPROTO$|ERR_OSSL)|CERT|SIGNATURE|^UNABLE_TO_/;

function isAboutTls({ code, originalCode, command }: Fault): boolean {
  return code === 'ETLS' || command === 'STARTTLS' || TLS_CODE.test(originalCode ?? '');
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was lost',
  EPIPE: 'the connection was lost',
  ECONNECTION: 'the connection was closed',
  ENOTFOUND: 'no server of that name is known',
  EAI_AGAIN: 'the name of the server could not be looked up',
  EDNS: 'the name of the server could not be looked up',
  EHOSTUNREACH: 'there is no way to the server',
  ENETUNREACH: 'there is no way to the server',
  ETIMEDOUT: 'the server did not answer in time',
};

function detailOf({ code, originalCode, message }: Fault): string {
  return WORDS[originalCode ?? ''] ?? (originalCode === undefined ? WORDS[code ?? ''] : undefined) ?? readable(message);
}
