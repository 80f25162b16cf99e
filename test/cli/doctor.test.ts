import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { STAND_IN_CREDENTIALS, type StandIn, type StandInOptions, startStandIn } from '../ses-stand-in/stand-in.ts';
import { courant, jsonOf, type Run, SMALL, smallPublication } from './run-courant.ts';

const SECRET = { COURANT_SECRET: '0123456789abcdef0123456789abcdef' };

interface Answer {
  readonly transport: string;
  readonly findings: readonly { check: string; status: string; message: string; hint: string | null }[];
  readonly summary: { errors: number; warnings: number };
}

function answerOf(run: Run): Answer {
  const value = jsonOf(run);
  if (!isAnswer(value)) throw new Error(`not an answer of doctor: ${run.stdout}${run.stderr}`);
  return value;
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'findings' in value && 'summary' in value;
}

const statuses = ({ findings }: Answer): Readonly<Record<string, string>> =>
  Object.fromEntries(findings.map(({ check, status }) => [check, status]));

async function standIn(
  options: StandInOptions,
): Promise<{ readonly ses: StandIn; readonly env: Record<string, string> }> {
  const ses = await startStandIn(options);
  onTestFinished(() => ses.close());
  const { accessKeyId, secretAccessKey } = STAND_IN_CREDENTIALS;
  const env = {
    ...SECRET,
    AWS_ENDPOINT_URL_SES: ses.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  return { ses, env };
}

/** The machine's name servers are asked too, and may be silent; nothing here depends on what they say. */
const PATIENT = { timeout: 60_000 };

test('a new publication: what is needed to go live, and nothing that keeps the outbox from working', async () => {
  const run = await courant(smallPublication(), ['doctor']);
  expect(run.status).toBe(0);
  expect(run.stderr).toBe('');
  expect(run.stdout).toContain('warning  transport          Mails go to the outbox on this disk, and to no reader.\n');
  expect(run.stdout).toMatch(/hint: To go live, add to courant\.yaml `ses: \{/);
  expect(run.stdout).toMatch(/\nMails can go through outbox: 0 errors, 1 warning\.\n$/);
});

test('an SES account with nothing to mend, asked one question a second', PATIENT, async () => {
  const { ses, env } = await standIn({
    accountRate: 1,
    maxSendRate: 14,
    max24HourSend: 50_000,
    account: {
      identities: { 'example.org': 'Success' },
      mailFrom: { 'example.org': { domain: 'bounce.example.org', status: 'Success' } },
      configurationSets: { news: {} },
    },
  });
  const folder = smallPublication({
    'courant.yaml': `${SMALL}ses: { region: eu-west-1, configurationSet: news }\n`,
  });
  const answer = answerOf(await courant(folder, ['doctor', '--json'], env));
  expect(answer.transport).toBe('ses');
  expect(statuses(answer)).toMatchObject({
    transport: 'ok',
    'account-enabled': 'ok',
    sandbox: 'ok',
    quota: 'ok',
    identity: 'ok',
    'configuration-set': 'warning',
    store: 'ok',
    clock: 'ok',
    secret: 'ok',
    links: 'ok',
    'postal-address': 'ok',
  });
  expect(ses.calls().errors).toEqual({});
  expect(ses.calls().actions).toEqual({
    GetAccountSendingEnabled: 1,
    GetSendQuota: 1,
    GetIdentityVerificationAttributes: 1,
    GetIdentityDkimAttributes: 1,
    GetIdentityMailFromDomainAttributes: 1,
    DescribeConfigurationSet: 1,
  });
  expect(ses.accepted()).toEqual([]);
});

test('a paused account in the sandbox, without a secret: errors, and 2', PATIENT, async () => {
  const { env } = await standIn({ sendingEnabled: false, maxSendRate: 1, max24HourSend: 200 });
  const run = await courant(smallPublication(), ['doctor', '--transport', 'ses', '--json'], {
    ...env,
    COURANT_SECRET: '',
    AWS_REGION: 'eu-west-1',
  });
  expect(run.status).toBe(2);
  const answer = answerOf(run);
  expect(statuses(answer)).toMatchObject({
    'account-enabled': 'error',
    sandbox: 'warning',
    identity: 'error',
    dkim: 'error',
    secret: 'error',
  });
  const count = (wanted: string): number => answer.findings.filter(({ status }) => status === wanted).length;
  expect(answer.summary).toEqual({ errors: count('error'), warnings: count('warning') });
  for (const { status, hint } of answer.findings) expect(hint === null).toBe(status === 'ok');
});

test('credentials that are refused are told once, and the rest is looked at', PATIENT, async () => {
  const { ses, env } = await standIn({});
  const run = await courant(smallPublication(), ['doctor', '--transport', 'ses'], {
    ...env,
    AWS_REGION: 'eu-west-1',
    AWS_SECRET_ACCESS_KEY: 'not-the-secret',
  });
  expect(run.status).toBe(2);
  expect(run.stdout.match(/secret access key is not that/g)).toHaveLength(1);
  expect(run.stdout.match(/Mend what is said of SES/g)).toHaveLength(1);
  expect(run.stdout).not.toContain('not-the-secret');
  expect(run.stdout).toMatch(/ok {7}store .*can be written/);
  expect(Object.values(ses.calls().actions)).toEqual([1]);
});

test('a mail server that isn’t there', PATIENT, async () => {
  const folder = smallPublication({ 'courant.yaml': `${SMALL}smtp: { host: 127.0.0.1, port: 9 }\n` });
  const run = await courant(folder, ['doctor', '--json'], SECRET);
  expect(run.status).toBe(2);
  expect(statuses(answerOf(run))).toMatchObject({ transport: 'ok', 'smtp-server': 'error', secret: 'ok' });
});

test('a store that can’t be written, and one that isn’t understood', async () => {
  const folder = smallPublication();
  mkdirSync(join(folder, 'a-folder'));
  for (const store of ['sqlite:a-folder', 'postgres://db.example.org/x']) {
    const run = await courant(folder, ['doctor', '--json'], { COURANT_STORE: store });
    expect(run.status).toBe(2);
    expect(statuses(answerOf(run))['store']).toBe('error');
  }
});

test('errors in courant.yaml come before everything', async () => {
  const run = await courant(smallPublication({ 'courant.yaml': 'name: X\n' }), ['doctor', '--json']);
  expect(run.status).toBe(1);
  expect(jsonOf(run)).toHaveProperty('diagnostics');
});
