import { consult } from '../../app/doctor.ts';
import { countFindings, type Finding } from '../../app/doctor/finding.ts';
import { done, type Outcome, refuse } from '../../app/refusal.ts';
import type { Account } from '../../delivery/account.ts';
import { TransportError } from '../../delivery/transport-error.ts';
import type { Transport } from '../../delivery/transport.ts';
import type { Publication } from '../../publication/publication.ts';
import { type CommandContext, type CommandInput, type CommandSpec, EXIT, JSON_OPTION } from '../command.ts';
import { count } from '../count.ts';
import { openPublication } from '../open-publication.ts';
import { openSmtpServer } from '../open-smtp.ts';
import { tryStore } from '../open-store.ts';
import { openDns } from '../real-dns.ts';
import { realHttp } from '../real-http.ts';
import { givenSecrets, realClock } from '../real-ports.ts';
import { paint, type Terminal } from '../terminal.ts';
import { TRANSPORT_OPTION, transportOf } from '../transport-option.ts';

export const doctor: CommandSpec = {
  name: 'doctor',
  summary: 'say whether this publication can send, and what to mend',
  args: [],
  options: [
    {
      ...TRANSPORT_OPTION,
      describe: 'the way to look at (default: ses or smtp where courant.yaml has it, else outbox)',
    },
    { flags: '--online', describe: 'also ask whether url and linkBase answer' },
    JSON_OPTION,
  ],
  examples: [
    ['courant doctor', 'account, sender, DNS, store, clock, secret, links'],
    ['courant doctor --transport ses --json', 'for a script that watches over it'],
  ],
  run: async (input, context) => {
    const json = input.flag('json') ? 'json' : 'human';
    const open = await openPublication(context, json);
    if (typeof open === 'number') return open;
    const { publication, root } = open;
    const transport = transportOf(input) ?? liveTransport(publication);
    const findings = await examined(transport, { publication, root, input, context });
    show(findings, { json, terminal: context.terminal, transport });
    return countFindings(findings).errors > 0 ? EXIT.refused : EXIT.fine;
  },
};

interface Examining {
  readonly publication: Publication;
  readonly root: string;
  readonly input: CommandInput;
  readonly context: CommandContext;
}

async function examined(
  transport: Transport['name'],
  { publication, root, input, context }: Examining,
): Promise<readonly Finding[]> {
  const account = transport === 'ses' ? await openAccount(publication) : null;
  const progress = showQuestions(context.terminal);
  try {
    return await consult({
      publication,
      transport,
      account,
      dns: openDns(),
      http: input.flag('online') ? realHttp : null,
      clock: realClock,
      secrets: givenSecrets(context.env),
      tryStore: () => tryStore({ root, context }),
      trySmtp: () => trySmtp(publication, context.env),
      onAsk: progress.about,
    });
  } finally {
    progress.end();
    await account?.close();
  }
}

function liveTransport({ ses, smtp }: Publication): Transport['name'] {
  if (ses !== undefined) return 'ses';
  return smtp === undefined ? 'outbox' : 'smtp';
}

async function openAccount({ ses }: Publication): Promise<Account> {
  const { openSesAccount } = await import('../../transport/ses-account.ts');
  return openSesAccount({ region: ses?.region });
}

/** Connects as a send would; the secret that a send needs besides has its own line. */
async function trySmtp(publication: Publication, env: CommandContext['env']): Promise<Outcome<'connected'>> {
  const server = await openSmtpServer(publication, env);
  if (!server.ok) return server;
  try {
    await server.value.limits();
    return done('connected');
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    return refuse(error.code, error.message, error.hint);
  } finally {
    await server.value.close();
  }
}

interface Questions {
  readonly about: (about: string) => void;
  readonly end: () => void;
}

/** SES answers one question a second: a person sees what it is about. */
function showQuestions({ interactive, err }: Terminal): Questions {
  if (!interactive) return { about: () => {}, end: () => {} };
  return { about: (about) => err(`\r\u001b[2KAsking SES about ${about} …`), end: () => err('\r\u001b[2K') };
}

interface Showing {
  readonly json: 'json' | 'human';
  readonly terminal: Terminal;
  readonly transport: Transport['name'];
}

function show(findings: readonly Finding[], { json, terminal, transport }: Showing): void {
  const summary = countFindings(findings);
  if (json === 'json') return terminal.out(`${JSON.stringify({ transport, findings, summary }, null, 2)}\n`);
  let said: string | null = null;
  for (const { hint, ...finding } of findings) {
    // What holds several checks up is said once.
    terminal.out(lineOf({ ...finding, hint: hint === said ? null : hint }, terminal.color.out));
    said = hint;
  }
  const { errors, warnings } = summary;
  const can = errors > 0 ? `Nothing should be sent through ${transport} yet` : `Mails can go through ${transport}`;
  terminal.out(`\n${can}: ${count(errors, 'error')}, ${count(warnings, 'warning')}.\n`);
}

const COLORS = { ok: 'green', warning: 'yellow', error: 'red', skipped: 'dim' } as const;

function lineOf({ check, status, message, hint }: Finding, color: 'on' | 'off'): string {
  const head = `${paint(color, COLORS[status], status.padEnd(8))} ${check.padEnd(18)} ${message}\n`;
  return hint === null ? head : `${head}${' '.repeat(28)}${paint(color, 'cyan', 'hint')}: ${hint}\n`;
}
