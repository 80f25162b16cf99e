import { describe, expect, test, vi } from 'vitest';
import type { Transport } from '../../src/delivery/transport.ts';
import { TransportError } from '../../src/delivery/transport-error.ts';
import { openSes } from '../../src/transport/ses.ts';
import type { StandInOptions } from '../ses-stand-in/stand-in.ts';
import { closeAfterEach, messageTo, opened, TIMES, useStandInCredentials } from './ses-fixtures.ts';

useStandInCredentials();
closeAfterEach();

test('the quota, after one question whether the account sends at all', async () => {
  const { standIn, ses } = await opened({ maxSendRate: 14, max24HourSend: 50_000, sentLast24Hours: 1200 });
  expect(await ses.limits()).toEqual({ perSecond: 14, perDay: 50_000, sentToday: 1200 });
  await ses.limits();
  expect(standIn.calls().actions).toEqual({ GetAccountSendingEnabled: 1, GetSendQuota: 2 });
});

test('an endpoint that does not go with other settings is said', async () => {
  vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
  const { ses } = await opened();
  expect((await refusalOf(ses)).words).toMatch(/AWS_USE_FIPS_ENDPOINT/);
});

test('−1 is no limit', async () => {
  const { ses } = await opened({ max24HourSend: -1 });
  expect((await ses.limits()).perDay).toBe(Number.POSITIVE_INFINITY);
});

test('a question that came too early is asked again, at most twice', async () => {
  const throttled = { actionErrors: { GetSendQuota: { code: 'Throttling', message: 'Rate exceeded' } } };
  const { standIn, ses } = await opened({ ...throttled, maxSendRate: 14 }, { times: { ...TIMES, patience: 1000 } });
  const limits = ses.limits();
  await vi.waitFor(() => expect(standIn.calls().errors).toEqual({ Throttling: 1 }));
  standIn.set({ actionErrors: {} });
  expect((await limits).perSecond).toBe(14);
  standIn.set(throttled);
  const hasty = openSes({ region: 'eu-west-1', endpoint: standIn.url, times: TIMES });
  expect(await refusalOf(hasty)).toMatchObject({ code: 'transport-unreachable' });
  expect(standIn.calls().actions['GetSendQuota']).toBe(2 + 3);
  await hasty.close();
});

test('who may not ask whether the account sends may still send', async () => {
  const denied = { code: 'AccessDenied', message: 'User: arn:aws:iam::123456789012:user/x', status: 403 };
  const { ses } = await opened({ maxSendRate: 14, actionErrors: { GetAccountSendingEnabled: denied } });
  expect((await ses.limits()).perSecond).toBe(14);
});

describe('nothing can be sent', () => {
  const denied = { code: 'AccessDenied', message: 'User: arn:aws:iam::123456789012:user/x', status: 403 };
  const broken = { code: 'InternalFailure', message: 'An internal error has occurred.', status: 500 };
  const cases: readonly (readonly [what: string, options: StandInOptions, code: string, words: RegExp])[] = [
    [
      'while the account is paused',
      { sendingEnabled: false },
      'transport-paused',
      /^Sending is paused for this SES account\. /,
    ],
    [
      'with a wrong secret',
      { credentials: { accessKeyId: 'AKIDSTANDIN000000000', secretAccessKey: 'other' } },
      'transport-refused',
      /AWS_SECRET_ACCESS_KEY/,
    ],
    [
      'with an unknown key',
      { credentials: { accessKeyId: 'AKIDOTHER', secretAccessKey: 'other' } },
      'transport-refused',
      /^AWS does not know this access key\. /,
    ],
    [
      'with credentials that may not ask',
      { actionErrors: { GetSendQuota: denied } },
      'transport-refused',
      /ses:GetSendQuota/,
    ],
    ['while SES is broken', { actionErrors: { GetSendQuota: broken } }, 'transport-unreachable', /500 InternalFailure/],
  ];
  test.each(cases)('%s', async (_, options, code, words) => {
    const { standIn, ses } = await opened(options);
    const refusal = await refusalOf(ses);
    expect(refusal.code).toBe(code);
    expect(refusal.words).toMatch(words);
    expect(refusal.words).not.toMatch(/arn:|\d{12}/);
    expect(standIn.calls().accepted).toBe(0);
  });

  test('where nobody listens', async () => {
    const ses = openSes({ region: 'eu-west-1', endpoint: 'http://127.0.0.1:1', times: TIMES });
    const { code, words } = await refusalOf(ses);
    expect(code).toBe('transport-unreachable');
    expect(words).toMatch(/^SES can’t be reached: the SES endpoint refuses connections\. /);
    await ses.close();
  });

  test('without a region, or credentials', async () => {
    const nowhere = openSes({});
    expect((await refusalOf(nowhere)).words).toMatch(/^No AWS region is set\. .*ses\.region/);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    const nobody = openSes({ region: 'eu-west-1' });
    expect((await refusalOf(nobody)).words).toMatch(/^No AWS credentials could be loaded\. .*AWS_PROFILE/);
    await nowhere.close();
    await nobody.close();
  });
});

async function refusalOf(ses: Transport): Promise<{ readonly code: string; readonly words: string }> {
  const error = await ses.limits().then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TransportError)) throw new Error('this is no TransportError', { cause: error });
  return { code: error.code, words: `${error.message} ${error.hint}` };
}

const nonsense: readonly (readonly [what: string, region: string, endpoint: string | undefined, words: RegExp])[] = [
  ['a region that is a host', 'ses.example.org', undefined, /region/],
  ['a region with a path', 'eu-west-1/..', undefined, /region/],
  ['an endpoint that is no address', 'eu-west-1', 'not a url', /AWS_ENDPOINT_URL_SES/],
  ['an endpoint that is none of HTTP', 'eu-west-1', 'ftp://127.0.0.1/', /AWS_ENDPOINT_URL_SES/],
];
test.each(nonsense)('%s is said before anything is sent', async (_, region, endpoint, words) => {
  vi.stubEnv('AWS_ENDPOINT_URL_SES', endpoint);
  const ses = openSes({ region });
  const refusal = await refusalOf(ses);
  expect(refusal.code).toBe('transport-misconfigured');
  expect(refusal.words).toMatch(words);
  const outcome = await ses.deliver(messageTo('reader@example.com'), { send: 's-1', attempt: 1 });
  expect(outcome).toMatchObject({ state: 'held', cause: 'account' });
  expect(JSON.stringify(outcome)).toMatch(words);
  await ses.close();
});

test('an account that is paused later holds what is to be sent', async () => {
  const { standIn, ses } = await opened();
  await ses.limits();
  standIn.set({ sendingEnabled: false });
  const outcome = await ses.deliver(messageTo('reader@example.com'), { send: 's-1', attempt: 1 });
  expect(outcome).toMatchObject({ state: 'held', cause: 'account' });
});
