import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import {
  DescribeConfigurationSetCommand,
  GetAccountSendingEnabledCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityMailFromDomainAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  type SendRawEmailCommandInput,
  type SESClient,
  type SESClientConfig,
} from '@aws-sdk/client-ses';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { FAULTS, type FaultName, fateOf } from './faults.ts';
import { rateWindow } from './rate-window.ts';
import { type Heard, heard, MAIL, sdkClient, sendRaw, wordFor } from './sdk-client.ts';
import { bundleRun, spawnStandIn } from './spawn-stand-in.ts';
import { STAND_IN_CREDENTIALS, type StandIn, type StandInOptions, startStandIn } from './stand-in.ts';

const open: { close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function opened(
  options: StandInOptions = {},
  config: SESClientConfig = {},
): Promise<{ readonly standIn: StandIn; readonly client: SESClient }> {
  const standIn = await startStandIn(options);
  const client = sdkClient(standIn.url, config);
  open.push({
    close: async () => {
      client.destroy();
      await standIn.close();
    },
  });
  return { standIn, client };
}

/** What each of so many calls heard, one after the other. */
async function heardInTurn(client: SESClient, times: number): Promise<readonly Heard[]> {
  const all: Heard[] = [];
  for (let call = 0; call < times; call += 1) all.push(await heard(client));
  return all;
}

test('an accepted message: recipient, tags, size and bytes are the truth', async () => {
  const { standIn, client } = await opened({ keepRaw: true });
  const { name, messageId } = await heard(client);
  expect(name).toBe('ok');
  expect(messageId).toMatch(/^0102[0-9a-f]{12}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-000000$/);
  const raw = Buffer.from(MAIL);
  const tags = { send: '2026-11-23-ferries', attempt: '17' };
  const [message] = standIn.accepted();
  expect(message).toEqual({ messageId, to: 'reader@example.com', tags, at: message?.at, bytes: raw.length, raw });
  expect(Math.abs((message?.at ?? 0) - Date.now())).toBeLessThan(60_000);
  await heard(client, sendRaw({ Destinations: ['Second <SECOND@example.org>'] }));
  await heard(client);
  expect([...standIn.countsByRecipient()]).toEqual([
    ['reader@example.com', 2],
    ['second@example.org', 1],
  ]);
  expect(new Set(standIn.accepted().map((message) => message.messageId)).size).toBe(3);
});

describe('signature', () => {
  const { accessKeyId, secretAccessKey } = STAND_IN_CREDENTIALS;
  const cases: readonly (readonly [what: string, config: SESClientConfig, code: string])[] = [
    ['a wrong secret', { credentials: { accessKeyId, secretAccessKey: 'wrong' } }, 'SignatureDoesNotMatch'],
    ['an unknown key', { credentials: { accessKeyId: 'AKIDOTHER', secretAccessKey } }, 'InvalidClientTokenId'],
    ['another region', { region: 'us-east-1' }, 'SignatureDoesNotMatch'],
    ['a token of nobody', { credentials: { ...STAND_IN_CREDENTIALS, sessionToken: 'x' } }, 'InvalidClientTokenId'],
    ['a clock six minutes slow', { systemClockOffset: -6 * 60_000 }, 'RequestExpired'],
    ['a clock six minutes fast', { systemClockOffset: 6 * 60_000 }, 'RequestExpired'],
    ['no signature', { signer: { sign: async (request) => request } }, 'MissingAuthenticationToken'],
  ];

  test.each(cases)('%s is refused with 403', async (_what, config, code) => {
    const { standIn, client } = await opened({}, config);
    expect(await heard(client)).toMatchObject({ name: code, status: 403 });
    expect(standIn.accepted()).toEqual([]);
    expect(standIn.calls().errors).toEqual({ [code]: 1 });
    standIn.set({ verify: 'none' });
    expect(await heard(client)).toMatchObject({ name: 'ok' });
  });

  test.each([
    ['the body', (request: SentRequest) => ({ ...request, body: String(request.body).replace('17', '18') })],
    ['a header', ({ headers }: SentRequest) => ({ headers: { ...headers, host: 'other.example.org' } })],
  ])('%s changed after signing is refused', async (_what, change) => {
    const { standIn, client } = await opened();
    client.middlewareStack.add(
      (next) => (args) => {
        if (!isSentRequest(args.request)) throw new Error('no request');
        Object.assign(args.request, change(args.request));
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    expect(await heard(client)).toMatchObject({ name: 'SignatureDoesNotMatch' });
    expect(standIn.accepted()).toEqual([]);
  });

  test('a session token, and the clock still good at four minutes', async () => {
    const credentials = { ...STAND_IN_CREDENTIALS, sessionToken: 'token/+=' };
    const { client } = await opened({ credentials }, { credentials, systemClockOffset: 4 * 60_000 });
    expect(await heard(client)).toMatchObject({ name: 'ok' });
  });
});

interface SentRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

function isSentRequest(value: unknown): value is SentRequest {
  return typeof value === 'object' && value !== null && 'headers' in value;
}

describe('what SES refuses', () => {
  const words = 'x'.repeat(998);
  const invalid = 'InvalidParameterValue';
  type Change = Partial<SendRawEmailCommandInput>;
  const cases: readonly (readonly [what: string, change: Change, mail: string, code: string, message: RegExp])[] = [
    ['no From', {}, 'To: a@example.com\r\n\r\nFrom: b@example.org\r\n', invalid, /required header 'From'/],
    ['two Subjects', {}, `Subject: a\r\n${MAIL}`, invalid, /Duplicate header 'subject'/],
    ['a line of 999', {}, `${MAIL}${words}x\r\nshort\r\n`, invalid, /998/],
    ['a last line of 999', {}, `${MAIL}${words}x`, invalid, /998/],
    ['over 10 MB', {}, MAIL + 'line\r\n'.repeat(1_800_000), invalid, /more than 10485760 bytes/],
    ['an empty message', {}, '', invalid, /Empty/],
    ['nobody to send to', { Destinations: [] }, MAIL, invalid, /none/],
    ['51 recipients', { Destinations: Array.from({ length: 51 }, () => 'a@example.com') }, MAIL, invalid, /exceeds 50/],
    ['no domain', { Destinations: ['reader'] }, MAIL, invalid, /Missing final '@domain'/],
    ['a Chinese domain', { Destinations: ['a@例え.example'] }, MAIL, invalid, /Domain contains/],
    ['an Arabic name', { Destinations: ['قارئ@example.com'] }, MAIL, invalid, /Local address/],
    ['a tag with a space', { Tags: [{ Name: 'send', Value: 'a b' }] }, MAIL, invalid, /Invalid tag <a b>/],
    ['an unknown set', { ConfigurationSetName: 'none' }, MAIL, 'ConfigurationSetDoesNotExistException', /<none>/],
    ['a paused set', { ConfigurationSetName: 'off' }, MAIL, 'ConfigurationSetSendingPausedException', /<off>/],
    ['an unverified From', {}, 'From: a@example.net\r\n\r\n', 'MessageRejected', /EU-WEST-1: a@example.net/],
    ['a told recipient', { Destinations: ['no@example.com'] }, MAIL, 'MessageRejected', /blacklisted/],
    ['a told domain', { Destinations: ['a@bad.example'] }, MAIL, 'MailFromDomainNotVerifiedException', /MX/],
  ];
  const options: StandInOptions = {
    account: { identities: { 'example.org': 'Success' }, configurationSets: { off: { sendingEnabled: false } } },
    rejectRecipient: {
      'no@example.com': { code: 'MessageRejected', message: 'Address is blacklisted.' },
      '@bad.example': { code: 'MailFromDomainNotVerifiedException', message: 'No MX.' },
    },
  };

  test.each(cases)('%s', async (_what, change, mail, code, message) => {
    const { standIn, client } = await opened(options, { requestHandler: {} });
    const answer = await heard(client, sendRaw(change, mail));
    expect(answer).toMatchObject({ name: code, status: 400 });
    expect(answer.message).toMatch(message);
    expect(standIn.accepted()).toEqual([]);
    expect(await heard(client)).toMatchObject({ name: 'ok' });
  });

  test('a line of 998, folded From, bare LF and a tag named __proto__ are fine', async () => {
    const { standIn, client } = await opened(options);
    const mail = `from:\n Daily\n <daily@example.org>\nTo: a@example.com\n\n${words}\n${words}\nend`;
    expect(await heard(client, sendRaw({ Tags: [{ Name: '__proto__', Value: '1' }] }, mail))).toMatchObject({
      name: 'ok',
    });
    expect(Object.entries(standIn.accepted()[0]?.tags ?? {})).toEqual([['__proto__', '1']]);
  });

  test('a paused account, a policy without a right, an unknown action, broken forms', async () => {
    const denied = { code: 'AccessDenied', message: 'not authorized', status: 403 };
    const { standIn, client } = await opened({
      sendingEnabled: false,
      actionErrors: { GetSendQuota: denied },
      verify: 'none',
    });
    expect(await heard(client)).toMatchObject({ name: 'AccountSendingPausedException' });
    await expect(client.send(new GetSendQuotaCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
    standIn.set({ sendingEnabled: true });
    const post = async (body: string): Promise<string> => (await fetch(standIn.url, { method: 'POST', body })).text();
    expect(await post('Action=SendBonus&Version=2010-12-01')).toContain('<Code>InvalidAction</Code>');
    expect(await post('')).toContain('<Code>MissingAction</Code>');
    const half = 'Version=2010-12-01&Action=SendRawEmail&Destinations.member.1=a%40example.com';
    expect(await post(`${half}&RawMessage.Data=abc-`)).toContain('not valid base64');
    expect(await post(`${half}&RawMessage.Data=ab*%3D`)).toContain('not valid base64');
    expect(await post(`${half}%E4&RawMessage.Data=abcd`)).toContain('<Code>MalformedQueryString</Code>');
    expect(standIn.accepted()).toEqual([]);
  });
});

describe('faults', () => {
  const cases: readonly (readonly [fault: FaultName, word: RegExp, accepted: number])[] = [
    ['resetBefore', /^reset$/, 0],
    ['errorBefore', /^5xx$/, 0],
    ['hangBefore', /^ETIMEDOUT$/, 0],
    ['resetAfter', /^reset$/, 1],
    ['errorAfter', /^5xx$/, 1],
    ['hangAfter', /^ETIMEDOUT$/, 1],
    ['truncateAfter', /^(no id|cut off|unreadable)$/, 1],
  ];

  test.each(cases)('%s', async (fault, word, accepted) => {
    const { standIn, client } = await opened({ sequence: [{ call: 2, fault }] });
    const long = sendRaw({}, MAIL + 'long line\r\n'.repeat(20_000));
    expect(await heard(client, long)).toMatchObject({ name: 'ok' });
    expect(wordFor(await heard(client, long))).toMatch(word);
    expect(standIn.accepted()).toHaveLength(1 + accepted);
    expect(await heard(client, long)).toMatchObject({ name: 'ok' });
    const [before, after] = accepted === 0 ? [{ [fault]: 1 }, {}] : [{}, { [fault]: 1 }];
    expect(standIn.calls()).toMatchObject({ actions: { SendRawEmail: 3 }, ambiguous: 1, cutShort: 0 });
    expect(standIn.calls().faults).toEqual({ before, after });
    await vi.waitFor(() => expect(standIn.calls().inFlight).toBe(0));
  });

  test('a 200 is cut in three ways, a 5xx has three voices', async () => {
    const { standIn, client } = await opened({ faults: { truncateAfter: 1 } });
    const cut = await heardInTurn(client, 24);
    expect(new Set(cut.map(wordFor))).toEqual(new Set(['no id', 'cut off', 'unreadable']));
    standIn.set({ faults: { errorAfter: 1 } });
    const broken = await heardInTurn(client, 24);
    expect(new Set(broken.map(({ status }) => status))).toEqual(new Set([500, 502, 503]));
    expect(standIn.accepted()).toHaveLength(48);
  });

  test('closeIdle: each answer is whole, and each call lost on a closed socket is counted', async () => {
    const { standIn, client } = await opened({ faults: { closeIdle: 1 } });
    const answers = await heardInTurn(client, 40);
    const lost = answers.filter(({ code }) => code === 'ECONNRESET').length;
    expect(lost).toBeGreaterThan(0);
    expect(answers.filter(({ name }) => name === 'ok')).toHaveLength(40 - lost);
    expect(standIn.accepted()).toHaveLength(40 - lost);
    await vi.waitFor(() => expect(standIn.calls().ambiguous).toBe(lost));
    expect(standIn.calls().faults).toEqual({ before: { closeIdle: lost }, after: { closeIdle: 40 - lost } });
  });

  test('shares hold, every fault comes, and a seed repeats itself', () => {
    const shares = Object.fromEntries(FAULTS.map((fault) => [fault, 0.03]));
    const fates = (seed: number): readonly string[] =>
      Array.from({ length: 20_000 }, (_, call) => {
        const fate = fateOf(call + 1, { seed, faults: shares, sequence: [] });
        return fate.kind === 'fault' ? fate.fault : fate.kind;
      });
    const first = fates(7);
    const counts = FAULTS.map((fault) => ({ fault, count: first.filter((fate) => fate === fault).length }));
    expect(counts.filter(({ count }) => count < 500 || count > 700)).toEqual([]);
    expect(fates(7)).toEqual(first);
    expect(fates(8)).not.toEqual(first);
  });

  test('many at once: the callers’ certainty and the truth agree, and what is unsure is counted', async () => {
    const faults = Object.fromEntries(FAULTS.map((fault) => [fault, fault.startsWith('hang') ? 0.005 : 0.05]));
    const requestHandler = { requestTimeout: 4_000, throwOnRequestTimeout: true };
    const { standIn, client } = await opened({ faults, latency: [0, 5], seed: 3 }, { requestHandler });
    const answers: (Heard & { readonly address: string })[] = [];
    const readers = Array.from({ length: 400 }, (_, index) => `reader${index}@example.com`).values();
    const caller = async (): Promise<void> => {
      for (const address of readers) {
        answers.push({ address, ...(await heard(client, sendRaw({ Destinations: [address] }))) });
      }
    };
    await Promise.all(Array.from({ length: 40 }, caller));
    expect(answers).toHaveLength(400);
    const truth = standIn.countsByRecipient();
    const sure = answers.filter(({ messageId }) => messageId !== undefined);
    expect(sure.filter(({ address }) => truth.get(address) !== 1)).toEqual([]);
    await vi.waitFor(() => expect(400 - sure.length).toBe(standIn.calls().ambiguous));
    const { accepted, faults: given } = standIn.calls();
    const unsureButAccepted = Object.values({ ...given.after, closeIdle: 0 }).reduce((sum, count) => sum + count, 0);
    expect(accepted).toBe(sure.length + unsureButAccepted);
  });

  test('an error for one exact call', async () => {
    const error = { code: 'Throttling', message: 'Maximum sending rate exceeded.' };
    const { standIn, client } = await opened({ sequence: [{ call: 2, error }] });
    expect((await heardInTurn(client, 3)).map(({ name }) => name)).toEqual(['ok', 'Throttling', 'ok']);
    expect(standIn.calls()).toMatchObject({ ambiguous: 0, accepted: 2, errors: { Throttling: 1 } });
  });

  test('connections are refused for a time', async () => {
    const { standIn, client } = await opened();
    await standIn.refuseFor(1_500);
    expect(await heard(client)).toMatchObject({ code: 'ECONNREFUSED' });
    await vi.waitFor(async () => expect(await heard(client)).toMatchObject({ name: 'ok' }), { timeout: 10_000 });
    expect(standIn.calls()).toMatchObject({ accepted: 1, ambiguous: 0 });
  });

  test('a caller that leaves is served once its call is whole, and not before', async () => {
    const { standIn, client } = await opened({ latency: 700, verify: 'none' });
    const leaving = new AbortController();
    const calls = Array.from({ length: 8 }, () => client.send(sendRaw(), { abortSignal: leaving.signal }));
    await vi.waitFor(() => expect(standIn.calls().actions).toEqual({ SendRawEmail: 8 }));
    leaving.abort();
    await Promise.allSettled(calls);
    await vi.waitFor(() => expect(standIn.accepted()).toHaveLength(8));
    const socket = connect(standIn.port, '127.0.0.1');
    socket.end('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nAction=SendRawEmail&Version=2010-12-01&Des');
    await vi.waitFor(() => expect(standIn.calls().cutShort).toBe(1));
    expect(standIn.calls().accepted).toBe(8);
  });
});

describe('limits', () => {
  test('a burst gets exactly the rate, and the rest is throttled', async () => {
    const { standIn, client } = await opened({ maxSendRate: 20 });
    const answers = await Promise.all(Array.from({ length: 60 }, () => heard(client)));
    const throttled = answers.filter(({ name }) => name === 'Throttling');
    expect(throttled[0]).toMatchObject({ status: 400, message: 'Maximum sending rate exceeded.' });
    const [first = 0, ...others] = standIn.accepted().map(({ at }) => at);
    expect([first, ...others].filter((at) => at - first < 900).length).toBeLessThanOrEqual(20);
    expect(standIn.calls().errors).toEqual({ Throttling: throttled.length });
    expect(standIn.accepted().length + throttled.length).toBe(60);
  });

  test('in no second more than the rate, and never less than it for want of trying', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), gaps, (rate, gaps) => {
        const fits = rateWindow();
        const taken: number[] = [];
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          const recent = taken.filter((at) => at > now - 1000).length;
          const took = fits(rate, now);
          expect(took).toBe(recent < rate);
          if (took) taken.push(now);
        }
      }),
    );
  });

  test('the daily quota: its own words, counted from what was set', async () => {
    const { standIn, client } = await opened({ max24HourSend: 10, sentLast24Hours: 8, maxSendRate: 14 });
    const answers = await heardInTurn(client, 3);
    expect(answers.map(({ name }) => name)).toEqual(['ok', 'ok', 'Throttling']);
    expect(answers[2]?.message).toBe('Daily message quota exceeded.');
    const quota = await client.send(new GetSendQuotaCommand({}));
    expect(quota).toMatchObject({ Max24HourSend: 10, MaxSendRate: 14, SentLast24Hours: 10 });
    standIn.set({ sentLast24Hours: 9 });
    expect((await heardInTurn(client, 2)).map(({ name }) => name)).toEqual(['ok', 'Throttling']);
  });

  test('account calls together go at their own rate', async () => {
    const { standIn, client } = await opened({ accountRate: 0.01 });
    await client.send(new GetSendQuotaCommand({}));
    const second = client.send(new GetAccountSendingEnabledCommand({}));
    await expect(second).rejects.toMatchObject({ name: 'Throttling', message: 'Rate exceeded' });
    standIn.set({ accountRate: 100 });
    expect(await client.send(new GetAccountSendingEnabledCommand({}))).toMatchObject({ Enabled: true });
    expect(await heard(client)).toMatchObject({ name: 'ok' });
  });
});

