import { diagnose } from '../../diagnostic/diagnostic.ts';
import { startOf } from '../../diagnostic/source.ts';
import { largestHtml } from '../../compile/largest-size.ts';
import type { Rule } from '../rule.ts';

/** QUIRK(gmail): it cuts a message off at about 102 KB of HTML; counted with 1,024. */
const GMAIL_LIMIT = 102_400;

export const gmailClipping: Rule = ({ issue, edition, publication }) => {
  if (!publication.checks.clients.includes('gmail')) return [];
  const bytes = largestHtml(edition.html, publication.linkBase);
  if (bytes <= GMAIL_LIMIT) return [];
  return [
    diagnose('check/gmail-clipping', startOf(issue.file), {
      message: `the HTML of this mail can have ${kilobytes(bytes)} KB, and Gmail cuts a mail off at ${kilobytes(GMAIL_LIMIT)} KB`,
      hint: 'show some articles as `display: teaser`, or shorten them',
    }),
  ];
};

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024);
}
