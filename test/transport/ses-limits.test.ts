import { describe, expect, test, vi } from 'vitest';
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

test('−1 is no limit', async () => {
  const { ses } = await opened({ max24HourSend: -1 });
  expect((await ses.limits()).perDay).toBe(Number.POSITIVE_INFINITY);
});

test('a question that came too early is asked again, at most twice', async () => {
  const { standIn, ses } = await opened({ accountRate: 2 }, { times: { ...TIMES, patience: 600 } });
  for (let round = 0; round < 3; round += 1) await ses.limits();
  expect(standIn.calls().errors['Throttling']).toBeGreaterThan(0);
  standIn.set({ actionErrors: { GetSendQuota: { code: 'Throttling', message: 'Rate exceeded' } } });
  const before = standIn.calls().actions['GetSendQuota'] ?? 0;
  await expect(ses.limits()).rejects.toMatchObject({ code: 'transport-unreachable' });
  expect(standIn.calls().actions['GetSendQuota']).toBe(before + 3);
});

test('who may not ask whether the account sends may still send', async () => {
  const denied = { code: 'AccessDenied', message: 'User: arn:aws:iam::123456789012:user/x', status: 403 };
  const { ses } = await opened({ maxSendRate: 14, actionErrors: { GetAccountSendingEnabled: denied } });
  expect((await ses.limits()).perSecond).toBe(14);
});

describe('nothing can be sent', () => {
  const denied = { code: 'AccessDenied', message: 'User: arn:aws:iam::123456789012:user/x', status: 403 };
  const broken = { code: 'InternalFailure', message: 'An internal error has occurred.', status: 500 };
  const cases: readonly (readonly [what: string, options: StandInOptions, error: object])[] = [
    ['while the account is paused', { sendingEnabled: false }, { code: 'transport-paused' }],
    [
      'with a wrong secret',
      { credentials: { accessKeyId: 'AKIDSTANDIN000000000', secretAccessKey: 'other' } },
      { code: 'transport-refused' },
    ],
    [
      'with an unknown key',
      { credentials: { accessKeyId: 'AKIDOTHER', secretAccessKey: 'other' } },
      { code: 'transport-refused', message: 'AWS does not know this access key.' },
    ],
    [
      'with credentials that may not ask',
      { actionErrors: { GetSendQuota: denied } },
      { code: 'transport-refused', hint: expect.stringContaining('ses:GetSendQuota') },
    ],
    ['while SES is broken', { actionErrors: { GetSendQuota: broken } }, { code: 'transport-unreachable' }],
  ];
  test.each(cases)('%s', async (_, options, error) => {
    const { standIn, ses } = await opened(options);
    const refusal: unknown = await ses.limits().catch((each: unknown) => each);
    expect(refusal).toMatchObject({ name: 'TransportError', ...error });
    expect(JSON.stringify(refusal, ['message', 'hint'])).not.toMatch(/arn:|\d{12}/);
    expect(standIn.calls().accepted).toBe(0);
  });

  test('where nobody listens', async () => {
    const ses = openSes({ region: 'eu-west-1', endpoint: 'http://127.0.0.1:1', times: TIMES });
    await expect(ses.limits()).rejects.toMatchObject({
      code: 'transport-unreachable',
      message: 'SES can’t be reached: the SES endpoint refuses connections.',
    });
    await ses.close();
  });

  test('without a region, or credentials', async () => {
    const nowhere = openSes({});
    await expect(nowhere.limits()).rejects.toMatchObject({
      code: 'transport-misconfigured',
      message: 'No AWS region is set.',
    });
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
    const nobody = openSes({ region: 'eu-west-1' });
    await expect(nobody.limits()).rejects.toMatchObject({
      code: 'transport-misconfigured',
      hint: expect.stringContaining('AWS_PROFILE'),
    });
    await nowhere.close();
    await nobody.close();
  });
});

test('an account that is paused later holds what is to be sent', async () => {
  const { standIn, ses } = await opened();
  await ses.limits();
  standIn.set({ sendingEnabled: false });
  const outcome = await ses.deliver(messageTo('reader@example.com'), { send: 's-1', attempt: 1 });
  expect(outcome).toMatchObject({ state: 'held', cause: 'account' });
});