test('the account, as doctor reads it', async () => {
  const destinations = [{ name: 'sns', enabled: true, events: ['send', 'bounce'], topic: 'arn:aws:sns:eu-west-1:0:t' }];
  const { client } = await opened({
    account: {
      identities: { 'example.org': 'Success', 'ada@example.com': 'Pending' },
      dkim: { 'example.org': { enabled: true, status: 'Success', tokens: ['abc'] } },
      mailFrom: { 'example.org': { domain: 'bounce.example.org', status: 'Pending' } },
      configurationSets: { news: { destinations } },
    },
  });
  const Identities = ['example.org', 'nobody.example'];
  expect(await client.send(new ListIdentitiesCommand({ IdentityType: 'Domain' }))).toMatchObject({
    Identities: ['example.org'],
  });
  const verified = await client.send(new GetIdentityVerificationAttributesCommand({ Identities }));
  expect(verified.VerificationAttributes).toEqual({ 'example.org': { VerificationStatus: 'Success' } });
  const dkim = await client.send(new GetIdentityDkimAttributesCommand({ Identities }));
  expect(dkim.DkimAttributes).toEqual({
    'example.org': { DkimEnabled: true, DkimVerificationStatus: 'Success', DkimTokens: ['abc'] },
    'nobody.example': { DkimEnabled: false, DkimVerificationStatus: 'NotStarted', DkimTokens: [] },
  });
  const mailFrom = await client.send(new GetIdentityMailFromDomainAttributesCommand({ Identities }));
  expect(mailFrom.MailFromDomainAttributes).toMatchObject({
    'example.org': { MailFromDomain: 'bounce.example.org', MailFromDomainStatus: 'Pending' },
  });
  const describe = (name: string): DescribeConfigurationSetCommand =>
    new DescribeConfigurationSetCommand({
      ConfigurationSetName: name,
      ConfigurationSetAttributeNames: ['eventDestinations', 'reputationOptions'],
    });
  expect(await client.send(describe('news'))).toMatchObject({
    ConfigurationSet: { Name: 'news' },
    EventDestinations: [{ Name: 'sns', Enabled: true, MatchingEventTypes: ['send', 'bounce'] }],
    ReputationOptions: { SendingEnabled: true },
  });
  await expect(client.send(describe('old'))).rejects.toMatchObject({ name: 'ConfigurationSetDoesNotExistException' });
});

