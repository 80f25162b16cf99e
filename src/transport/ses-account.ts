import type {
  Account,
  AccountAnswer,
  AccountReply,
  ConfigurationSetFacts,
  DkimFacts,
  MailFromFacts,
  Verification,
} from '../delivery/account.ts';
import type { SendingLimits } from '../delivery/transport.ts';
import { noAnswer, unusable } from './ses-account-trouble.ts';
import { type SesAccountSettings, type SesClient, sesClient } from './ses-client.ts';
import { missingSetting } from './ses-missing.ts';

/** The question gives undefined for an answer without what was asked. */
type Ask = <T>(action: string, question: () => Promise<T | undefined>) => Promise<AccountReply<T>>;

/** Asks SES about the account. Each question is one call, which is never repeated here: whoever asks keeps the pace. */
export async function openSesAccount(settings: SesAccountSettings): Promise<Account> {
  const opened = await sesClient(settings);
  const { sdk, client } = opened;
  const ask = asker(opened);
  return {
    region: () => client.config.region().catch(() => null),
    sendingEnabled: () =>
      ask('GetAccountSendingEnabled', async () => {
        const { Enabled } = await client.send(new sdk.GetAccountSendingEnabledCommand({}));
        return Enabled;
      }),
    quota: () => ask('GetSendQuota', async () => limitsOf(await client.send(new sdk.GetSendQuotaCommand({})))),
    verification: (identities) =>
      ask('GetIdentityVerificationAttributes', async () => {
        const command = new sdk.GetIdentityVerificationAttributesCommand({ Identities: [...identities] });
        const { VerificationAttributes } = await client.send(command);
        return mapOf(VerificationAttributes, ({ VerificationStatus }) => VerificationStatus ?? 'NotStarted');
      }),
    dkim: (identities) =>
      ask('GetIdentityDkimAttributes', async () => {
        const command = new sdk.GetIdentityDkimAttributesCommand({ Identities: [...identities] });
        return mapOf((await client.send(command)).DkimAttributes, dkimOf);
      }),
    mailFrom: (identities) =>
      ask('GetIdentityMailFromDomainAttributes', async () => {
        const command = new sdk.GetIdentityMailFromDomainAttributesCommand({ Identities: [...identities] });
        return mapOf((await client.send(command)).MailFromDomainAttributes, mailFromOf);
      }),
    configurationSet: (name) =>
      ask('DescribeConfigurationSet', async () => {
        const command = new sdk.DescribeConfigurationSetCommand({
          ConfigurationSetName: name,
          ConfigurationSetAttributeNames: ['eventDestinations'],
        });
        const set = await orNull(client.send(command));
        return set === null ? null : setOf(set);
      }),
    close: async () => client.destroy(),
  };
}

/** A network that answers for everybody, such as a hotel's, says 200 to this too. */
const UNREADABLE: AccountAnswer<never> = {
  kind: 'unusable',
  reason: 'What answers in place of SES is something else.',
  hint: 'Look at the network, a proxy or a sign-in page in between, and at AWS_ENDPOINT_URL_SES.',
};

function asker(opened: SesClient): Ask {
  const lastDate = watchDates(opened);
  return async (action, question) => {
    const missing = await missingSetting(opened);
    if (missing !== null) return { answer: unusable(missing), serverTime: null };
    const answer = await question().then(
      (value) => (value === undefined ? UNREADABLE : { kind: 'answer' as const, value }),
      (error: unknown) => noAnswer(error, `ses:${action}`),
    );
    return { answer, serverTime: lastDate() };
  };
}

/** The Date of the last answer, also of one that is an error: below what reads answers, and throws for those. */
function watchDates({ client }: SesClient): () => number | null {
  let date: number | null = null;
  client.middlewareStack.add(
    (next) => async (args) => {
      date = null;
      const result = await next(args);
      date = dateOf(result.response);
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'watchDates' },
  );
  return () => date;
}

/** What was set up, or null where there is no such set. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('ConfigurationSetDoesNotExist')) return null;
    throw error;
  }
}

/** The SDK's own types say little of the answer's shape. */
function dateOf(response: unknown): number | null {
  if (typeof response !== 'object' || response === null || !('headers' in response)) return null;
  const { headers } = response;
  if (typeof headers !== 'object' || headers === null || !('date' in headers)) return null;
  const time = typeof headers.date === 'string' ? Date.parse(headers.date) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}

interface QuotaAnswer {
  readonly Max24HourSend?: number | undefined;
  readonly MaxSendRate?: number | undefined;
  readonly SentLast24Hours?: number | undefined;
}

/** −1 a day means without end. */
function limitsOf({ Max24HourSend, MaxSendRate, SentLast24Hours }: QuotaAnswer): SendingLimits | undefined {
  if (Max24HourSend === undefined || MaxSendRate === undefined || SentLast24Hours === undefined) return undefined;
  const perDay = Max24HourSend === -1 ? Number.POSITIVE_INFINITY : Max24HourSend;
  return { perDay, perSecond: MaxSendRate, sentToday: SentLast24Hours };
}

function dkimOf(answer: {
  readonly DkimEnabled: boolean | undefined;
  readonly DkimVerificationStatus: Verification | undefined;
  readonly DkimTokens?: string[] | undefined;
}): DkimFacts {
  return {
    signing: answer.DkimEnabled === true ? 'on' : 'off',
    verification: answer.DkimVerificationStatus ?? 'NotStarted',
    tokens: answer.DkimTokens ?? [],
  };
}

/** Null where none is set. */
function mailFromOf(answer: {
  readonly MailFromDomain: string | undefined;
  readonly MailFromDomainStatus: Exclude<Verification, 'NotStarted'> | undefined;
  readonly BehaviorOnMXFailure: 'UseDefaultValue' | 'RejectMessage' | undefined;
}): MailFromFacts | null {
  const domain = (answer.MailFromDomain ?? '').toLowerCase();
  if (domain === '') return null;
  const otherwise = answer.BehaviorOnMXFailure === 'RejectMessage' ? 'refuse' : 'default';
  return { domain, verification: answer.MailFromDomainStatus ?? 'NotStarted', otherwise };
}

interface SetAnswer {
  readonly ConfigurationSet?: object | undefined;
  readonly EventDestinations?:
    | readonly { readonly Enabled?: boolean | undefined; readonly MatchingEventTypes: string[] | undefined }[]
    | undefined;
}

function setOf({ ConfigurationSet, EventDestinations = [] }: SetAnswer): ConfigurationSetFacts | undefined {
  if (ConfigurationSet === undefined) return undefined;
  const enabled = EventDestinations.filter(({ Enabled }) => Enabled === true);
  return { published: [...new Set(enabled.flatMap(({ MatchingEventTypes }) => MatchingEventTypes ?? []))] };
}

function mapOf<From, To>(
  record: Readonly<Record<string, From>> | undefined,
  read: (value: From) => To | null,
): ReadonlyMap<string, To> | undefined {
  if (record === undefined) return undefined;
  const map = new Map<string, To>();
  for (const [name, value] of Object.entries(record)) {
    const found = read(value);
    if (found !== null) map.set(name, found);
  }
  return map;
}
