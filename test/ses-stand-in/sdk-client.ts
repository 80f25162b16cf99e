import {
  SESClient,
  type SESClientConfig,
  SendRawEmailCommand,
  type SendRawEmailCommandInput,
} from '@aws-sdk/client-ses';
import { STAND_IN_CREDENTIALS } from './stand-in.ts';

export const MAIL = [
  'From: The Harbour Daily <daily@example.org>',
  'To: reader@example.com',
  'Subject: Ferries',
  '',
  'Über den Fluss, 渡り船, عبّارة + / = &',
  '',
].join('\r\n');

/** The real SDK, which asks once, gives up after a second, and takes 100 sockets. */
export function sdkClient(url: string, config: SESClientConfig = {}): SESClient {
  return new SESClient({
    region: 'eu-west-1',
    endpoint: url,
    credentials: STAND_IN_CREDENTIALS,
    maxAttempts: 1,
    requestHandler: { requestTimeout: 1_000, throwOnRequestTimeout: true, httpAgent: { maxSockets: 100 } },
    ...config,
  });
}

export function sendRaw(changes: Partial<SendRawEmailCommandInput> = {}, mail: string = MAIL): SendRawEmailCommand {
  return new SendRawEmailCommand({
    Destinations: ['Reader@Example.com'],
    RawMessage: { Data: Buffer.from(mail) },
    Tags: [
      { Name: 'send', Value: '2026-11-23-ferries' },
      { Name: 'attempt', Value: '17' },
    ],
    ...changes,
  });
}

export interface Heard {
  /** `ok`, or the error's name. */
  readonly name: string;
  readonly message: string;
  /** Of the connection, such as ECONNRESET. */
  readonly code: string;
  readonly status: number;
  readonly messageId: string | undefined;
}

/** What the caller hears of one call, as plain values. */
export async function heard(client: SESClient, command: SendRawEmailCommand = sendRaw()): Promise<Heard> {
  try {
    const { MessageId: messageId, $metadata } = await client.send(command);
    return { name: 'ok', message: '', code: '', status: $metadata.httpStatusCode ?? 0, messageId };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return {
      name: error.name,
      message: error.message,
      code: codeOf(error),
      status: statusOf(error),
      messageId: undefined,
    };
  }
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function statusOf(error: Error): number {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null) return 0;
  const { $metadata } = error;
  return 'httpStatusCode' in $metadata && typeof $metadata.httpStatusCode === 'number' ? $metadata.httpStatusCode : 0;
}

/** One word for what the caller can know. */
export function wordFor({ name, code, status, message, messageId }: Heard): string {
  if (name === 'ok') return messageId === undefined ? 'no id' : 'ok';
  if (code === 'ECONNRESET' || code === 'EPIPE') return status === 200 ? 'cut off' : 'reset';
  if (code !== '') return code;
  if (status >= 500) return '5xx';
  return message.includes('XML parse error') ? 'unreadable' : name;
}