describe('events', () => {
  test('a delivered message: Send and Delivery with the call’s tags', async () => {
    const { standIn, client } = await opened();
    const { messageId } = await heard(client, sendRaw({ ConfigurationSetName: 'news' }));
    const mail = {
      messageId,
      destination: ['reader@example.com'],
      source: 'daily@example.org',
      timestamp: new Date(standIn.accepted()[0]?.at ?? 0).toISOString(),
      tags: { send: ['2026-11-23-ferries'], attempt: ['17'], 'ses:configuration-set': ['news'] },
    };
    expect(standIn.events()).toMatchObject([
      { eventType: 'Send', mail },
      { eventType: 'Delivery', mail, delivery: { recipients: ['reader@example.com'] } },
    ]);
  });

  test('the simulator’s addresses, and shares', async () => {
    const { standIn, client } = await opened({ checkMessages: 'none' });
    const to = async (address: string): Promise<Heard> => heard(client, sendRaw({ Destinations: [address] }));
    await to('bounce+1@simulator.amazonses.com');
    await to('complaint@simulator.amazonses.com');
    const types = (): readonly unknown[] =>
      standIn.events().map((event) => ('eventType' in event ? event.eventType : 'none'));
    expect(types()).toEqual(['Send', 'Bounce', 'Send', 'Delivery', 'Complaint']);
    standIn.set({ outcomes: { duplicate: 1 } });
    expect(types()).toHaveLength(10);
    standIn.set({ outcomes: { silent: 1 } });
    expect(types()).toEqual([]);
    standIn.set({ outcomes: { bounce: 1 } });
    await to('a@example.com');
    expect(types().slice(-2)).toEqual(['Send', 'Bounce']);
  });
});

