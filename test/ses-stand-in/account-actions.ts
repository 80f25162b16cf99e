import { createHash } from 'node:crypto';
import { escapeXml, xmlList, xmlMap } from './answers.ts';
import { type Form, formList, formText } from './form.ts';
import type { Refusal, Settings } from './options.ts';

export interface AccountState {
  readonly settings: Settings;
  readonly sentLast24Hours: number;
}

/** The body of `<ActionResult>`, or why there is none. */
type AccountAction = (form: Form, state: AccountState) => string | Refusal;

const NO_DKIM = { enabled: false, status: 'NotStarted', tokens: [] };

/** All that the stand-in knows besides SendRawEmail. */
export const ACCOUNT_ACTIONS: ReadonlyMap<string, AccountAction> = new Map<string, AccountAction>([
  ['GetSendQuota', (_form, state) => sendQuota(state)],
  ['GetAccountSendingEnabled', (_form, { settings }) => `<Enabled>${settings.sendingEnabled}</Enabled>`],
  ['ListIdentities', (form, { settings }) => identities(form, settings)],
  ['GetIdentityVerificationAttributes', (form, { settings }) => verification(form, settings)],
  ['GetIdentityDkimAttributes', (form, { settings }) => dkim(form, settings)],
  ['GetIdentityMailFromDomainAttributes', (form, { settings }) => mailFrom(form, settings)],
  ['DescribeConfigurationSet', (form, { settings }) => configurationSet(form, settings)],
]);

/** SES writes its numbers as doubles. */
function sendQuota({ settings, sentLast24Hours }: AccountState): string {
  return [
    `<Max24HourSend>${settings.max24HourSend.toFixed(1)}</Max24HourSend>`,
    `<MaxSendRate>${settings.maxSendRate.toFixed(1)}</MaxSendRate>`,
    `<SentLast24Hours>${sentLast24Hours.toFixed(1)}</SentLast24Hours>`,
  ].join('');
}

function identities(form: Form, { account }: Settings): string {
  const wanted = formText(form, 'IdentityType');
  const kindOf = (name: string): string => (name.includes('@') ? 'EmailAddress' : 'Domain');
  const names = Object.keys(account.identities ?? {}).filter((name) => wanted === null || kindOf(name) === wanted);
  return `<Identities>${xmlList(names)}</Identities>`;
}

function verification(form: Form, { account }: Settings): string {
  const entries = asked(form, account.identities, (status) => `<VerificationStatus>${status}</VerificationStatus>`);
  return `<VerificationAttributes>${xmlMap(entries)}</VerificationAttributes>`;
}

/** SES answers for every identity that was asked about, also for those it doesn't know. */
function dkim(form: Form, { account }: Settings): string {
  const entries = formList(form, 'Identities').map((name): readonly [string, string] => {
    const { enabled, status, tokens } = ownValue(account.dkim, name) ?? NO_DKIM;
    const list = xmlList(tokens ?? [1, 2, 3].map((number) => dkimToken(name, number)));
    const state = `<DkimVerificationStatus>${status}</DkimVerificationStatus>`;
    return [name, `<DkimEnabled>${enabled}</DkimEnabled>${state}<DkimTokens>${list}</DkimTokens>`];
  });
  return `<DkimAttributes>${xmlMap(entries)}</DkimAttributes>`;
}

function mailFrom(form: Form, { account }: Settings): string {
  const entries = asked(form, account.mailFrom, ({ domain, status }) => {
    const name = `<MailFromDomain>${escapeXml(domain)}</MailFromDomain>`;
    const rest = `<MailFromDomainStatus>${status}</MailFromDomainStatus>`;
    return `${name}${rest}<BehaviorOnMXFailure>UseDefaultValue</BehaviorOnMXFailure>`;
  });
  return `<MailFromDomainAttributes>${xmlMap(entries)}</MailFromDomainAttributes>`;
}

function configurationSet(form: Form, { account }: Settings): string | Refusal {
  const name = formText(form, 'ConfigurationSetName') ?? '';
  const set = ownValue(account.configurationSets, name);
  const message = `Configuration set <${name}> does not exist.`;
  if (set === null) return { code: 'ConfigurationSetDoesNotExist', message };
  const wanted = formList(form, 'ConfigurationSetAttributeNames');
  const destinations = (set.destinations ?? []).map(({ name, enabled, events, topic }) => {
    const types = `<MatchingEventTypes>${xmlList(events)}</MatchingEventTypes>`;
    const sns = `<SNSDestination><TopicARN>${escapeXml(topic)}</TopicARN></SNSDestination>`;
    return `<member><Name>${escapeXml(name)}</Name><Enabled>${enabled}</Enabled>${types}${sns}</member>`;
  });
  const sending = `<SendingEnabled>${set.sendingEnabled ?? true}</SendingEnabled>`;
  return [
    `<ConfigurationSet><Name>${escapeXml(name)}</Name></ConfigurationSet>`,
    wanted.includes('eventDestinations') ? `<EventDestinations>${destinations.join('')}</EventDestinations>` : '',
    wanted.includes('reputationOptions') ? `<ReputationOptions>${sending}</ReputationOptions>` : '',
  ].join('');
}

/** Entries for those of the Identities asked about that the account has. */
function asked<Value>(
  form: Form,
  known: Readonly<Record<string, Value>> | undefined,
  render: (value: Value) => string,
): readonly (readonly [string, string])[] {
  return formList(form, 'Identities').flatMap((name) => {
    const value = ownValue(known, name);
    return value === null ? [] : [[name, render(value)] as const];
  });
}

function ownValue<Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | null {
  return record !== undefined && Object.hasOwn(record, key) ? (record[key] ?? null) : null;
}

function dkimToken(name: string, number: number): string {
  return createHash('sha256').update(`${name} ${number}`).digest('hex').slice(0, 32);
}
