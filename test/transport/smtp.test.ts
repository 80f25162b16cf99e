import { createServer, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Outcome, Transport } from '../../src/delivery/transport.ts';
import type { Message } from '../../src/mail/message.ts';
import { openContent } from '../../src/transport/smtp-content.ts';
import { openSmtp, type SmtpOptions } from '../../src/transport/smtp.ts';
import { listen } from './listen.ts';
import { type Script, type ScriptedSmtp, startScriptedSmtp } from './scripted-smtp.ts';

const opened: { readonly close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

const context = { send: 's-1', attempt: 1 };
const QUICK = { connect: 400, reply: 400, final: 400 };

function messageOf(body: string | Buffer = 'Hello.\r\n', to = 'reader@example.net'): Message {
  const bytes = Buffer.concat([Buffer.from('Subject: Tides\r\n\r\n'), Buffer.from(body)]);
  return { envelope: { from: 'daily@example.org', to }, messageId: 'ours-1@example.org', bytes };
}

async function serverWith(script: Script = {}): Promise<ScriptedSmtp> {
  const server = await startScriptedSmtp(script);
  opened.unshift(server);
  return server;
}

function transportTo({ port }: { readonly port: number }, options: Partial<SmtpOptions> = {}): Transport {
  const transport = openSmtp({ host: '127.0.0.1', port, password: undefined, timeouts: QUICK, ...options });
  opened.push({ close: transport.close });
  return transport;
}

async function outcomeWith(script: Script, message = messageOf()): Promise<[Outcome, ScriptedSmtp]> {
  const server = await serverWith(script);
  return [await transportTo(server).deliver(message, context), server];
}

function verdict(outcome: Outcome): string {
  return outcome.state === 'held' ? `held: ${outcome.cause}` : outcome.state;
}

/** Whether the end of the message got an answer that can be read. */
function answered({ DOT = '' }: Script): boolean {
  return typeof DOT === 'string' && /^[45]\d\d .*[^\\]$/.test(DOT);
}

const PLAIN = '250-mx.example.org\n250 8BITMIME';
const BIG = Buffer.alloc(8_000_000, 'A line of sixty-two letters, and the two that end it, for it.\r\n');

/** Each step of a delivery, each way it can fail there, and what is said of it. */
const CASES: readonly (readonly [string, Script, string])[] = [
  ['closed before the greeting', { greeting: 'close' }, 'deferred'],
  ['reset before the greeting', { greeting: 'reset' }, 'deferred'],
  ['no greeting', { greeting: 'silence' }, 'deferred'],
  ['not now', { greeting: '421 4.3.2 Try again later' }, 'held: rate'],
  ['not ever', { greeting: '554 5.7.1 Your host is blocked' }, 'held: account'],
  ['closed at EHLO', { EHLO: 'close' }, 'deferred'],
  ['no answer to EHLO', { EHLO: 'silence' }, 'deferred'],
  ['closed at MAIL', { MAIL: 'close' }, 'deferred'],
  ['no answer to MAIL', { MAIL: 'silence' }, 'deferred'],
  ['MAIL, later', { MAIL: '451 4.3.0 Local error' }, 'deferred'],
  ['MAIL, too fast', { MAIL: '450 4.7.1 Error: too much mail from 192.0.2.1' }, 'held: rate'],
  ['MAIL, never', { MAIL: '553 5.7.1 Sender not owned by user' }, 'held: account'],
  ['MAIL, closing', { MAIL: '421 4.4.2 Submission rate for this client exceeded' }, 'held: rate'],
  ['closed at RCPT', { RCPT: 'close' }, 'deferred'],
  ['reset at RCPT', { RCPT: 'reset' }, 'deferred'],
  ['no answer to RCPT', { RCPT: 'silence' }, 'deferred'],
  ['RCPT, later', { RCPT: '450 4.2.1 Greylisted' }, 'deferred'],
  ['RCPT, never', { RCPT: '550 5.1.1 No such user' }, 'rejected'],
  ['RCPT, never, but DATA goes on', { RCPT: '550 5.1.1 No such user', DATA: '354 Go on' }, 'rejected'],
  ['RCPT, not through here', { RCPT: '554 5.7.1 <x@example.net>: Relay access denied' }, 'held: account'],
  ['RCPT, closing', { RCPT: '421 4.3.2 Shutting down' }, 'held: rate'],
  ['closed at DATA', { DATA: 'close' }, 'deferred'],
  ['no answer to DATA', { DATA: 'silence' }, 'deferred'],
  ['DATA, later', { DATA: '451 4.3.0 Not now' }, 'deferred'],
  ['DATA, never', { DATA: '554 5.5.1 No' }, 'rejected'],
  ['closed at the dot', { DOT: 'close' }, 'in-doubt'],
  ['reset at the dot', { DOT: 'reset' }, 'in-doubt'],
  ['no answer to the dot', { DOT: 'silence' }, 'in-doubt'],
  ['half an answer to the dot', { DOT: '25\\' }, 'in-doubt'],
  ['half a refusal of the dot', { DOT: '550 5.7.1 Sp\\' }, 'in-doubt'],
  ['nonsense at the dot', { DOT: 'ok' }, 'in-doubt'],
  ['the answer to something else at the dot', { DOT: '354 Go on' }, 'in-doubt'],
  ['dot, later', { DOT: '451 4.3.0 Queue file write error' }, 'deferred'],
  ['dot, too fast', { DOT: '454 Throttling failure: Maximum sending rate exceeded.' }, 'held: rate'],
  ['dot, no more today', { DOT: '454 Throttling failure: Daily message quota exceeded.' }, 'held: daily-quota'],
  ['dot, never', { DOT: '554 5.7.1 Spam' }, 'rejected'],
  ['dot, closing', { DOT: '421 4.3.0 Content filter died' }, 'deferred'],
  ['dot, sender not known', { DOT: '554 Message rejected: Email address is not verified.' }, 'held: account'],
];

for (const [mode, ehlo] of [
  ['one command at a time', { EHLO: PLAIN }],
  ['with pipelining', {}],
] as const) {
  test.for(CASES)(`${mode}: %s`, async ([, script, expected]) => {
    const [outcome, server] = await outcomeWith({ ...ehlo, ...script });
    expect(verdict(outcome)).toBe(expected);
    // Once and never again: what is in doubt may be with the server. A refused reader gets an empty one, to nobody.
    const whole = server.messages.filter(({ bytes }) => bytes.length > 0).length;
    expect(whole).toBeLessThanOrEqual(1);
    expect(outcome.state === 'in-doubt').toBe(whole === 1 && !answered(script));
    expect(outcome).toHaveProperty('reason', expect.stringMatching(/^\S.*\S$/));
  });
}

test.for([
  ['lost', 'reset', 'deferred'],
  ['closed', 'close', 'deferred'],
  ['silent', 'silence', 'deferred'],
  ['refused', '552 5.2.3 Message too large', 'rejected'],
  ['put off', '452 4.3.1 Disk full', 'deferred'],
  ['said to be taken', '250 2.0.0 Ok', 'in-doubt'],
] as const)('a connection that is %s while a large message is being written', async ([, answer, expected]) => {
  // Nothing is read after the first piece, so the end of the message can't have left.
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.write('220 mx.example.org\r\n');
    socket.on('data', (chunk: Buffer) => {
      const text = chunk.toString('latin1');
      if (text.startsWith('EHLO')) socket.write('250 mx.example.org\r\n');
      else if (text.startsWith('MAIL') || text.startsWith('RCPT')) socket.write('250 Ok\r\n');
      else if (text.startsWith('DATA')) socket.write('354 Go on\r\n');
      else {
        socket.pause();
        if (answer === 'reset') socket.resetAndDestroy();
        else if (answer === 'close') socket.destroy();
        else if (answer !== 'silence') socket.write(`${answer}\r\n`);
      }
    });
  });
  const port = await listen(server);
  opened.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  });
  const transport = transportTo({ port });
  expect(verdict(await transport.deliver(messageOf(BIG), context))).toBe(expected);
});

