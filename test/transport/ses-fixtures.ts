import { afterEach, beforeEach, vi } from 'vitest';
import type { Message } from '../../src/mail/message.ts';
import { openSes, type SesOptions } from '../../src/transport/ses.ts';
import type { Transport } from '../../src/delivery/transport.ts';
import { STAND_IN_CREDENTIALS, type StandIn, type StandInOptions, startStandIn } from '../ses-stand-in/stand-in.ts';

/** Short, for tests in which nobody answers. */
export const TIMES = { connect: 400, answer: 400, idle: 3000, patience: 5 };

const MAIL = [
  'From: The Harbour Daily <daily@example.org>',
  'Subject: Ferries',
  '',
  'Über den Fluss, 渡り船 + / = &',
  '',
];

export function messageTo(to: string, mail: string | Buffer = MAIL.join('\r\n')): Message {
  const bytes = Buffer.from(mail);
  return { envelope: { from: 'daily@example.org', to }, messageId: '<1@example.org>', bytes };
}

/** What the SDK reads of the environment is the stand-in's, and nothing of this machine. */
export function useStandInCredentials(): void {
  beforeEach(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', STAND_IN_CREDENTIALS.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', STAND_IN_CREDENTIALS.secretAccessKey);
    vi.stubEnv('AWS_SESSION_TOKEN', undefined);
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_PROFILE', undefined);
    vi.stubEnv('AWS_ENDPOINT_URL_SES', undefined);
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere');
  });
  afterEach(() => vi.unstubAllEnvs());
}

const open: { readonly close: () => Promise<void> }[] = [];

/** Closes what was opened by `opened`. */
export function closeAfterEach(): void {
  afterEach(async () => {
    for (const each of open.splice(0).toReversed()) await each.close();
  });
}

export async function opened(
  options: StandInOptions = {},
  settings: SesOptions = {},
): Promise<{ readonly standIn: StandIn; readonly ses: Transport }> {
  const standIn = await startStandIn(options);
  const ses = openSes({ region: 'eu-west-1', endpoint: standIn.url, times: TIMES, ...settings });
  open.push(standIn, ses);
  return { standIn, ses };
}
