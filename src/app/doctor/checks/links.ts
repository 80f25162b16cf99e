import { type Check, EVERY, type Exam } from '../exam.ts';
import { failing, fine, type Verdict, warning } from '../finding.ts';

/** RFC 6761 and RFC 6762; addresses of a machine's own and of a house's own network. */
const LOCAL =
  /^(?:localhost|.*\.(?:localhost|local|test|invalid|internal)|127\..*|10\..*|192\.168\..*|169\.254\..*|172\.(?:1[6-9]|2\d|3[01])\..*|0\.0\.0\.0|\[.*\])$/;

/** Whether readers can follow the links that every mail carries. */
export const links: Check = {
  name: 'links',
  transports: EVERY,
  examine: (exam) => badBase(exam) ?? badSite(exam) ?? fine('url and linkBase are https addresses.'),
};

/** Where readers leave: what receivers test. */
function badBase({ publication, transport, pages }: Exam): Verdict | null {
  const say = transport === 'outbox' ? warning : failing;
  const { protocol, hostname } = new URL(publication.linkBase);
  if (protocol !== 'https:') {
    return say(
      'linkBase is not https: leaving with one click (RFC 8058) needs it, and Gmail and Yahoo ask for that.',
      'Give the server of `courant serve` a certificate, and write linkBase with https:// in courant.yaml.',
    );
  }
  if (LOCAL.test(hostname)) {
    return say(
      `linkBase is ${hostname}, which no reader can reach.`,
      'Write the public address of `courant serve` as linkBase in courant.yaml.',
    );
  }
  // Its front page may well not exist: any answer shows that somebody is there.
  const page = pages.get(publication.linkBase);
  if (page?.kind !== 'no-answer') return null;
  return say(
    `linkBase can’t be reached: ${page.reason}.`,
    `Run \`courant serve\` behind ${hostname}, or mend linkBase.`,
  );
}

function badSite({ publication, pages }: Exam): Verdict | null {
  const { protocol } = new URL(publication.url);
  if (protocol !== 'https:') {
    return warning(
      'url is not https: readers’ programs warn of such links.',
      'Write it with https:// in courant.yaml.',
    );
  }
  const page = pages.get(publication.url);
  if (page?.kind === 'no-answer') return warning(`url can’t be reached: ${page.reason}.`, 'Mend url in courant.yaml.');
  if (page !== undefined && page.status >= 400)
    return warning(`url answers ${page.status}.`, 'Mend url in courant.yaml, or the site.');
  return null;
}