test('what is accepted carries the server’s own name for it, else ours', async () => {
  const [known] = await outcomeWith({ DOT: '250 2.0.0 Ok: queued as 4VfT2x0abc' });
  expect(known).toEqual({ state: 'accepted', messageId: '4VfT2x0abc' });
  const [unknown] = await outcomeWith({ DOT: '250 Great success' });
  expect(unknown).toEqual({ state: 'accepted', messageId: 'ours-1@example.org' });
});

test.for([
  ['dots', '.\r\n..\r\n.a\r\nb.\r\n.\r\n'],
  ['a dot and nothing else', '.\r\n'],
  ['no last line end but its own', 'x\r\n\r\n'],
  ['eight bits', Buffer.from('日報 جريدة \xff\r\n')],
  ['long lines', `${'x'.repeat(998)}\r\n`],
  ['many pieces', Buffer.from(`.${'é.\r\n.'.repeat(60_000)}\r\n`)],
] as const)('the bytes that arrive are the message’s: %s', async ([, body]) => {
  const server = await serverWith();
  const message = messageOf(Buffer.from(body));
  expect((await transportTo(server).deliver(message, context)).state).toBe('accepted');
  expect(server.messages[0]?.bytes.equals(message.bytes)).toBe(true);
  const eightBits = server.steps.some((step) => step.includes('BODY=8BITMIME'));
  expect(eightBits).toBe(message.bytes.some((byte) => byte > 127));
});

