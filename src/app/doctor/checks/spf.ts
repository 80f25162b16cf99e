import { type Check, type Exam, LIVE } from '../exam.ts';
import { failing, fine, type Verdict, warning } from '../finding.ts';
import { mailFromOf } from '../mail-from.ts';
import { quoted } from '../quoted.ts';
import { readSpf, type Spf } from '../spf.ts';

/**
 * SPF of the From domain (RFC 7208). With SMTP it is the envelope's domain, and decides; with SES it speaks for mails of
 * other programs and where a MAIL FROM domain falls back, so that nothing here stops a send.
 */
export const spf: Check = {
  name: 'spf',
  transports: LIVE,
  examine: async (exam) => judge(await readSpf(exam.from.domain, exam.dns), exam),
};

function judge(found: Spf, exam: Exam): Verdict {
  const { domain } = exam.from;
  switch (found.kind) {
    case 'unknown':
      return warning(`The DNS gave no answer about SPF of ${domain}.`, AGAIN);
    case 'none':
      return missing(exam);
    case 'broken': {
      const say = exam.transport === 'smtp' ? failing : warning;
      const message = `SPF of ${domain} is broken: ${found.reason}. Receivers then take no notice of it, or refuse the mail.`;
      return say(
        message,
        `Leave one TXT record that begins with v=spf1 at ${domain}, with at most 10 of include, a, mx, ptr, exists and redirect in all.`,
      );
    }
    case 'record':
      return present(found, exam);
  }
}

const AGAIN = 'Look at this machine’s network, then run `courant doctor` again.';

function missing(exam: Exam): Verdict {
  const { domain } = exam.from;
  if (exam.transport === 'smtp') {
    return warning(
      `${domain} has no SPF record: Gmail and Yahoo ask bulk senders for one.`,
      `Add \`${domain} TXT "v=spf1 mx ~all"\`, with what your mail server’s provider tells you in place of mx.`,
    );
  }
  const covering = covers(exam);
  if (covering !== null)
    return fine(`SPF is that of the MAIL FROM domain ${covering}; ${domain} needs none for these mails.`);
  return warning(`${domain} has no SPF record.`, `Add \`${domain} TXT "v=spf1 include:amazonses.com ~all"\`.`);
}

function present(
  { record, lookups, others, includes }: Extract<Spf, { readonly kind: 'record' }>,
  exam: Exam,
): Verdict {
  const { domain } = exam.from;
  if (others === '+') {
    return warning(
      `SPF of ${domain} lets everybody send in its name: ${quoted(record)}.`,
      'Write ~all or -all in place of the record’s last word.',
    );
  }
  const cost = `${lookups} of at most 10 DNS questions`;
  if (exam.transport === 'smtp')
    return fine(`${domain} has one SPF record (${cost}). Whether it names your server, its provider can say.`);
  const covering = covers(exam);
  if (includes.has('amazonses.com') || covering !== null) {
    const by = covering === null ? 'It includes amazonses.com' : `The MAIL FROM domain ${covering} speaks for SES`;
    return fine(`${domain} has one SPF record (${cost}). ${by}.`);
  }
  return warning(
    `SPF of ${domain} doesn’t include amazonses.com, and no MAIL FROM domain stands in for it.`,
    `Set a MAIL FROM domain (see mail-from), or put include:amazonses.com into the record: \`${domain} TXT "${including(record)}"\`.`,
  );
}

/** The MAIL FROM domain that SES uses. */
function covers(exam: Exam): string | null {
  const facts = mailFromOf(exam);
  return facts?.verification === 'Success' ? facts.domain : null;
}

/** In front of the term that ends the record; what doesn't fit into a hint is left to the reader. */
function including(record: string): string {
  const plain = /^[\x20-\x7e]{1,200}$/.test(record) ? record : 'v=spf1 … ~all';
  const end = /(?:^| )(?:[+?~-]?all|redirect=\S*)(?= |$)/i.exec(plain);
  if (end === null) return `${plain} include:amazonses.com`;
  return `${plain.slice(0, end.index)} include:amazonses.com${plain.slice(end.index)}`;
}
