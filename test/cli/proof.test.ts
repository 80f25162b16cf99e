import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, onTestFinished, test } from 'vitest';
import { STAND_IN_CREDENTIALS, startStandIn } from '../ses-stand-in/stand-in.ts';
import { startScriptedSmtp } from '../transport/scripted-smtp.ts';
import { courant, jsonOf, type Run, SMALL, smallPublication } from './run-courant.ts';

const YAML = `${SMALL}segments:
  asia: { list: readers, where: { country: JP } }
`;
const FILES = {
  'courant.yaml': YAML,
  'issues/2026-01-05-small/issue.md':
    '---\nsubject: "{{first_name|Reader}}, a small issue"\npreheader: Small\ndate: 2026-01-05\n---\n',
  'issues/2026-01-05-small/20-asia.md': '---\ntitle: Only for Asia\nsegments: [asia]\n---\nFerries of Kobe.\n',
};

async function proof(folder: string, ...args: readonly string[]): Promise<Run> {
  return courant(folder, ['proof', 'latest', ...args]);
}

/** A publication whose list was read: a dry run does. */
async function planned(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = smallPublication({ ...FILES, ...files });
  const run = await courant(folder, ['send', 'latest', '--to', 'readers', '--dry-run']);
  if (run.status !== 0) throw new Error(run.stderr);
  return folder;
}

async function mailsOf(folder: string): Promise<readonly Email[]> {
  const proofs = join(folder, 'outbox', 'proofs');
  const files = readdirSync(proofs).flatMap((name) => {
    const messages = join(proofs, name, 'new');
    return readdirSync(messages)
      .toSorted()
      .map((file) => join(messages, file));
  });
  return Promise.all(files.map((file) => PostalMime.parse(readFileSync(file))));
}

function textAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(key)
    : undefined;
}

