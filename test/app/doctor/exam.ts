import type { AccountFacts } from '../../../src/app/doctor/ask-account.ts';
import { CHECKS } from '../../../src/app/doctor/checks.ts';
import type { Exam } from '../../../src/app/doctor/exam.ts';
import type { Verdict } from '../../../src/app/doctor/finding.ts';
import { done } from '../../../src/app/refusal.ts';
import { createSource } from '../../../src/diagnostic/source.ts';
import { parsePublication } from '../../../src/publication/parse-publication.ts';
import type { Publication } from '../../../src/publication/publication.ts';
import { fakeDns } from './fake-dns.ts';

export const YAML = `name: The Small Letter
url: https://news.example.org
linkBase: https://mail.example.org
from: The Small Letter <small@example.org>
address: 1 Quay Street, Port Alder
`;

export function publicationOf(yaml: string): Publication {
  const parsed = parsePublication(createSource('courant.yaml', yaml));
  if (parsed.value === undefined) throw new Error(`the test's courant.yaml is wrong: ${JSON.stringify(parsed)}`);
  return parsed.value;
}

/** An account with nothing to mend. */
export const GOOD_ACCOUNT: AccountFacts = {
  enabled: { kind: 'answer', value: true },
  quota: { kind: 'answer', value: { perDay: 50_000, perSecond: 14, sentToday: 1200 } },
  verification: { kind: 'answer', value: new Map([['example.org', 'Success']]) },
  dkim: {
    kind: 'answer',
    value: new Map([['example.org', { signing: 'on', verification: 'Success', tokens: ['t1', 't2', 't3'] }]]),
  },
  mailFrom: {
    kind: 'answer',
    value: new Map([['example.org', { domain: 'bounce.example.org', verification: 'Success', otherwise: 'default' }]]),
  },
  configurationSet: null,
  clocks: null,
};

export const GOOD_ZONE = {
  't1._domainkey.example.org CNAME': ['t1.dkim.amazonses.com'],
  't2._domainkey.example.org CNAME': ['T2.dkim.amazonses.com'],
  't3._domainkey.example.org CNAME': ['t3.dkim.eu-west-1.amazonses.com'],
  'bounce.example.org MX': ['10 feedback-smtp.eu-west-1.amazonses.com'],
  'bounce.example.org TXT': ['v=spf1 include:amazonses.com ~all'],
  'amazonses.com TXT': ['v=spf1 ip4:199.255.192.0/22 -all'],
  '_dmarc.example.org TXT': ['v=DMARC1; p=reject'],
};

export function examOf(changes: Partial<Exam> = {}): Exam {
  return {
    publication: publicationOf(YAML),
    transport: 'ses',
    from: { address: 'small@example.org', domain: 'example.org' },
    region: 'eu-west-1',
    account: GOOD_ACCOUNT,
    dns: fakeDns(GOOD_ZONE),
    secrets: ['0123456789abcdef0123456789abcdef'],
    tryStore: async () => done('written'),
    trySmtp: async () => done('connected'),
    pages: new Map(),
    clocks: null,
    ...changes,
  };
}

export async function verdictOf(check: string, exam: Exam): Promise<Verdict> {
  const found = CHECKS.find(({ name }) => name === check);
  if (found === undefined) throw new Error(`there is no check ${check}`);
  return found.examine(exam);
}
