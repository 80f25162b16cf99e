import { type Dmarc, type DmarcPolicy, findDmarc } from '../dmarc.ts';
import { type Check, type Exam, LIVE } from '../exam.ts';
import { failing, fine, type Verdict, warning } from '../finding.ts';
import { identitiesOf, verifiedDomain } from '../identity.ts';
import { mailFromOf } from '../mail-from.ts';

/** What the From domain asks receivers to do with mail that isn't its own, and whether these mails would be. */
export const dmarc: Check = {
  name: 'dmarc',
  transports: LIVE,
  examine: async (exam) => judge(await findDmarc(exam.from.domain, exam.dns), exam),
};

function judge(found: Dmarc, exam: Exam): Verdict {
  const { domain } = exam.from;
  switch (found.kind) {
    case 'unknown':
      return warning(
        `The DNS gave no answer about DMARC of ${domain}.`,
        'Look at this machine’s network, then run `courant doctor` again.',
      );
    case 'none':
      return warning(
        `${domain} has no DMARC record: Gmail, Yahoo and Microsoft ask everybody for one who mails 5,000 readers a day.`,
        `Add \`${recordFor(domain, 'none', exam)}\`.`,
      );
    case 'several':
      return warning(
        `${found.domain} has several DMARC records, and receivers act as if there were none.`,
        `Leave one TXT record at _dmarc.${found.domain}.`,
      );
    case 'policy':
      return judgePolicy(found.policy, exam);
  }
}

function judgePolicy(policy: DmarcPolicy, exam: Exam): Verdict {
  const where = policy.domain === exam.from.domain ? policy.domain : `${exam.from.domain} (from ${policy.domain})`;
  const says = `DMARC of ${where} is p=${policy.policy}`;
  const aligned = exam.transport === 'ses' ? alignmentOf(policy, exam) : 'unknown';
  if (aligned === 'nothing') {
    const say = policy.policy === 'none' ? warning : failing;
    const cost = policy.policy === 'none' ? '' : ', so that receivers would put them away or refuse them';
    return say(
      `${says}, and these mails are signed and sent in no name of ${exam.from.domain}${cost}.`,
      'Mend dkim (best) or mail-from above: one of them has to be a domain that DMARC takes for yours.',
    );
  }
  if (policy.policy === 'none') {
    return warning(
      `${says}: it watches only, and receivers deliver what forgers send in your name.`,
      `When its reports show only your own mail, ask for more: \`${recordFor(policy.domain, 'quarantine', exam)}\`.`,
    );
  }
  return fine(`${says}${ALIGNED[aligned]}.`);
}

type Alignment = 'dkim' | 'spf' | 'both' | 'nothing' | 'unknown';

const ALIGNED: Readonly<Record<Exclude<Alignment, 'nothing'>, string>> = {
  both: ', and these mails pass it by DKIM and by SPF',
  dkim: ', and these mails pass it by DKIM',
  spf: ', and these mails pass it by SPF alone, which a forwarder breaks',
  unknown: '; whether these mails pass it can’t be seen from here',
};

/**
 * RFC 7489 section 3.1. SES signs with the verified domain, which is the From domain or one above it, and lets a MAIL FROM
 * domain only be one below it: relatives of the From domain, both.
 */
function alignmentOf({ dkimAlignment, spfAlignment }: DmarcPolicy, exam: Exam): Alignment {
  const signer = signerOf(exam);
  if (signer === 'unknown' || exam.account?.mailFrom.kind !== 'answer') return 'unknown';
  const dkim = signer !== null && (dkimAlignment === 'relaxed' || signer === exam.from.domain);
  const sender = mailFromOf(exam);
  const passes = sender?.verification === 'Success';
  const spf = passes && (spfAlignment === 'relaxed' || sender.domain === exam.from.domain);
  if (dkim) return spf ? 'both' : 'dkim';
  return spf ? 'spf' : 'nothing';
}

/** The domain whose key signs; null where it is amazonses.com alone, `unknown` where SES didn't say. */
function signerOf({ account, from }: Exam): string | null {
  if (account?.verification.kind !== 'answer' || account.dkim.kind !== 'answer') return 'unknown';
  const domain = verifiedDomain(account.verification.value, identitiesOf(from));
  const key = domain === null ? undefined : account.dkim.value.get(domain);
  return key?.signing === 'on' && key.verification === 'Success' ? domain : null;
}

function recordFor(domain: string, policy: 'none' | 'quarantine', { from }: Exam): string {
  return `_dmarc.${domain} TXT "v=DMARC1; p=${policy}; rua=mailto:${from.address}"`;
}