describe('as a process of its own', () => {
  test('answers the same queries', async () => {
    const spawned = await spawnStandIn({ keepRaw: true, sequence: [{ call: 2, fault: 'resetAfter' }] });
    open.push(spawned);
    const client = sdkClient(spawned.url);
    expect((await heardInTurn(client, 2)).map(({ name }) => name)).toEqual(['ok', 'TimeoutError']);
    const [message] = await spawned.accepted();
    expect(message).toMatchObject({ to: 'reader@example.com', raw: Buffer.from(MAIL) });
    expect([...(await spawned.countsByRecipient())]).toEqual([['reader@example.com', 2]]);
    expect(await spawned.calls()).toMatchObject({ accepted: 2, ambiguous: 1, faults: { after: { resetAfter: 1 } } });
    expect(await spawned.events()).toHaveLength(4);
    await spawned.set({ sendingEnabled: false });
    expect(await heard(client)).toMatchObject({ name: 'AccountSendingPausedException' });
    await spawned.refuseFor(1_500);
    expect(await heard(sdkClient(spawned.url))).toMatchObject({ code: 'ECONNREFUSED' });
    expect(await spawned.calls()).toMatchObject({ accepted: 2 });
    const { status } = await fetch(`${spawned.url}/_control/options`, { method: 'POST', body: '{"seeds":1}' });
    expect(status).toBe(400);
    await spawned.close();
    await expect(fetch(spawned.url)).rejects.toThrow('fetch failed');
  });

  test('goes when its parent is killed', async () => {
    const start = `require('node:child_process').spawn(process.execPath, [${JSON.stringify(await bundleRun())}, '{}'],
      { stdio: ['pipe', 'inherit', 'inherit'] })`;
    const parent = spawn(process.execPath, ['-e', start], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise<string>((done) =>
      parent.stdout.once('data', (text: Buffer) => done(text.toString())),
    );
    const url = /http:[^"]+/.exec(line)?.[0] ?? '';
    expect((await fetch(`${url}/_control/calls`)).status).toBe(200);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(fetch(`${url}/_control/calls`)).rejects.toThrow('fetch failed'), { timeout: 10_000 });
  });
});

test('an option that is none is refused', async () => {
  const typo = { maxSendRate: 5, maxSendrate: 5 };
  await expect(startStandIn(typo)).rejects.toThrow(/maxSendrate/);
});
