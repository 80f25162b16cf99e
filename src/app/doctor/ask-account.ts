import type {
  Account,
  AccountAnswer,
  AccountReply,
  ConfigurationSetFacts,
  DkimFacts,
  MailFromFacts,
  Verification,
} from '../../delivery/account.ts';
import type { Clock } from '../../delivery/clock.ts';
import type { SendingLimits } from '../../delivery/transport.ts';

/** `unasked`: an earlier question showed that none would be answered. */
export type Asked<T> = AccountAnswer<T> | { readonly kind: 'unasked' };

/** What an SES account said, to each question. */
export interface AccountFacts {
  readonly enabled: Asked<boolean>;
  readonly quota: Asked<SendingLimits>;
  readonly verification: Asked<ReadonlyMap<string, Verification>>;
  readonly dkim: Asked<ReadonlyMap<string, DkimFacts>>;
  readonly mailFrom: Asked<ReadonlyMap<string, MailFromFacts>>;
  /** Null where courant.yaml names none. */
  readonly configurationSet: Asked<ConfigurationSetFacts | null> | null;
  readonly clocks: { readonly theirs: number; readonly ours: number } | null;
}

export interface AccountQuestions {
  /** Whose state is asked for: the From address, its domain, and that one's parents. */
  readonly identities: readonly string[];
  readonly configurationSet: string | null;
}

interface Asking {
  readonly clock: Clock;
  /** Called before each question with what it is about. */
  readonly onAsk: (about: string) => void;
}

/** SES answers one such question a second, counted over the whole account; a tenth more keeps clear of the edge. */
const PACE = 1100;
/** Somebody else's question may come in between. */
const TRIES = 4;

/** Asks everything that the checks want to know, one question after the other at SES's pace. */
export async function askAccount(
  account: Account,
  { identities, configurationSet }: AccountQuestions,
  asking: Asking,
): Promise<AccountFacts> {
  const { ask, clocks } = paced(asking);
  const enabled = await ask('whether sending is enabled', account.sendingEnabled);
  const quota = await ask('the quota', account.quota);
  const verification = await ask('the sender', () => account.verification(identities));
  const dkim = await ask('DKIM', () => account.dkim(identities));
  const mailFrom = await ask('MAIL FROM', () => account.mailFrom(identities));
  const set =
    configurationSet === null
      ? null
      : await ask('the configuration set', () => account.configurationSet(configurationSet));
  return { enabled, quota, verification, dkim, mailFrom, configurationSet: set, clocks: clocks() };
}

interface Paced {
  readonly ask: <T>(about: string, question: () => Promise<AccountReply<T>>) => Promise<Asked<T>>;
  readonly clocks: () => AccountFacts['clocks'];
}

function paced({ clock, onAsk }: Asking): Paced {
  let free = clock.monotonic();
  let state: 'asking' | 'given-up' = 'asking';
  let clocks: AccountFacts['clocks'] = null;
  const askOnce = async <T>(question: () => Promise<AccountReply<T>>): Promise<AccountAnswer<T>> => {
    const wait = free - clock.monotonic();
    if (wait > 0) await clock.sleep(wait);
    free = clock.monotonic() + PACE;
    const { answer, serverTime } = await question();
    if (serverTime !== null) clocks ??= { theirs: serverTime, ours: clock.now() };
    return answer;
  };
  return {
    ask: async (about, question) => {
      if (state === 'given-up') return { kind: 'unasked' };
      onAsk(about);
      let answer = await askOnce(question);
      for (let tries = 1; answer.kind === 'throttled' && tries < TRIES; tries += 1) answer = await askOnce(question);
      if (answer.kind === 'unusable') state = 'given-up';
      return answer;
    },
    clocks: () => clocks,
  };
}
