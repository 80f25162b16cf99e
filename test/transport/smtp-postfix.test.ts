import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Transport } from '../../src/delivery/transport.ts';
import type { Message } from '../../src/mail/message.ts';
import { openSmtp } from '../../src/transport/smtp.ts';
import { type Postfix, READERS, startPostfix, whyNoPostfix } from './postfix.ts';

const missing = whyNoPostfix();
const context = { send: 's-1', attempt: 1 };

const BODIES: readonly string[] = [
  '.\r\n..\r\n.dot\r\n.\r\n',
  'From the port\r\n>From the port\r\n\r\n\r\n',
  `${'x'.repeat(990)}\r\n`,
  '8bit: 海港日报 · جريدة الميناء · ÿ\r\n',
  ' space at the end \t\r\n\t\r\n',
  `${'=C3=A9 soft=\r\n'.repeat(20_000)}\r\n`,
];

function messageFor(reader: string, body: string): Message {
  const to = `${reader}@example.net`;
  const head = `From: daily@example.org\r\nTo: ${to}\r\nSubject: =?utf-8?B?5rW35riv5pel5oql?=\r\n =?utf-8?B?5rW35riv5pel5oql?=\r\n`;
  const more = `Date: Tue, 24 Nov 2026 08:00:00 +0000\r\nMessage-ID: <${reader}@example.org>\r\nMIME-Version: 1.0\r\n`;
  const type = 'Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n';
  const bytes = Buffer.from(`${head}${more}${type}\r\n${body}`);
  return { envelope: { from: 'daily@example.org', to }, messageId: `${reader}@example.org`, bytes };
}

/** What servers write over a message on its way: RFC 5321 section 4.4, and Postfix's own two. Maildirs hold bare line feeds. */
function withoutTrace(arrived: Buffer): string {
  const text = arrived.toString('latin1').replaceAll('\n', '\r\n');
  return text.replace(/^(?:(?:Return-Path|X-Original-To|Delivered-To|Received):.*\r\n(?:[ \t].*\r\n)*)+/, '');
}

describe.skipIf(missing !== null)(`Postfix${missing === null ? '' : `, left out: ${missing}`}`, () => {
  let postfix: Postfix;
  let transport: Transport;
  beforeAll(async () => {
    postfix = await startPostfix();
    transport = openSmtp({ host: 'localhost', port: postfix.port, password: undefined });
  });
  afterAll(async () => {
    await transport.close();
    postfix.stop();
  });

  test('Postfix delivers every message once, byte for byte, and names it as its log does', async () => {
    await transport.limits();
    const messages = READERS.map((reader, index) => messageFor(reader, BODIES[index % BODIES.length] ?? ''));
    const outcomes = await Promise.all(messages.map((message) => transport.deliver(message, context)));
    // Ends the connections, of which the log then says how they went.
    await transport.close();
    transport = openSmtp({ host: 'localhost', port: postfix.port, password: undefined });
    const arrived = await postfix.delivered();
    expect(arrived.size).toBe(60);
    for (const [index, message] of messages.entries()) {
      const texts = (arrived.get(READERS[index] ?? '') ?? []).map(withoutTrace);
      expect(texts).toEqual([message.bytes.toString('latin1')]);
    }
    const log = postfix.log();
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.state !== 'accepted') throw new Error(JSON.stringify(outcome));
      expect(log).toMatch(new RegExp(`${outcome.messageId}: to=<r${index}@example\\.net>.*status=sent`));
    }
    expect(log).toMatch(/disconnect from .* starttls=1 .*mail=/);
  });

  test('Postfix refuses a reader it does not know, and relays to nobody: neither is taken for the other', async () => {
    const unknown: Message = {
      ...messageFor('r0', 'x\r\n'),
      envelope: { from: 'daily@example.org', to: 'who@example.net' },
    };
    // Postfix grows slow, and then hangs up, on a connection with so many errors: none is deferred for that.
    const refused = await Promise.all(Array.from({ length: 60 }, () => transport.deliver(unknown, context)));
    const reason: unknown = expect.stringContaining('550 5.1.1 <…>: Recipient address rejected');
    expect(refused).toEqual(refused.map(() => ({ state: 'rejected', reason })));
    const elsewhere: Message = { ...unknown, envelope: { from: 'daily@example.org', to: 'who@example.com' } };
    expect(await transport.deliver(elsewhere, context)).toMatchObject({ state: 'held', cause: 'account' });
  });
});
