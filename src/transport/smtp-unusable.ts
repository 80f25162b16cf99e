import { TransportError, type TransportErrorCode } from '../delivery/transport-error.ts';
import type { Phase, SmtpFailure } from './smtp-classification.ts';
import { replyWords } from './smtp-reply.ts';

interface Advice {
  readonly code: TransportErrorCode;
  readonly hint: string;
}

const LATER: Advice = {
  code: 'transport-unreachable',
  hint: 'Try again in a few minutes; if it stays so, ask whoever runs the mail server.',
};

const SILENT: Partial<Readonly<Record<Phase, Advice>>> = {
  settings: {
    code: 'transport-misconfigured',
    hint: 'Set COURANT_SMTP_PASSWORD to the password of smtp.user, or leave smtp.user out where the server asks for none.',
  },
  connect: {
    code: 'transport-unreachable',
    hint: 'Look at smtp.host and smtp.port in courant.yaml, and whether a firewall lets this machine out to that port.',
  },
  tls: {
    code: 'transport-misconfigured',
    hint: 'Give smtp.host the name in the server’s certificate, and smtp.tls: implicit where the port speaks TLS from the start (465). For a certificate of your own authority set NODE_EXTRA_CA_CERTS.',
  },
};

const REFUSED: Partial<Readonly<Record<Phase, Advice>>> = {
  tls: {
    code: 'transport-misconfigured',
    hint: 'Mail leaves over TLS only: use a port that offers it, mostly 587, or smtp.tls: implicit with port 465.',
  },
  'sign-in': {
    code: 'transport-refused',
    hint: 'Look at smtp.user in courant.yaml and at COURANT_SMTP_PASSWORD; some providers want a password made for programs.',
  },
};

const TURNED_AWAY: Advice = {
  code: 'transport-refused',
  hint: 'Ask whoever runs the mail server to let this machine send through it.',
};

/** Why nothing can be sent through this server, for the person at the keyboard. */
export function unusable(
  { phase, reply, detail }: SmtpFailure,
  { host, port }: { readonly host: string; readonly port: number },
): TransportError {
  const server = `The mail server ${host}:${port}`;
  if (reply === null) {
    const { code, hint } = SILENT[phase] ?? LATER;
    return new TransportError(code, { message: `${server} can’t be used: ${detail}.`, hint });
  }
  const { code, hint } = reply.code < 500 ? LATER : (REFUSED[phase] ?? TURNED_AWAY);
  return new TransportError(code, { message: `${server} answered “${replyWords(reply)}”.`, hint });
}