describe('into the outbox', () => {
  test('each colleague gets it once, marked, and the ledger knows nothing of it', async () => {
    const folder = await planned();
    const run = await proof(folder, '--to', 'Ana@example.net,bo@example.net,ana@example.net', '--json');
    expect(run.status).toBe(0);
    const mails = await mailsOf(folder);
    expect(mails.map(({ subject }) => subject)).toEqual(Array(2).fill('[Proof] Reader, a small issue'));
    expect(mails.map(({ to }) => to?.[0]?.address)).toEqual(['Ana@example.net', 'bo@example.net']);
    expect(jsonOf(run)).toEqual({
      issue: '2026-01-05-small',
      transport: 'outbox',
      proof: expect.stringMatching(/^proof-\d{8}-\d{6}-[0-9a-z]{4}$/) as unknown,
      edition: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown,
      to: mails.map(({ to, messageId }) => ({
        address: to?.[0]?.address,
        state: 'accepted',
        messageId,
        reason: null,
      })),
    });
    expect(jsonOf(await courant(folder, ['sends', '--json']))).toEqual([]);
    const later = await courant(folder, ['send', 'latest', '--to', 'readers', '--yes', '--json']);
    expect(jsonOf(later)).toMatchObject({ audience: 2, alreadySent: 0, accepted: 2 });
  });

  test('--as takes fields and segments of a subscriber, and leaves their links out', async () => {
    const folder = await planned();
    const [plain, ana] = [
      await proof(folder, '--to', 'x@example.net', '--json'),
      await proof(folder, '--to', 'x@example.net', '--as', 'ANA@example.org', '--json'),
    ];
    const byName = (await mailsOf(folder)).toSorted((a, b) => (a.subject ?? '').localeCompare(b.subject ?? ''));
    const [asAna, asNobody] = byName;
    expect(asAna?.subject).toBe('[Proof] Ana, a small issue');
    expect(asAna?.text).toContain('Ferries of Kobe');
    expect(asNobody?.text).not.toContain('Ferries of Kobe');
    expect(asAna?.html).toContain('https://mail.example.org/u/preview');
    expect(asAna?.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toContain('/u/preview>');
    const [first, second] = [plain, ana].map((run) => jsonOf(run));
    expect(first).not.toHaveProperty('edition', textAt(second, 'edition'));
  });

  test('a person reads where it lies', async () => {
    const run = await proof(await planned(), '--to', 'x@example.net');
    expect(run.stdout).toMatch(/^accepted x@example\.net {2}<[0-9a-f]{32}@example\.org>\n$/);
    expect(run.stderr).toMatch(/: 1 of 1 message accepted\. They lie in outbox\/proofs\/proof-[\w-]+\/new\.\n$/);
  });

  test('a TODO warns, and what is wrong in any edition stops it', async () => {
    const folder = smallPublication({
      ...FILES,
      'issues/2026-01-05-small/30-todo.md': '---\ntitle: TODO\n---\nText.\n',
    });
    const run = await proof(folder, '--to', 'x@example.net');
    expect(run.status).toBe(0);
    expect(run.stderr).toContain('check/todo');
    const broken = smallPublication({
      ...FILES,
      'issues/2026-01-05-small/20-asia.md': '---\ntitle: Asia\nsegments: [asia]\n---\n[x](javascript:alert)\n',
    });
    const refused = await proof(broken, '--to', 'x@example.net', '--json');
    expect(refused.status).toBe(1);
    expect(jsonOf(refused)).toMatchObject({ summary: { errors: 1 } });
    expect(() => readdirSync(join(broken, 'outbox'))).toThrow('ENOENT');
  });

  test('who is suppressed gets it, and that is said', async () => {
    const folder = await planned();
    await courant(folder, ['subscribers', 'suppress', 'ana@example.org']);
    const run = await proof(folder, '--to', 'ana@example.org', '--json');
    expect(run.status).toBe(0);
    expect(run.stderr).toBe('warning: ana@example.org is suppressed (manual), and gets this proof all the same.\n');
  });
});

test.each([
  ['nobody', ['--to', ','], 'usage'],
  ['no --to', [], 'usage'],
  ['a list', ['--to', 'readers'], 'not-an-address'],
  ['a stranger’s eyes', ['--to', 'x@example.net', '--as', 'gone@example.net'], 'no-such-subscriber'],
  ['no address’s eyes', ['--to', 'x@example.net', '--as', 'asia'], 'not-an-address'],
  ['SES without a secret', ['--to', 'x@example.net', '--transport', 'ses'], 'secret-missing'],
  ['SMTP without a secret', ['--to', 'x@example.net', '--transport', 'smtp'], 'secret-missing'],
])('refused: %s', async (_name, args, code) => {
  const run = await proof(smallPublication(FILES), ...args, '--json');
  expect(run.status).toBe(2);
  expect(jsonOf(run)).toMatchObject({ error: { code } });
});

describe('through SES', () => {
  const env = (url: string): Record<string, string> => ({
    COURANT_SECRET: '0123456789abcdef0123456789abcdef',
    AWS_REGION: 'eu-west-1',
    AWS_ENDPOINT_URL_SES: url,
    AWS_ACCESS_KEY_ID: STAND_IN_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: STAND_IN_CREDENTIALS.secretAccessKey,
  });

  test('tagged with the proof’s name, which no send has', async () => {
    const ses = await startStandIn({ keepRaw: true });
    onTestFinished(() => ses.close());
    const folder = smallPublication(FILES);
    const run = await courant(folder, ['proof', '--to', 'x@example.net', '--transport', 'ses', '--json'], env(ses.url));
    expect(run.status).toBe(0);
    const name = textAt(jsonOf(run), 'proof');
    expect(ses.accepted()).toMatchObject([
      { to: 'x@example.net', tags: { 'courant-send': name, 'courant-attempt': '0' } },
    ]);
  });

  test('refused, in doubt, held: 3, and each is said', async () => {
    const ses = await startStandIn({
      rejectRecipient: { 'bad@example.net': { code: 'InvalidParameterValue', message: 'Missing final thing' } },
      sequence: [
        { call: 2, fault: 'resetAfter' },
        { call: 3, error: { code: 'AccountSendingPausedException', message: 'Paused.' } },
      ],
    });
    onTestFinished(() => ses.close());
    const to = 'bad@example.net,doubt@example.net,held@example.net,rest@example.net';
    const args = ['proof', '--to', to, '--transport', 'ses', '--json'];
    const run = await courant(smallPublication(FILES), args, env(ses.url));
    expect(run.status).toBe(3);
    const words = expect.stringMatching(/\w/) as unknown;
    expect(jsonOf(run)).toMatchObject({
      to: ['rejected', 'in-doubt', 'pending', 'pending'].map((state) => ({ state, messageId: null, reason: words })),
    });
    expect(ses.calls().actions['SendRawEmail']).toBe(3);
  });

  test('a paused account is told before anything leaves', async () => {
    const ses = await startStandIn({ sendingEnabled: false });
    onTestFinished(() => ses.close());
    const run = await courant(
      smallPublication(FILES),
      ['proof', '--to', 'x@example.net', '--transport', 'ses', '--json'],
      env(ses.url),
    );
    expect(run.status).toBe(2);
    expect(jsonOf(run)).toMatchObject({ error: { code: 'transport-paused' } });
    expect(ses.calls().actions['SendRawEmail']).toBeUndefined();
  });
});

test('through a mail server: one envelope each, and 3 where one is refused', async () => {
  const refused = (nth: number): string => (nth === 2 ? '550 5.1.1 No such user' : '250 2.1.5 Ok');
  const server = await startScriptedSmtp({ RCPT: refused });
  onTestFinished(() => server.close());
  const yaml = `${YAML}smtp: { host: 127.0.0.1, port: ${server.port} }\n`;
  const folder = smallPublication({ ...FILES, 'courant.yaml': yaml });
  const args = ['proof', '--to', 'x@example.net,gone@example.net', '--transport', 'smtp', '--json'];
  const run = await courant(folder, args, { COURANT_SECRET: '0123456789abcdef0123456789abcdef' });
  expect(run.status).toBe(3);
  expect(jsonOf(run)).toMatchObject({ transport: 'smtp', to: [{ state: 'accepted' }, { state: 'rejected' }] });
  expect(server.messages.filter(({ bytes }) => bytes.length > 0).map(({ to }) => to)).toEqual(['x@example.net']);
  expect(server.messages[0]?.bytes.toString()).toContain('\r\nSubject: [Proof] Reader, a small issue\r\n');
});
