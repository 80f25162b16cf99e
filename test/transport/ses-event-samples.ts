/** Events in the shape of the SES developer guide ("Examples of event data that Amazon SES publishes"), made up throughout. */
export type SesType = 'Send' | 'Delivery' | 'DeliveryDelay' | 'Bounce' | 'Complaint' | 'Reject' | 'Open' | 'Click';

export const SES_TYPES: readonly SesType[] = [
  'Send',
  'Delivery',
  'DeliveryDelay',
  'Bounce',
  'Complaint',
  'Reject',
  'Open',
  'Click',
];

export interface SampleOf {
  readonly send: string;
  readonly attempt: number;
  readonly address: string;
  /** Members of the part that tells about the event, over the sample's own. */
  readonly part?: object;
}

const PARTS: Readonly<Record<SesType, (address: string) => object>> = {
  Send: () => ({}),
  Delivery: (address) => ({
    timestamp: '2026-11-24T08:00:03.411Z',
    processingTimeMillis: 1411,
    recipients: [address],
    smtpResponse: '250 2.6.0 Message received',
    remoteMtaIp: '192.0.2.7',
    reportingMTA: 'mta.example.com',
  }),
  DeliveryDelay: (address) => ({
    timestamp: '2026-11-24T08:10:03.411Z',
    delayType: 'TransientCommunicationFailure',
    expirationTime: '2026-11-24T20:00:02.000Z',
    delayedRecipients: [{ emailAddress: address, status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1 no answer' }],
  }),
  Bounce: (address) => ({
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [
      {
        emailAddress: address,
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: `smtp; 550 5.1.1 <${address}> user unknown`,
      },
    ],
    timestamp: '2026-11-24T08:00:04.020Z',
    feedbackId: '0100-bounce-000000',
    reportingMTA: 'dsn; mta.example.com',
  }),
  Complaint: (address) => ({
    complainedRecipients: [{ emailAddress: address }],
    timestamp: '2026-11-24T09:30:00.000Z',
    feedbackId: '0100-complaint-000000',
    userAgent: 'Example Loop (V0.01)',
    complaintFeedbackType: 'abuse',
    complaintSubType: null,
    arrivalDate: '2026-11-24T09:29:00.000Z',
  }),
  Reject: () => ({ reason: 'Bad content' }),
  Open: () => ({ ipAddress: '192.0.2.1', timestamp: '2026-11-24T08:20:19.652Z', userAgent: 'Mozilla/5.0' }),
  Click: () => ({
    ipAddress: '192.0.2.1',
    timestamp: '2026-11-24T08:21:25.570Z',
    userAgent: 'Mozilla/5.0',
    link: 'https://news.example.org/ferries',
    linkTags: { 'samplekey0;': ['samplevalue0'] },
  }),
};

export function sesEvent(type: SesType, { send, attempt, address, part }: SampleOf): Record<string, unknown> {
  const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  return {
    eventType: type,
    mail: {
      timestamp: '2026-11-24T08:00:02.000Z',
      source: 'The Daily <daily@example.org>',
      sourceArn: 'arn:aws:ses:eu-west-1:123456789012:identity/example.org',
      sendingAccountId: '123456789012',
      messageId: messageIdOf(attempt),
      destination: [address],
      headersTruncated: false,
      headers: [
        { name: 'From', value: 'The Daily <daily@example.org>' },
        { name: 'To', value: address },
        { name: 'Subject', value: '渡轮为何停航 — لماذا توقفت العبّارات' },
      ],
      commonHeaders: { from: ['The Daily <daily@example.org>'], to: [address], messageId: messageIdOf(attempt) },
      tags: {
        'ses:configuration-set': ['newsletters'],
        'ses:source-ip': ['192.0.2.3'],
        'courant-send': [send],
        'courant-attempt': [String(attempt)],
      },
    },
    [name]: { ...PARTS[type](address), ...part },
  };
}

export function messageIdOf(attempt: number): string {
  return `0102018c${String(attempt).padStart(6, '0')}-7c191be4-02f9-4d12-a87d-dd0099a07f8a-000000`;
}

export function inSns(event: unknown): object {
  return {
    Type: 'Notification',
    MessageId: '11111111-2222-3333-4444-555555555555',
    TopicArn: 'arn:aws:sns:eu-west-1:123456789012:letters',
    Subject: 'Amazon SES Email Event Notification',
    Message: typeof event === 'string' ? event : JSON.stringify(event),
    Timestamp: '2026-11-24T08:00:05.000Z',
    SignatureVersion: '1',
    Signature: 'EXAMPLE',
  };
}

export function inSqs(...bodies: readonly unknown[]): object {
  const messages = bodies.map((body, index) => ({
    MessageId: `message-${index}`,
    ReceiptHandle: 'EXAMPLE',
    MD5OfBody: 'EXAMPLE',
    Body: typeof body === 'string' ? body : JSON.stringify(body),
  }));
  return { Messages: messages };
}

export function inEventBridge(event: unknown): object {
  return {
    version: '0',
    id: '12a18625-3cab-fea8-b4b5-5bd1f2b8f1f8',
    'detail-type': 'Email Delivered',
    source: 'aws.ses',
    account: '123456789012',
    time: '2026-11-24T08:00:05Z',
    region: 'eu-west-1',
    resources: [],
    detail: event,
  };
}

export const CONFIRMATION = {
  Type: 'SubscriptionConfirmation',
  TopicArn: 'arn:aws:sns:eu-west-1:123456789012:letters',
  Message: 'You have chosen to subscribe to the topic.',
  SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=EXAMPLE',
  Token: 'EXAMPLE',
};

export const GREETING = 'Successfully validated SNS topic for Amazon SES event publishing.';
