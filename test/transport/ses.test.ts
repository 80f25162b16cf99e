import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Outcome } from '../../src/delivery/transport.ts';
import { openSes } from '../../src/transport/ses.ts';
import type { FaultName } from '../ses-stand-in/faults.ts';
import { closeAfterEach, messageTo, opened, TIMES, useStandInCredentials } from './ses-fixtures.ts';

useStandInCredentials();
closeAfterEach();

const CONTEXT = { send: '20261124-060000-x7k2', attempt: 17 };

test('a message arrives byte for byte, for its one recipient, with tags and configuration set', async () => {
  const { standIn, ses } = await opened(
    { keepRaw: true, account: { configurationSets: { newsletters: {} } } },
    { configurationSet: 'newsletters' },
  );
  const message = messageTo("O'Brien+list@xn--bcher-kva.example");
  const outcome = await ses.deliver(message, CONTEXT);
  const [accepted, ...more] = standIn.accepted();
  expect(more).toEqual([]);
  expect(outcome).toEqual({ state: 'accepted', messageId: accepted?.messageId });
  expect(accepted).toMatchObject({
    to: "o'brien+list@xn--bcher-kva.example",
    tags: { 'courant-send': '20261124-060000-x7k2', 'courant-attempt': '17' },
  });
  expect(accepted?.raw?.equals(message.bytes)).toBe(true);
  expect(standIn.calls().actions).toEqual({ SendRawEmail: 1 });
});

test('any bytes survive, and memory that is used again mixes nothing up', { timeout: 30_000 }, async () => {
  const { standIn, ses } = await opened({ keepRaw: true });
  const body = fc.uint8Array({ minLength: 0, maxLength: 400 });
  await fc.assert(
    fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 12 }), async (bodies) => {
      const before = standIn.accepted().length;
      const messages = bodies.map((bytes) => messageTo('reader@example.com', mailWith(bytes)));
      await Promise.all(messages.map((message, attempt) => ses.deliver(message, { send: 's-1', attempt })));
      const arrived = new Map(
        standIn
          .accepted()
          .slice(before)
          .map(({ tags, raw }) => [tags['courant-attempt'], raw]),
      );
      expect(messages.map(({ bytes }, attempt) => arrived.get(String(attempt))?.equals(bytes))).toEqual(
        messages.map(() => true),
      );
    }),
    { numRuns: 40, seed: 20261124 },
  );
});

/** Short lines of any octets. */
function mailWith(bytes: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('From: daily@example.org\r\n\r\n'), bytes]);
}

test('the message is read to its end before the call is waited for', async () => {
  const { standIn, ses } = await opened({ keepRaw: true });
  const message = messageTo('reader@example.com');
  const wanted = Buffer.from(message.bytes);
  const outcome = ses.deliver(message, CONTEXT);
  message.bytes.fill(0);
  expect((await outcome).state).toBe('accepted');
  expect(standIn.accepted()[0]?.raw?.equals(wanted)).toBe(true);
});

describe('a fault makes one request, and its outcome says what can be known', () => {
  const cases: readonly (readonly [fault: FaultName, reason: RegExp])[] = [
    ['resetBefore', /no answer that can be read \(ECONNRESET\)/],
    ['resetAfter', /no answer that can be read \(ECONNRESET\)/],
    ['errorBefore', /^SES answered 50\d/],
    ['errorAfter', /^SES answered 50\d/],
    ['hangBefore', /^SES gave no answer in time$/],
    ['hangAfter', /^SES gave no answer in time$/],
    ['truncateAfter', /no answer that can be read/],
  ];
  test.each(cases)('%s', async (fault, reason) => {
    const { standIn, ses } = await opened({ faults: { [fault]: 1 } });
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const outcome = await ses.deliver(messageTo('reader@example.com'), { send: 's-1', attempt });
      expect(outcome.state).toBe('in-doubt');
      expect('reason' in outcome && outcome.reason).toMatch(reason);
    }
    expect(standIn.calls().actions).toEqual({ SendRawEmail: 3 });
    expect(standIn.accepted()).toHaveLength(fault.endsWith('After') ? 3 : 0);
  });
});