test('bare line feeds and carriage returns never end a message early: RFC 5321 section 2.3.8', async () => {
  const server = await serverWith();
  await transportTo(server).deliver(messageOf('a\n.\nMAIL FROM:<x@example.com>\n\r.\rb\r\n'), context);
  expect(server.messages).toHaveLength(1);
  expect(server.messages[0]?.bytes.toString()).toBe(
    'Subject: Tides\r\n\r\na\r\n.\r\nMAIL FROM:<x@example.com>\r\n\r\n.\r\nb\r\n',
  );
});

test('the envelope is the message’s and never the header’s', async () => {
  const server = await serverWith();
  const bytes = Buffer.from('From: other@example.com\r\nTo: all@example.com\r\nBcc: c@example.com\r\n\r\nx\r\n');
  const message: Message = { ...messageOf(), bytes };
  await transportTo(server).deliver(message, context);
  expect(server.messages).toMatchObject([{ from: 'daily@example.org', to: 'reader@example.net', bytes }]);
});

test('connections are kept, no more of them than told, and every message goes once', async () => {
  const server = await serverWith();
  const transport = transportTo(server, { connections: 3 });
  const readers = Array.from({ length: 60 }, (_, index) => `r${index}@example.net`);
  const outcomes = await Promise.all(readers.map((to) => transport.deliver(messageOf('Hi.\r\n', to), context)));
  expect(outcomes.filter(({ state }) => state === 'accepted')).toHaveLength(60);
  expect(server.connections()).toBe(3);
  expect(server.messages.map(({ to }) => to).toSorted()).toEqual(readers.toSorted());
  await transport.close();
  expect(server.steps.filter((step) => step.endsWith('QUIT'))).toHaveLength(3);
});

test('a connection makes room for another after a hundred messages', async () => {
  const server = await serverWith();
  const transport = transportTo(server, { connections: 1 });
  for (let index = 0; index < 101; index += 1) await transport.deliver(messageOf(), context);
  expect(server.connections()).toBe(2);
  expect(server.messages).toHaveLength(101);
});

