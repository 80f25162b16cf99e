import { Resolver } from 'node:dns/promises';
import type { Dns, DnsAnswer } from '../delivery/dns.ts';

/** c-ares' words for a name that isn't there, has no such record, or could not even be one. */
const NO_RECORD: ReadonlySet<string> = new Set(['ENODATA', 'ENOTFOUND', 'EBADNAME']);
/** Milliseconds, twice: a resolver that is there answers in a tenth of it. */
const ANSWER_TIME = 2000;

/** The machine's own name servers, or (`127.0.0.1:5353`) these. */
export function openDns(servers: readonly string[] = []): Dns {
  const resolver = new Resolver({ timeout: ANSWER_TIME, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  return {
    txt: (name) => answerOf(resolver.resolveTxt(name), (strings) => strings.join('')),
    cname: (name) => answerOf(resolver.resolveCname(name), withoutDot),
    mx: (name) =>
      answerOf(resolver.resolveMx(name), ({ exchange, priority }) => ({
        host: withoutDot(exchange),
        preference: priority,
      })),
  };
}

async function answerOf<From, To>(asked: Promise<readonly From[]>, read: (record: From) => To): Promise<DnsAnswer<To>> {
  try {
    const [first, ...others] = (await asked).map(read);
    return first === undefined ? { kind: 'no-record' } : { kind: 'records', records: [first, ...others] };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
    if (NO_RECORD.has(error.code)) return { kind: 'no-record' };
    return { kind: error.code === 'ETIMEOUT' ? 'time-out' : 'no-server' };
  }
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, '');
}
