import type { MailFromFacts } from '../../../delivery/account.ts';
import type { DnsAnswer, MailExchange } from '../../../delivery/dns.ts';
import { answered } from '../answered.ts';
import type { Check, Exam } from '../exam.ts';
import { failing, fine, type Verdict, warning } from '../finding.ts';
import { mailFromOf, mailFromRecords } from '../mail-from.ts';
import { quoted } from '../quoted.ts';
import { readSpf, type Spf } from '../spf.ts';

/** Whether the envelope's sender is a domain of one's own: without it SPF passes for amazonses.com alone. */
export const mailFrom: Check = {
  name: 'mail-from',
  transports: ['ses'],
  examine: (exam) =>
    answered(exam.account?.mailFrom, 'to-know', () => {
      const facts = mailFromOf(exam);
      return facts === null ? absent(exam) : judge(facts, exam);
    }),
};

function absent({ from, region }: Exam): Verdict {
  const domain = `bounce.${from.domain}`;
  return warning(
    `There is no custom MAIL FROM domain: SPF speaks for amazonses.com, and DMARC rests on DKIM alone.`,
    `Run \`aws ses set-identity-mail-from-domain --identity ${from.domain} --mail-from-domain ${domain}\` and add ${mailFromRecords(domain, region)}.`,
  );
}

async function judge(facts: MailFromFacts, { dns, region }: Exam): Promise<Verdict> {
  const { domain, verification, otherwise } = facts;
  const say = otherwise === 'refuse' ? failing : warning;
  const cost = otherwise === 'refuse' ? 'SES refuses to send meanwhile' : 'SES sends as amazonses.com meanwhile';
  const add = `Add ${mailFromRecords(domain, region)}`;
  const mx = await dns.mx(domain);
  const wrongMx = mxTrouble(mx, region);
  if (wrongMx !== null) return say(`The MX record of the MAIL FROM domain ${domain} ${wrongMx}; ${cost}.`, `${add}.`);
  const spf = await readSpf(domain, dns);
  const wrongSpf = spfTrouble(spf);
  if (wrongSpf !== null) return warning(`SPF of the MAIL FROM domain ${domain} ${wrongSpf}.`, `${add}.`);
  if (verification !== 'Success') {
    const again =
      'SES looks for 72 hours; after that set the domain anew with `aws ses set-identity-mail-from-domain`.';
    return say(`SES hasn’t taken the MAIL FROM domain ${domain} (${verification}); ${cost}.`, `${add}. ${again}`);
  }
  if (mx.kind === 'time-out' || mx.kind === 'no-server' || spf.kind === 'unknown') {
    const hint = 'Look at this machine’s network, then run `courant doctor` again.';
    return warning(`SES takes the MAIL FROM domain ${domain}, but the DNS gave no answer about its records.`, hint);
  }
  return fine(`The MAIL FROM domain is ${domain}, with its MX and SPF records.`);
}

/** SES wants exactly one MX record there. Null where it is right, or nobody can say. */
function mxTrouble(answer: DnsAnswer<MailExchange>, region: string | null): string | null {
  if (answer.kind === 'no-record') return 'is missing';
  if (answer.kind !== 'records') return null;
  if (answer.records.length > 1) return `is one of ${answer.records.length}, and must be the only one`;
  const host = answer.records[0].host.toLowerCase();
  const right =
    region === null
      ? /^feedback-smtp\.[a-z0-9-]+\.amazonses\.com$/.test(host)
      : host === `feedback-smtp.${region}.amazonses.com`;
  return right ? null : `leads to ${quoted(host)}`;
}

function spfTrouble(spf: Spf): string | null {
  if (spf.kind === 'none') return 'is missing';
  if (spf.kind === 'broken') return `is broken: ${spf.reason}`;
  if (spf.kind === 'unknown' || spf.includes.has('amazonses.com')) return null;
  return 'doesn’t include amazonses.com';
}
