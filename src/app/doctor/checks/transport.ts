import type { Check, Exam } from '../exam.ts';
import { failing, fine, type Verdict, warning } from '../finding.ts';

/** Which way mails would go. */
export const transport: Check = {
  name: 'transport',
  transports: ['outbox', 'ses', 'smtp'],
  examine: (exam) => VERDICTS[exam.transport](exam),
};

const VERDICTS: Readonly<Record<Exam['transport'], (exam: Exam) => Verdict>> = {
  outbox: () =>
    warning(
      'Mails go to the outbox on this disk, and to no reader.',
      'To go live, add to courant.yaml `ses: { region: eu-west-1, configurationSet: newsletters }` (or ' +
        '`smtp: { host: mail.example.org }`), set COURANT_SECRET, give AWS credentials, and run ' +
        '`courant doctor --transport ses`: it says what is still missing.',
    ),
  ses: ({ region }) => fine(`Mails go through Amazon SES${region === null ? '' : ` in ${region}`}.`),
  smtp: ({ publication }) =>
    publication.smtp === undefined
      ? failing('courant.yaml names no mail server.', 'Add `smtp: { host: mail.example.org, port: 587 }` to it.')
      : fine(`Mails go through the mail server ${publication.smtp.host}.`),
};
