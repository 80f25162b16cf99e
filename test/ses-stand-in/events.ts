import { chance, oneOf } from './chance.ts';
import type { Settings } from './options.ts';
import type { AcceptedRow } from './truth.ts';

type EventSettings = Pick<Settings, 'seed' | 'outcomes' | 'region'>;
type Tag = readonly [name: string, values: readonly string[]];
type Fate = 'delivered' | 'bounced' | 'complained';

const ACCOUNT = '000000000000';

type Bounce = readonly [type: string, subType: string, status: string, diagnostic: string];

const BOUNCES: readonly [Bounce, ...Bounce[]] = [
  ['Permanent', 'General', '5.1.1', 'smtp; 550 5.1.1 user unknown'],
  ['Permanent', 'NoEmail', '5.1.1', 'smtp; 550 5.1.1 no such address'],
  ['Permanent', 'OnAccountSuppressionList', '5.1.1', 'Amazon SES did not send the message: the address is suppressed'],
  ['Transient', 'MailboxFull', '5.2.2', 'smtp; 552 5.2.2 mailbox full'],
  ['Transient', 'General', '4.4.7', 'smtp; 554 4.4.7 message expired'],
  ['Undetermined', 'Undetermined', '5.0.0', 'smtp; 554 5.0.0 something went wrong'],
];

/**
 * What SES publishes of accepted messages, in its own JSON, oldest message first. As a configuration set's destination
 * for Send, Delivery, Bounce and Complaint would get it; the stand-in publishes also where the call named no set.
 */
export function* eventsOf(rows: Iterable<AcceptedRow>, settings: EventSettings): Generator<object> {
  const { seed, outcomes } = settings;
  for (const row of rows) {
    if (chance(seed, row.number, 'silent') < (outcomes.silent ?? 0)) continue;
    const twice = chance(seed, row.number, 'duplicate') < (outcomes.duplicate ?? 0);
    for (const event of eventsOfRow(row, settings)) {
      yield event;
      if (twice) yield event;
    }
  }
}

function eventsOfRow(row: AcceptedRow, settings: EventSettings): readonly object[] {
  const mail = mailOf(row, settings.region);
  const fate = fateOf(row, settings);
  const sent = { eventType: 'Send', mail, send: {} };
  if (fate === 'bounced') return [sent, { eventType: 'Bounce', mail, bounce: bounceOf(row, settings.seed) }];
  const delivered = { eventType: 'Delivery', mail, delivery: deliveryOf(row) };
  if (fate === 'delivered') return [sent, delivered];
  return [sent, delivered, { eventType: 'Complaint', mail, complaint: complaintOf(row) }];
}

/** The addresses of SES's mailbox simulator do what they do there; the others go by the shares. */
function fateOf({ to, number }: AcceptedRow, { seed, outcomes }: EventSettings): Fate {
  if (/^bounce(?:\+[^@]*)?@simulator\.amazonses\.com$/.test(to)) return 'bounced';
  if (/^complaint(?:\+[^@]*)?@simulator\.amazonses\.com$/.test(to)) return 'complained';
  const drawn = chance(seed, number, 'outcome');
  const { bounce = 0, complaint = 0 } = outcomes;
  if (drawn < bounce) return 'bounced';
  return drawn < bounce + complaint ? 'complained' : 'delivered';
}

function mailOf({ messageId, to, tags, at, source, configurationSet }: AcceptedRow, region: string): object {
  const own = Object.entries(tags).map(([name, value]): Tag => [name, [value]]);
  const set: readonly Tag[] = configurationSet === '' ? [] : [['ses:configuration-set', [configurationSet]]];
  const domain = source.slice(source.lastIndexOf('@') + 1);
  return {
    timestamp: timeOf(at, 0),
    source,
    sourceArn: `arn:aws:ses:${region}:${ACCOUNT}:identity/${domain}`,
    sendingAccountId: ACCOUNT,
    messageId,
    destination: [to],
    headersTruncated: true,
    headers: [
      { name: 'From', value: source },
      { name: 'To', value: to },
    ],
    commonHeaders: { from: [source], to: [to], messageId },
    tags: Object.fromEntries<readonly string[]>([
      ...set,
      ['ses:source-ip', ['192.0.2.1']],
      ['ses:from-domain', [domain]],
      ['ses:caller-identity', ['stand-in']],
      ...own,
    ]),
  };
}

function deliveryOf({ to, at, messageId }: AcceptedRow): object {
  return {
    timestamp: timeOf(at, 1_500),
    processingTimeMillis: 1_500,
    recipients: [to],
    smtpResponse: `250 2.0.0 OK ${messageId.slice(0, 16)}`,
    reportingMTA: 'a1-1.smtp-out.example.net',
  };
}

function bounceOf({ to, at, messageId, number }: AcceptedRow, seed: number): object {
  const [bounceType, bounceSubType, status, diagnosticCode] = oneOf(BOUNCES, chance(seed, number, 'bounce'));
  return {
    feedbackId: `${messageId}-b`,
    bounceType,
    bounceSubType,
    bouncedRecipients: [{ emailAddress: to, action: 'failed', status, diagnosticCode }],
    timestamp: timeOf(at, 2_500),
    reportingMTA: 'dns; a1-1.smtp-out.example.net',
  };
}

function complaintOf({ to, at, messageId }: AcceptedRow): object {
  return {
    feedbackId: `${messageId}-c`,
    complaintSubType: null,
    complainedRecipients: [{ emailAddress: to }],
    timestamp: timeOf(at, 60_000),
    userAgent: 'ExampleCorp Feedback Loop (V0.01)',
    complaintFeedbackType: 'abuse',
    arrivalDate: timeOf(at, 60_000),
  };
}

function timeOf(at: number, later: number): string {
  return new Date(at + later).toISOString();
}
