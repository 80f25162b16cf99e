import type { Verification } from '../../../delivery/account.ts';
import { answered } from '../answered.ts';
import type { Check, Exam } from '../exam.ts';
import { failing, fine, type Verdict, warning } from '../finding.ts';
import { identitiesOf, verifiedDomain, verifiedIdentity } from '../identity.ts';

/** Whether SES lets this account send from the From address. */
export const identity: Check = {
  name: 'identity',
  transports: ['ses'],
  examine: (exam) => answered(exam.account?.verification, 'to-know', (verification) => judge(verification, exam)),
};

function judge(verification: ReadonlyMap<string, Verification>, { from }: Exam): Verdict {
  const identities = identitiesOf(from);
  const verified = verifiedIdentity(verification, identities);
  if (verified === null) return unverified(verification, from, identities);
  if (verifiedDomain(verification, identities) !== null)
    return fine(`SES may send from ${from.address}: ${verified} is verified.`);
  return warning(
    `Only the address ${from.address} is verified, not its domain: its mails are signed by amazonses.com, which receivers don’t take for you.`,
    `Verify the domain: \`aws sesv2 create-email-identity --email-identity ${from.domain}\`, then add the three CNAME records that it prints to the DNS.`,
  );
}

function unverified(
  verification: ReadonlyMap<string, Verification>,
  { address, domain }: Exam['from'],
  identities: readonly string[],
): Verdict {
  const begun = identities.find((one) => verification.has(one));
  if (begun === undefined) {
    return failing(
      `SES doesn’t know ${domain}, and takes no mail from ${address}.`,
      `Verify the domain: \`aws sesv2 create-email-identity --email-identity ${domain}\`, then add the three CNAME records that it prints to the DNS.`,
    );
  }
  const hint = begun.includes('@')
    ? `Open the link in the mail that SES sent to ${begun}; \`aws ses verify-email-identity\` sends it again.`
    : `Add the records of ${begun} to the DNS: \`aws sesv2 get-email-identity --email-identity ${begun}\` lists them. SES looks for 72 hours.`;
  return failing(`The verification of ${begun} is not done (SES says ${verification.get(begun)}).`, hint);
}