test('a refused message leaves a connection that is fit for the next', async () => {
  const server = await serverWith({ RCPT: (nth) => (nth === 1 ? '550 5.1.1 No such user' : '250 2.1.5 Ok') });
  const transport = transportTo(server, { connections: 1 });
  expect((await transport.deliver(messageOf(), context)).state).toBe('rejected');
  expect((await transport.deliver(messageOf(), context)).state).toBe('accepted');
  expect(server.connections()).toBe(1);
  expect(server.steps).toContain('1 RSET');
});

test('a connection makes room for another after four refusals, before servers slow it down for them', async () => {
  const server = await serverWith({ RCPT: '550 5.1.1 No such user' });
  const transport = transportTo(server, { connections: 1 });
  for (let index = 0; index < 9; index += 1) await transport.deliver(messageOf(), context);
  expect(server.connections()).toBe(3);
});

test.for([
  ['closed it meanwhile', {}],
  ['says so with 421 at MAIL', { MAIL: (nth: number) => (nth === 2 ? '421 4.7.0 Too many messages' : '250 Ok') }],
  ['ends it at MAIL', { MAIL: (nth: number) => (nth === 2 ? 'reset' : '250 Ok') }],
] as const)('a message goes through a new connection when the server of a used one %s', async ([, script]) => {
  const server = await serverWith(script);
  const transport = transportTo(server, { connections: 1 });
  await transport.deliver(messageOf(), context);
  if (!('MAIL' in script)) server.breakAll();
  expect((await transport.deliver(messageOf(), context)).state).toBe('accepted');
  expect(server.connections()).toBe(2);
  expect(server.messages).toHaveLength(2);
});

test('a message that a used connection lost after its end is in doubt, and no other connection gets it', async () => {
  const server = await serverWith({ DOT: (nth) => (nth === 2 ? 'reset' : '250 Ok') });
  const transport = transportTo(server, { connections: 1 });
  await transport.deliver(messageOf(), context);
  expect((await transport.deliver(messageOf(), context)).state).toBe('in-doubt');
  expect(server.messages).toHaveLength(2);
});

test('a server that takes two connections gets two, and nothing is held for that', async () => {
  const server = await serverWith({
    greeting: (nth) => (nth > 2 ? '421 4.7.0 Error: too many connections' : '220 mx.example.org'),
    DOT: '250 Ok',
  });
  const transport = transportTo(server, { connections: 5 });
  await transport.limits();
  await transport.deliver(messageOf(), context);
  const outcomes = await Promise.all(Array.from({ length: 40 }, () => transport.deliver(messageOf(), context)));
  expect(outcomes.map(({ state }) => state)).toEqual(outcomes.map(() => 'accepted'));
});

test('a server that is not there defers all, however many wait', async () => {
  const server = await startScriptedSmtp();
  await server.close();
  const transport = transportTo(server, { connections: 2 });
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => transport.deliver(messageOf(), context)));
  for (const outcome of outcomes) {
    expect(outcome).toEqual({ state: 'deferred', reason: 'the connection was refused, while connecting' });
  }
});

test('a message larger than the server announced is for nobody', async () => {
  const [outcome, server] = await outcomeWith({ EHLO: '250-mx.example.org\n250 SIZE 1000' }, messageOf(BIG));
  expect(verdict(outcome)).toBe('held: account');
  expect(server.steps.some((step) => step.includes('MAIL'))).toBe(false);
});

test('an answer of a stranger can neither command a terminal nor go on for ever', async () => {
  const [outcome] = await outcomeWith({ RCPT: `550-5.1.1 \u001b[31mred\u202e\n550 5.1.1 ${'é'.repeat(2_000)}` });
  if (!('reason' in outcome)) throw new Error('accepted');
  expect(outcome.reason).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(outcome.reason).toContain('550 5.1.1 [31mred é');
  expect(outcome.reason.length).toBeLessThan(400);
});

test('the memory of a message may be used again while a connection still holds its bytes', async () => {
  const bytes = Buffer.from('one reader’s');
  const { stream } = openContent(bytes, () => {});
  bytes.fill('x');
  expect(Buffer.concat(await stream.toArray()).toString()).toBe('one reader’s');
});
