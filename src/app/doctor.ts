import type { Account } from '../delivery/account.ts';
import type { Clock } from '../delivery/clock.ts';
import type { Http, HeadAnswer } from '../delivery/http.ts';
import type { Transport } from '../delivery/transport.ts';
import { parseMailbox } from '../mail/address.ts';
import type { Publication } from '../publication/publication.ts';
import { type AccountFacts, askAccount } from './doctor/ask-account.ts';
import { examine } from './doctor/examine.ts';
import type { Exam } from './doctor/exam.ts';
import type { Finding } from './doctor/finding.ts';
import { identitiesOf } from './doctor/identity.ts';

export interface Consultation extends Pick<Exam, 'dns' | 'secrets' | 'tryStore' | 'trySmtp'> {
  readonly publication: Publication;
  readonly transport: Transport['name'];
  /** For SES only. */
  readonly account: Account | null;
  /** Where the publication's own sites are to be asked too. */
  readonly http: Http | null;
  readonly clock: Clock;
  /** Says what is being asked, since SES's pace makes it take some seconds. */
  readonly onAsk: (about: string) => void;
}

/** Whether this publication can send: everything that stands in the way, and what would be better otherwise. */
export async function consult(consultation: Consultation): Promise<readonly Finding[]> {
  const { publication, account, http, clock, onAsk, ...rest } = consultation;
  const from = senderOf(publication);
  const configurationSet = publication.ses?.configurationSet ?? null;
  const questions = { identities: identitiesOf(from), configurationSet };
  const { pages, clocks } = await askPages(publication, http, clock);
  const facts = account === null ? null : await askAccount(account, questions, { clock, onAsk });
  const region = account === null ? null : await account.region();
  return examine({ ...rest, region, publication, from, account: facts, pages, clocks: facts?.clocks ?? clocks });
}

/** Checked when courant.yaml was read. */
function senderOf({ from }: Publication): Exam['from'] {
  const parsed = parseMailbox(from);
  if (!parsed.ok) throw new Error(`not a mailbox: ${JSON.stringify(from)}`);
  const { address } = parsed.mailbox;
  return { address, domain: address.slice(address.lastIndexOf('@') + 1) };
}

async function askPages(
  { url, linkBase }: Publication,
  http: Http | null,
  clock: Clock,
): Promise<{ readonly pages: ReadonlyMap<string, HeadAnswer>; readonly clocks: AccountFacts['clocks'] }> {
  const pages = new Map<string, HeadAnswer>();
  let clocks: AccountFacts['clocks'] = null;
  if (http === null) return { pages, clocks };
  for (const address of [url, linkBase]) {
    const answer = await http.head(address);
    pages.set(address, answer);
    if (answer.kind === 'answer' && answer.date !== null) clocks ??= { theirs: answer.date, ours: clock.now() };
  }
  return { pages, clocks };
}