describe('an error of SES', () => {
  const cases: readonly (readonly [code: string, message: string, ...outcome: readonly string[]])[] = [
    ['Throttling', 'Maximum sending rate exceeded.', 'held', 'rate'],
    ['Throttling', 'Daily message quota exceeded.', 'held', 'daily-quota'],
    ['MessageRejected', 'Email address is not verified. The following: daily@example.org', 'held', 'account'],
    ['MessageRejected', 'Address blacklisted.', 'rejected'],
    ['InvalidParameterValue', "Missing final '@domain'", 'rejected'],
    ['SomethingNew', 'What is that?', 'in-doubt'],
  ];
  test.each(cases)('%s: %s', async (code, message, state = '', cause = '') => {
    const { standIn, ses } = await opened({ rejectRecipient: { '@example.com': { code, message } } });
    const outcome = await ses.deliver(messageTo('reader@example.com'), CONTEXT);
    expect(outcome).toMatchObject(cause === '' ? { state } : { state, cause });
    expect(JSON.stringify(outcome)).not.toContain('@');
    expect(standIn.calls().actions).toEqual({ SendRawEmail: 1 });
  });
});

test('a refused connection defers, and the next call gets through', async () => {
  const { standIn, ses } = await opened();
  await standIn.refuseFor(300);
  const refused = await ses.deliver(messageTo('reader@example.com'), CONTEXT);
  expect(refused).toEqual({ state: 'deferred', reason: 'nothing was sent: the SES endpoint refuses connections' });
  await vi.waitFor(async () => {
    const outcome = await ses.deliver(messageTo('reader@example.com'), CONTEXT);
    expect(outcome.state).toBe('accepted');
  });
  expect(standIn.accepted()).toHaveLength(1);
});

test('of the connections that the server closes, only those cost doubt that it closes as a call comes in', async () => {
  const { standIn, ses } = await opened({ faults: { closeIdle: 0.5 }, seed: 7 }, { times: { answer: 20_000 } });
  const outcomes: Outcome[] = [];
  for (let attempt = 0; attempt < 100; attempt += 4) {
    const calls = [0, 1, 2, 3].map((more) =>
      ses.deliver(messageTo(`r${more}@example.com`), { send: 's', attempt: attempt + more }),
    );
    outcomes.push(...(await Promise.all(calls)));
  }
  const doubtful = outcomes.filter(({ state }) => state === 'in-doubt').length;
  const { before, after } = standIn.calls().faults;
  expect(doubtful).toBe(before.closeIdle);
  expect(after.closeIdle).toBeGreaterThan(doubtful);
  expect(outcomes.filter(({ state }) => state === 'accepted')).toHaveLength(100 - doubtful);
  expect(standIn.accepted()).toHaveLength(100 - doubtful);
});

describe('settings from outside', () => {
  test('AWS_REGION goes before courant.yaml, and AWS_ENDPOINT_URL_SES says where', async () => {
    const { standIn } = await opened({ region: 'ap-southeast-2' });
    vi.stubEnv('AWS_ENDPOINT_URL_SES', standIn.url);
    vi.stubEnv('AWS_REGION', 'ap-southeast-2');
    const ses = openSes({ region: 'eu-west-1', times: TIMES });
    expect((await ses.deliver(messageTo('reader@example.com'), CONTEXT)).state).toBe('accepted');
    vi.stubEnv('AWS_REGION', '');
    const other = openSes({ region: 'eu-west-1', times: TIMES });
    expect(await other.deliver(messageTo('reader@example.com'), CONTEXT)).toMatchObject({
      state: 'held',
      cause: 'account',
    });
    await ses.close();
    await other.close();
  });

  test('without a region or credentials nothing leaves, and the outcome says what to set', async () => {
    const { standIn } = await opened();
    const nowhere = openSes({ endpoint: standIn.url });
    expect(await nowhere.deliver(messageTo('reader@example.com'), CONTEXT)).toEqual({
      state: 'held',
      cause: 'account',
      reason: 'no AWS region is set; set ses.region in courant.yaml, or AWS_REGION',
    });
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    const nobody = openSes({ region: 'eu-west-1', endpoint: standIn.url });
    const outcome = await nobody.deliver(messageTo('reader@example.com'), CONTEXT);
    expect(outcome).toMatchObject({ state: 'held', cause: 'account' });
    expect(JSON.stringify(outcome)).toContain('AWS_PROFILE');
    expect(standIn.calls().actions).toEqual({});
    await nowhere.close();
    await nobody.close();
  });

  test('a session token is signed and sent', async () => {
    const credentials = { accessKeyId: 'ASIASTANDIN', secretAccessKey: 'secret', sessionToken: 'token+of/one==' };
    const { ses } = await opened({ credentials });
    vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
    vi.stubEnv('AWS_SESSION_TOKEN', credentials.sessionToken);
    expect((await ses.deliver(messageTo('reader@example.com'), CONTEXT)).state).toBe('accepted');
  });
});

test('a transport that was never used closes without loading the SDK', async () => {
  await expect(openSes({}).close()).resolves.toBeUndefined();
});
