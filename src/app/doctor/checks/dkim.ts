import type { DkimFacts, Verification } from '../../../delivery/account.ts';
import type { Dns } from '../../../delivery/dns.ts';
import { answered } from '../answered.ts';
import type { Check, Exam } from '../exam.ts';
import { failing, fine, type Verdict, warning } from '../finding.ts';
import { identitiesOf, verifiedDomain } from '../identity.ts';
import { quoted } from '../quoted.ts';

/** Whether mails are signed with the From domain's own key: SES's word, and what the DNS says now. */
export const dkim: Check = {
  name: 'dkim',
  transports: ['ses'],
  examine: (exam) =>
    answered(exam.account?.verification, 'shared', (verification) =>
      answered(exam.account?.dkim, 'to-know', (facts) => judge(verification, facts, exam)),
    ),
};

async function judge(
  verification: ReadonlyMap<string, Verification>,
  facts: ReadonlyMap<string, DkimFacts>,
  { from, dns, region }: Exam,
): Promise<Verdict> {
  const domain = verifiedDomain(verification, identitiesOf(from)) ?? begunDomain(facts, from);
  const found = domain === null ? undefined : facts.get(domain);
  if (domain === null || found === undefined || isWithoutKey(found)) {
    return failing(
      `There is no DKIM key for ${from.domain}: Gmail and Yahoo refuse unsigned bulk mail.`,
      `Run \`aws ses verify-domain-dkim --domain ${from.domain}\`, then this again: it prints the DNS records to add.`,
    );
  }
  const states = await Promise.all(found.tokens.map((token) => lookAt(token, domain, dns)));
  const missing = states.filter(({ kind }) => kind === 'missing');
  if (missing.length > 0) {
    const records = missing.map(({ token }) => recordOf(token, domain, region)).join('; ');
    return failing(
      `${missing.length} of the ${states.length} DKIM records of ${domain} are not right in the DNS${sawOf(missing)}.`,
      `Add: ${records}${found.verification === 'Success' ? '' : '. SES looks for 72 hours'}.`,
    );
  }
  const { verification: state } = found;
  if (state === 'Success' && found.signing === 'off') {
    const hint = `Run \`aws ses set-identity-dkim-enabled --identity ${domain} --dkim-enabled\`.`;
    return failing(`DKIM signing is switched off for ${domain}.`, hint);
  }
  if (states.some(({ kind }) => kind === 'unknown')) {
    return warning(
      `The DNS gave no answer about the DKIM keys of ${domain}; SES calls them ${state}.`,
      'Look at this machine’s network, then run `courant doctor` again.',
    );
  }
  if (state !== 'Success') return unverified(domain, state);
  return fine(`Mails are signed by ${domain} (DKIM), and its ${states.length} keys stand in the DNS.`);
}

/** SES lists tokens for every domain that it is asked about. */
function isWithoutKey({ tokens, verification }: DkimFacts): boolean {
  return tokens.length === 0 || verification === 'NotStarted';
}

function begunDomain(facts: ReadonlyMap<string, DkimFacts>, from: Exam['from']): string | null {
  const isBegun = (domain: string): boolean => {
    const found = facts.get(domain);
    return found !== undefined && !isWithoutKey(found);
  };
  return identitiesOf(from).find((one) => !one.includes('@') && isBegun(one)) ?? null;
}

function unverified(domain: string, verification: Verification): Verdict {
  if (verification === 'Failed') {
    const hint = `Run \`aws ses verify-domain-dkim --domain ${domain}\` to make SES look again.`;
    return failing(`SES gave up looking for the DKIM records of ${domain}, which stand in the DNS now.`, hint);
  }
  return failing(
    `The DKIM records of ${domain} stand in the DNS; SES hasn’t seen them yet (${verification}).`,
    'Wait: it takes minutes, at most 72 hours. Until then mails go out unsigned.',
  );
}

interface Looked {
  readonly token: string;
  readonly kind: 'there' | 'missing' | 'unknown';
  /** What stands there instead. */
  readonly saw: string | null;
}

const EASY_DKIM = /\.dkim\.(?:[a-z0-9-]+\.)?amazonses\.com$/;

async function lookAt(token: string, domain: string, dns: Dns): Promise<Looked> {
  const name = `${token}._domainkey.${domain}`;
  const alias = await dns.cname(name);
  const target = alias.kind === 'records' ? alias.records[0].toLowerCase() : null;
  if (target?.startsWith(`${token.toLowerCase()}.`) === true && EASY_DKIM.test(target)) {
    return { token, kind: 'there', saw: null };
  }
  // A key of one's own (BYODKIM), and a name server that follows the CNAME by itself, have the key here.
  const key = await dns.txt(name);
  if (key.kind === 'records' && key.records.some((record) => /(?:^|;)\s*p\s*=\s*[A-Za-z0-9+/]/.test(record))) {
    return { token, kind: 'there', saw: null };
  }
  const silent = [alias.kind, key.kind].some((kind) => kind === 'no-server' || kind === 'time-out');
  return { token, kind: silent ? 'unknown' : 'missing', saw: target };
}

function sawOf(missing: readonly Looked[]): string {
  const { saw } = missing.find((one) => one.saw !== null) ?? { saw: null };
  return saw === null ? '' : ` (one leads to ${quoted(saw)})`;
}

function recordOf(token: string, domain: string, region: string | null): string {
  return `\`${token}._domainkey.${domain} CNAME ${token}.dkim.${dkimDomain(region)}\``;
}

/**
 * Regions that SES came to later have a DKIM domain of their own (AWS General Reference, “Amazon SES endpoints”, DKIM
 * domains); this list of the older ones is closed.
 */
const SHARED_DOMAIN =
  /^(?:us-(?:east|west)-[12]|us-gov-west-1|ca-central-1|sa-east-1|eu-(?:central-1|north-1|west-[123])|me-south-1|ap-(?:south-1|northeast-[12]|southeast-[12]))$/;

function dkimDomain(region: string | null): string {
  return region === null || SHARED_DOMAIN.test(region) ? 'amazonses.com' : `${region}.amazonses.com`;
}
