import { createServer } from 'node:http';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Account } from '../../src/delivery/account.ts';
import { listen } from './listen.ts';
import { openSesAccount } from '../../src/transport/ses-account.ts';
import { STAND_IN_CREDENTIALS, type StandIn, type StandInOptions, startStandIn } from '../ses-stand-in/stand-in.ts';

const NAMES = ['small@example.org', 'example.org'];

beforeEach(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', STAND_IN_CREDENTIALS.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', STAND_IN_CREDENTIALS.secretAccessKey);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  for (const file of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(file, '/dev/null');
});
afterEach(() => vi.unstubAllEnvs());

async function opened(options: StandInOptions = {}): Promise<{ readonly ses: StandIn; readonly account: Account }> {
  const ses = await startStandIn(options);
  const account = await openSesAccount({ endpoint: ses.url });
  onTestFinished(async () => {
    await account.close();
    await ses.close();
  });
  return { ses, account };
}

test('reads what an account says of itself, with the time of SES', async () => {
  const { account } = await opened({
    max24HourSend: -1,
    maxSendRate: 14,
    sentLast24Hours: 7,
    account: {
      identities: { 'example.org': 'Success', 'small@example.org': 'Pending' },
      dkim: { 'example.org': { enabled: true, status: 'Success', tokens: ['t1', 't2'] } },
      mailFrom: { 'example.org': { domain: 'Bounce.example.org', status: 'Failed' } },
      configurationSets: {
        news: {
          destinations: [
            { name: 'on', enabled: true, events: ['bounce', 'delivery'], topic: 'arn:aws:sns:eu-west-1:1:t' },
            { name: 'off', enabled: false, events: ['complaint'], topic: 'arn:aws:sns:eu-west-1:1:t' },
          ],
        },
      },
    },
  });
  const before = Date.now();
  const enabled = await account.sendingEnabled();
  expect(enabled.answer).toEqual({ kind: 'answer', value: true });
  expect(enabled.serverTime).toBeGreaterThanOrEqual(Math.floor(before / 1000) * 1000);
  expect(enabled.serverTime).toBeLessThanOrEqual(Date.now());
  const perDay = Number.POSITIVE_INFINITY;
  expect((await account.quota()).answer).toEqual({ kind: 'answer', value: { perDay, perSecond: 14, sentToday: 7 } });
  expect((await account.verification(NAMES)).answer).toEqual({
    kind: 'answer',
    value: new Map([
      ['small@example.org', 'Pending'],
      ['example.org', 'Success'],
    ]),
  });
  const dkim = (await account.dkim(['example.org'])).answer;
  const facts = { signing: 'on', verification: 'Success', tokens: ['t1', 't2'] };
  expect(dkim).toEqual({ kind: 'answer', value: new Map([['example.org', facts]]) });
  const mailFrom = { domain: 'bounce.example.org', verification: 'Failed', otherwise: 'default' };
  expect((await account.mailFrom(NAMES)).answer).toEqual({
    kind: 'answer',
    value: new Map([['example.org', mailFrom]]),
  });
  const set = (await account.configurationSet('news')).answer;
  expect(set).toEqual({ kind: 'answer', value: { published: ['bounce', 'delivery'] } });
  expect((await account.configurationSet('gone')).answer).toEqual({ kind: 'answer', value: null });
  expect(await account.region()).toBe('eu-west-1');
});

test('an account with nothing in it', async () => {
  const { account } = await opened({ sendingEnabled: false });
  expect((await account.sendingEnabled()).answer).toEqual({ kind: 'answer', value: false });
  expect((await account.verification(NAMES)).answer).toEqual({ kind: 'answer', value: new Map() });
  expect((await account.mailFrom(NAMES)).answer).toEqual({ kind: 'answer', value: new Map() });
});

const REFUSED: readonly (readonly [code: string, status: number, expected: object])[] = [
  ['Throttling', 400, { kind: 'throttled' }],
  ['AccessDenied', 403, { kind: 'not-allowed', action: 'ses:GetSendQuota' }],
  ['AccessDeniedException', 403, { kind: 'not-allowed', action: 'ses:GetSendQuota' }],
  ['InvalidClientTokenId', 403, { kind: 'unusable', reason: 'AWS does not know this access key.' }],
  ['ExpiredToken', 403, { kind: 'unusable', reason: 'The AWS credentials have expired.' }],
  ['OptInRequired', 403, { kind: 'unusable' }],
  ['InternalFailure', 500, { kind: 'unusable', reason: 'SES answered ses:GetSendQuota with 500 InternalFailure.' }],
];

test.each(REFUSED)('%s, once asked', async (code, status, expected) => {
  const { ses, account } = await opened({ actionErrors: { GetSendQuota: { code, status, message: 'secret words' } } });
  const { answer, serverTime } = await account.quota();
  expect(answer).toMatchObject(expected);
  expect(JSON.stringify(answer)).not.toContain('secret words');
  expect(serverTime).not.toBeNull();
  expect(ses.calls().actions).toEqual({ GetSendQuota: 1 });
});

test.each(['', '<!DOCTYPE html><html><body>Sign in</body></html>', '<GetSendQuotaResponse/>'])(
  'something that says 200 and isn’t SES: %j',
  async (body) => {
    const server = createServer((_request, answer) => void answer.end(body));
    const port = await listen(server);
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const account = await openSesAccount({ endpoint: `http://127.0.0.1:${port}` });
    const questions = [
      account.sendingEnabled,
      account.quota,
      () => account.verification(NAMES),
      () => account.dkim(NAMES),
      () => account.mailFrom(NAMES),
      () => account.configurationSet('news'),
    ];
    for (const question of questions) expect((await question()).answer.kind).toBe('unusable');
  },
);

test('a wrong secret key', async () => {
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wrong');
  const { account } = await opened();
  expect((await account.sendingEnabled()).answer).toMatchObject({
    kind: 'unusable',
    reason: 'The secret access key is not that of the access key.',
  });
});

test('nobody there', async () => {
  const { ses, account } = await opened();
  await ses.close();
  const { answer, serverTime } = await account.sendingEnabled();
  expect(answer).toMatchObject({
    kind: 'unusable',
    reason: 'SES can’t be reached: the SES endpoint refuses connections.',
  });
  expect(serverTime).toBeNull();
});

test('no credentials, no region', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
  const { ses, account } = await opened();
  expect((await account.sendingEnabled()).answer).toMatchObject({
    kind: 'unusable',
    reason: 'No AWS credentials could be loaded.',
  });
  expect(ses.calls().actions).toEqual({});
  vi.unstubAllEnvs();
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'y');
  vi.stubEnv('AWS_REGION', undefined);
  for (const file of ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE']) vi.stubEnv(file, '/dev/null');
  const lost = await openSesAccount({});
  expect(await lost.region()).toBeNull();
  expect((await lost.quota()).answer).toMatchObject({ kind: 'unusable', reason: 'No AWS region is set.' });
});
