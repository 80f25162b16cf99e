import type { MailFromFacts } from '../../delivery/account.ts';
import type { Exam } from './exam.ts';
import { identitiesOf } from './identity.ts';

/** The custom MAIL FROM domain of the From address: that of the most specific identity that has one. Null for none. */
export function mailFromOf({ account, from }: Pick<Exam, 'account' | 'from'>): MailFromFacts | null {
  if (account?.mailFrom.kind !== 'answer') return null;
  for (const identity of identitiesOf(from)) {
    const facts = account.mailFrom.value.get(identity);
    if (facts !== undefined) return facts;
  }
  return null;
}

/** The records that a custom MAIL FROM domain needs, each as one line of a zone. */
export function mailFromRecords(domain: string, region: string | null): string {
  const host = `feedback-smtp.${region ?? 'REGION'}.amazonses.com`;
  return `\`${domain} MX 10 ${host}\` and \`${domain} TXT "v=spf1 include:amazonses.com ~all"\``;
}
