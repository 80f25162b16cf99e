import type { SuppressionReason } from './subscriber.ts';

/** What a column says, besides the fields that courant.yaml declares. */
export type ColumnUse =
  | 'email'
  | 'list'
  | 'consent'
  | 'consent_at'
  | 'consent_from'
  /** A word for how things stand between the reader and the newsletter: see `subscription.ts`. */
  | 'subscription'
  /** A JSON object of further fields. */
  | 'attributes'
  /** A value (a date, mostly) says that they left: by themselves, or because their address is dead. */
  | { readonly left: SuppressionReason; readonly when: 'filled' | 'true' | 'false' | 'always' };

/** How the export of another system is told, and read. Names of columns in lower case. */
export interface ForeignExport {
  readonly name: string;
  /** It is one when all columns of one of these are there. */
  readonly marks: readonly (readonly string[])[];
  readonly columns: Readonly<Record<string, ColumnUse>>;
}

/** As their exports looked in 2026; where a system writes several dates of consent, the best one comes first. */
const FOREIGN_EXPORTS: readonly ForeignExport[] = [
  {
    name: 'Mailchimp',
    marks: [
      ['email address', 'optin_time'],
      ['email address', 'member_rating'],
      ['email address', 'leid'],
      ['email address', 'unsub_time'],
      ['email address', 'clean_time'],
    ],
    columns: {
      'email address': 'email',
      confirm_time: 'consent_at',
      optin_time: 'consent_at',
      // Its exports are one file a state: subscribed, unsubscribed, cleaned.
      unsub_time: { left: 'unsubscribe', when: 'always' },
      clean_time: { left: 'bounce', when: 'always' },
    },
  },
  {
    name: 'Substack',
    marks: [
      ['email', 'active_subscription'],
      ['email', 'email_disabled'],
    ],
    columns: { email: 'email', email_disabled: { left: 'unsubscribe', when: 'true' }, created_at: 'consent_at' },
  },
  {
    name: 'Ghost',
    marks: [
      ['email', 'subscribed_to_emails'],
      ['email', 'complimentary_plan'],
    ],
    columns: {
      email: 'email',
      subscribed_to_emails: { left: 'unsubscribe', when: 'false' },
      deleted_at: { left: 'unsubscribe', when: 'filled' },
      created_at: 'consent_at',
    },
  },
  {
    name: 'listmonk',
    marks: [
      ['email', 'attributes', 'status'],
      ['uuid', 'email', 'status'],
    ],
    columns: { email: 'email', attributes: 'attributes', status: 'subscription', created_at: 'consent_at' },
  },
  {
    name: 'Buttondown',
    marks: [
      ['email_address', 'creation_date'],
      ['email_address', 'subscriber_type'],
      ['email_address', 'type'],
      ['email', 'subscriber_type'],
      ['email', 'creation_date'],
    ],
    columns: {
      email_address: 'email',
      email: 'email',
      type: 'subscription',
      subscriber_type: 'subscription',
      metadata: 'attributes',
      creation_date: 'consent_at',
      unsubscription_date: { left: 'unsubscribe', when: 'filled' },
      undeliverability_date: { left: 'bounce', when: 'filled' },
    },
  },
];

/** Columns of Courant's own files; their names can't be those of fields. */
export const OWN_COLUMNS: Readonly<Record<string, ColumnUse>> = {
  email: 'email',
  list: 'list',
  consent: 'consent',
  consent_at: 'consent_at',
  consent_from: 'consent_from',
  subscription: 'subscription',
};

/** Names that other systems have for what many publications keep. */
export const FIELD_NAMES: Readonly<Record<string, readonly string[]>> = {
  fname: ['first_name'],
  lname: ['last_name'],
  name: ['name', 'full_name'],
  labels: ['labels', 'tags'],
};

export function recogniseExport(names: ReadonlySet<string>): ForeignExport | undefined {
  return FOREIGN_EXPORTS.find(({ marks }) => marks.some((mark) => mark.every((name) => names.has(name))));
}
