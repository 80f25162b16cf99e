import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, expect, test } from 'vitest';
import type { Transport } from '../../src/delivery/transport.ts';
import { TransportError } from '../../src/delivery/transport-error.ts';
import { openSmtp, type SmtpOptions } from '../../src/transport/smtp.ts';
import { listen } from './listen.ts';
import { startScriptedSmtp } from './scripted-smtp.ts';

const opened: { readonly close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const PASSWORD = 'a long password: pässwörd';
const context = { send: 's-1', attempt: 1 };
const message = {
  envelope: { from: 'daily@example.org', to: 'reader@example.net' },
  messageId: 'ours-1@example.org',
  bytes: Buffer.from('Subject: =?utf-8?B?5pel5aCx?=\r\n\r\n.\r\nHi.\r\n'),
};

/** For 0.0.0.0, which reaches this machine and isn't one of the names that need no TLS. */
const certificate = selfSigned();

function selfSigned(): { readonly key: string; readonly cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'courant-smtp-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const named = ['-subj', '/CN=mx.example.org', '-addext', 'subjectAltName=IP:0.0.0.0'];
  execFileSync('openssl', [...made, ...named, '-keyout', key, '-out', cert], { stdio: 'pipe' });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

interface RealServer {
  readonly port: number;
  /** `user secure bytes` of each message. */
  readonly taken: { readonly user: string; readonly secure: boolean; readonly bytes: Buffer }[];
}

async function serverWith(options: SMTPServerOptions = {}): Promise<RealServer> {
  const taken: RealServer['taken'][number][] = [];
  const server = new SMTPServer({
    ...certificate,
    authOptional: true,
    onAuth: ({ username, password }, _session, done) => {
      if (username === 'press' && password === PASSWORD) done(null, { user: username });
      else done(Object.assign(new Error('Authentication failed'), { responseCode: 535 }));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        taken.push({ user: String(session.user ?? ''), secure: session.secure, bytes: Buffer.concat(chunks) });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  const port = await listen(server.server, '0.0.0.0');
  opened.push({ close: () => new Promise((resolve) => server.close(resolve)) });
  return { port, taken };
}

function transportTo(port: number, options: Partial<SmtpOptions> = {}): Transport {
  const transport = openSmtp({
    host: '127.0.0.1',
    port,
    password: undefined,
    timeouts: { connect: 1_000, reply: 1_000, final: 1_000 },
    ...options,
  });
  opened.unshift({ close: transport.close });
  return transport;
}

async function troubleOf(transport: Transport): Promise<TransportError> {
  const trouble: unknown = await transport.limits().then(
    () => 'none',
    (error: unknown) => error,
  );
  if (!(trouble instanceof TransportError)) throw new Error(`no TransportError but ${String(trouble)}`);
  return trouble;
}

const signedIn = { user: 'press', password: PASSWORD };

test.for([
  ['this machine: TLS where it is offered', {}, {}, true],
  ['this machine: none where it is not', { hideSTARTTLS: true }, {}, false],
  ['STARTTLS, as told', {}, { tls: 'starttls' }, true],
  ['TLS from the start', { secure: true }, { tls: 'implicit' }, true],
] as const)('%s', async ([, server, options, secure]) => {
  const { port, taken } = await serverWith({ ...server, allowInsecureAuth: true });
  const transport = transportTo(port, { ...options, ...signedIn });
  expect((await transport.limits()).perSecond).toBe(Number.POSITIVE_INFINITY);
  expect((await transport.deliver(message, context)).state).toBe('accepted');
  expect(taken).toEqual([{ user: 'press', secure, bytes: message.bytes }]);
});

test.for(['PLAIN', 'LOGIN', 'CRAM-MD5'])('signs in by %s', async (method) => {
  const cram: SMTPServerOptions['onAuth'] = (auth, _session, done) => {
    const right = auth.method === 'CRAM-MD5' ? auth.validatePassword(PASSWORD) : auth.password === PASSWORD;
    done(right ? null : new Error('no'), { user: auth.username ?? '' });
  };
  const { port, taken } = await serverWith({ authMethods: [method], onAuth: cram });
  expect((await transportTo(port, signedIn).deliver(message, context)).state).toBe('accepted');
  expect(taken.map(({ user }) => user)).toEqual(['press']);
});

test('nothing leaves for another machine without TLS, nor to one that cannot prove who it is', async () => {
  const plain = await serverWith({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
  const self = await serverWith();
  const implicit = await serverWith({ secure: true });
  for (const [{ port, taken }, tls] of [
    [plain, 'starttls'],
    [self, 'starttls'],
    [self, undefined],
    [implicit, 'implicit'],
  ] as const) {
    const transport = transportTo(port, { host: '0.0.0.0', tls, ...signedIn });
    const trouble = await troubleOf(transport);
    expect(trouble.code).toBe('transport-misconfigured');
    expect(trouble.hint).toMatch(/TLS/);
    expect((await transport.deliver(message, context)).state).not.toBe('accepted');
    expect(taken).toEqual([]);
  }
});

test('a server that proves who it is by an authority of NODE_EXTRA_CA_CERTS gets mail', async () => {
  const { port, taken } = await serverWith();
  const folder = mkdtempSync(join(tmpdir(), 'courant-smtp-'));
  const program = join(folder, 'send.mjs');
  const authority = join(folder, 'authority.pem');
  writeFileSync(authority, certificate.cert);
  const call = `openSmtp({ host: '0.0.0.0', port: ${port}, user: 'press', password: ${JSON.stringify(PASSWORD)} })`;
  const mail = `{ envelope: ${JSON.stringify(message.envelope)}, messageId: '1@x', bytes: Buffer.from('S: x\\r\\n\\r\\nHi.\\r\\n') }`;
  await build({
    stdin: {
      contents: `import { openSmtp } from './src/transport/smtp.ts'; const to = ${call};
        console.log((await to.deliver(${mail})).state); await to.close();`,
      resolveDir: join(import.meta.dirname, '../..'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'silent',
  });
  const run = (env: Readonly<Record<string, string>>): Promise<string> =>
    promisify(execFile)(process.execPath, [program], { env: { ...process.env, ...env } }).then(({ stdout }) => stdout);
  expect(await run({})).toBe('deferred\n');
  expect(await run({ NODE_EXTRA_CA_CERTS: authority })).toBe('accepted\n');
  expect(taken.map(({ user, secure }) => [user, secure])).toEqual([['press', true]]);
});

test('a port that speaks TLS from the start, and one that does not, are told apart from a dead one', async () => {
  const { port } = await serverWith();
  expect((await troubleOf(transportTo(port, { tls: 'implicit' }))).code).toBe('transport-misconfigured');
});

test('a wrong password holds the account, says where to look, and is never shown', async () => {
  const { port, taken } = await serverWith();
  const transport = transportTo(port, { user: 'press', password: 'wrong' });
  const trouble = await troubleOf(transport);
  expect(trouble.code).toBe('transport-refused');
  expect(trouble.message).toMatch(/^The mail server 127\.0\.0\.1:\d+ answered “535 /);
  expect(trouble.hint).toMatch(/smtp\.user .* COURANT_SMTP_PASSWORD/);
  expect(await transport.deliver(message, context)).toMatchObject({ state: 'held', cause: 'account' });
  expect(taken).toEqual([]);
});

test.for([
  ['the command', 'EHLO', (secret: string) => `535 5.7.8 What is AUTH PLAIN ${secret}?`],
  ['the password', 'EHLO', () => `535 5.7.8 Not “${PASSWORD}”`],
  ['half the command', 'EHLO', (secret: string) => `535 5.7.8 What is ${secret.slice(0, -3)}`],
] as const)('a server that repeats %s does not get the password into a message', async ([, , answer]) => {
  const secret = Buffer.from(`\0press\0${PASSWORD}`).toString('base64');
  const server = await startScriptedSmtp({ EHLO: '250-mx\n250 AUTH PLAIN', AUTH: answer(secret) });
  opened.push(server);
  const transport = transportTo(server.port, signedIn);
  const { message: text } = await troubleOf(transport);
  const outcome = JSON.stringify(await transport.deliver(message, context));
  for (const shown of [text, outcome]) {
    expect(shown).toContain('535 5.7.8');
    expect(shown).not.toContain(PASSWORD);
    expect(shown).not.toContain(secret.slice(0, -3));
  }
});

test.for([
  ['the server is busy', { AUTH: '454 4.7.0 Temporary failure' }, 'transport-unreachable', 'held'],
  ['the connection is lost at it', { AUTH: 'close' }, 'transport-unreachable', 'deferred'],
  ['nothing is answered', { AUTH: 'silence' }, 'transport-unreachable', 'deferred'],
  ['the mechanism is too weak', { AUTH: '534 5.7.9 Needs a password for programs' }, 'transport-refused', 'held'],
] as const)('signing in: %s', async ([, script, code, state]) => {
  const server = await startScriptedSmtp({ EHLO: '250-mx\n250 AUTH PLAIN', ...script });
  opened.push(server);
  const transport = transportTo(server.port, signedIn);
  expect((await troubleOf(transport)).code).toBe(code);
  expect((await transport.deliver(message, context)).state).toBe(state);
});

test.for([
  ['no password', { user: 'press', password: undefined }, 'COURANT_SMTP_PASSWORD'],
  ['an empty password', { user: 'press', password: '' }, 'COURANT_SMTP_PASSWORD'],
  ['no way to sign in', signedIn, 'offers no way to sign in'],
] as const)('%s: nothing is sent, and it is said why', async ([, options, words]) => {
  const server = await startScriptedSmtp();
  opened.push(server);
  const transport = transportTo(server.port, options);
  const trouble = await troubleOf(transport);
  expect([trouble.code, trouble.message]).toEqual(['transport-misconfigured', expect.stringContaining(words)]);
  expect(await transport.deliver(message, context)).toMatchObject({ state: 'held', cause: 'account' });
  expect(server.messages).toEqual([]);
});

test('limits connects once, and says what is wrong with a server that is not there', async () => {
  const server = await startScriptedSmtp();
  const transport = transportTo(server.port);
  for (let asked = 0; asked < 3; asked += 1) await transport.limits();
  expect(server.connections()).toBe(1);
  await transport.close();
  await server.close();
  const trouble = await troubleOf(transportTo(server.port));
  expect(trouble.code).toBe('transport-unreachable');
  expect(trouble.message).toBe(`The mail server 127.0.0.1:${server.port} can’t be used: the connection was refused.`);
});

test('a name that nobody has', async () => {
  const trouble = await troubleOf(
    transportTo(25, { host: 'no-such-host.invalid', timeouts: { connect: 8_000, reply: 1, final: 1 } }),
  );
  expect(trouble.code).toBe('transport-unreachable');
  expect(trouble.message).toMatch(/name/);
});

test('closing waits for what is under way, and takes nothing more', async () => {
  const { port, taken } = await serverWith();
  const transport = transportTo(port);
  const under = transport.deliver(message, context);
  await transport.limits();
  const outcome = under.then(({ state }) => state);
  await transport.close();
  expect(await outcome).toBe('accepted');
  expect(taken).toHaveLength(1);
  await expect(transport.deliver(message, context)).rejects.toThrow('closed');
});
