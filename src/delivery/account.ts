import type { SendingLimits } from './transport.ts';

/** One question's answer, or why there is none. `unusable`: no other question would be answered either. */
export type AccountAnswer<T> =
  | { readonly kind: 'answer'; readonly value: T }
  /** The credentials may not ask this. `action` as a policy names it: `ses:GetSendQuota`. */
  | { readonly kind: 'not-allowed'; readonly action: string }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'unusable'; readonly reason: string; readonly hint: string };

export interface AccountReply<T> {
  readonly answer: AccountAnswer<T>;
  /** The service's own clock, in milliseconds since 1970, where it told. */
  readonly serverTime: number | null;
}

/** SES's words for how far the check of something in the DNS came. */
export type Verification = 'Pending' | 'Success' | 'Failed' | 'TemporaryFailure' | 'NotStarted';

export interface DkimFacts {
  readonly signing: 'on' | 'off';
  readonly verification: Verification;
  /** Each stands in a record of its own below `_domainkey`. */
  readonly tokens: readonly string[];
}

export interface MailFromFacts {
  readonly domain: string;
  readonly verification: Verification;
  /** What SES does while the MX record can't be read: sends as amazonses.com, or refuses to send. */
  readonly otherwise: 'default' | 'refuse';
}

export interface ConfigurationSetFacts {
  /** SES's names of the events that go somewhere: `bounce`, `complaint`, `delivery`, … */
  readonly published: readonly string[];
}

/** By identity (an address or a domain); those that the account doesn't have are absent. */
type ByIdentity<T> = ReadonlyMap<string, T>;

/** Port: what an SES account says of itself. It answers about one question a second. */
export interface Account {
  /** AWS's region; null where none is set, which every question then tells. */
  readonly region: () => Promise<string | null>;
  readonly sendingEnabled: () => Promise<AccountReply<boolean>>;
  readonly quota: () => Promise<AccountReply<SendingLimits>>;
  readonly verification: (identities: readonly string[]) => Promise<AccountReply<ByIdentity<Verification>>>;
  readonly dkim: (identities: readonly string[]) => Promise<AccountReply<ByIdentity<DkimFacts>>>;
  readonly mailFrom: (identities: readonly string[]) => Promise<AccountReply<ByIdentity<MailFromFacts>>>;
  /** Null where there is no such configuration set. */
  readonly configurationSet: (name: string) => Promise<AccountReply<ConfigurationSetFacts | null>>;
  readonly close: () => Promise<void>;
}
