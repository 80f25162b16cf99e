import { createSocket } from 'node:dgram';
import { expect, onTestFinished, test } from 'vitest';
import type { Dns } from '../../src/delivery/dns.ts';
import { openDns } from '../../src/cli/real-dns.ts';

const TYPES: Readonly<Record<number, string>> = { 5: 'CNAME', 15: 'MX', 16: 'TXT' };

/** `name TYPE` → the data of its records, as RFC 1035 section 3.3 has them; or a response code; or no answer. */
type Answers = Readonly<Record<string, readonly Buffer[] | number | 'silence'>>;

async function dnsWith(answers: Answers): Promise<Dns> {
  const socket = createSocket('udp4');
  socket.on('message', (query, peer) => {
    const { name, type, end } = questionOf(query);
    const answer = answers[`${name} ${TYPES[type] ?? type}`] ?? 3;
    if (answer === 'silence') return;
    socket.send(answerTo(query.subarray(0, end), type, answer), peer.port, peer.address);
  });
  await new Promise<void>((resolve) => {
    socket.bind(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void socket.close());
  return openDns([`127.0.0.1:${socket.address().port}`]);
}

function questionOf(query: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

/** RFC 1035 section 4.1. */
function answerTo(question: Buffer, type: number, answer: readonly Buffer[] | number): Buffer {
  const head = Buffer.from(question);
  const records = typeof answer === 'number' ? [] : answer;
  head.writeUInt16BE(0x8180 | (typeof answer === 'number' ? answer : 0), 2);
  head.writeUInt16BE(records.length, 6);
  head.writeUInt32BE(0, 8);
  const tails = records.map((data) => {
    const fixed = Buffer.alloc(12);
    fixed.writeUInt16BE(0xc00c, 0);
    fixed.writeUInt16BE(type, 2);
    fixed.writeUInt16BE(1, 4);
    fixed.writeUInt16BE(data.length, 10);
    return Buffer.concat([fixed, data]);
  });
  return Buffer.concat([head, ...tails]);
}

function nameData(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1'));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

function textData(...strings: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat(strings.flatMap((one) => [Buffer.from([Buffer.from(one).length]), Buffer.from(one)]));
}

test('reads records: strings joined, names without their last dot', async () => {
  const dns = await dnsWith({
    'example.org TXT': [textData('v=spf1 ', 'mx -all'), textData('other')],
    'a._domainkey.example.org CNAME': [nameData('a.dkim.amazonses.com')],
    'bounce.example.org MX': [Buffer.concat([Buffer.from([0, 10]), nameData('feedback-smtp.eu-west-1.amazonses.com')])],
  });
  expect(await dns.txt('example.org')).toEqual({ kind: 'records', records: ['v=spf1 mx -all', 'other'] });
  expect(await dns.cname('a._domainkey.example.org')).toEqual({ kind: 'records', records: ['a.dkim.amazonses.com'] });
  expect(await dns.mx('bounce.example.org')).toEqual({
    kind: 'records',
    records: [{ host: 'feedback-smtp.eu-west-1.amazonses.com', preference: 10 }],
  });
});

test('any bytes may stand in a TXT record', async () => {
  const dns = await dnsWith({ 'example.org TXT': [textData(Buffer.from([0, 27, 255, 10])), textData('')] });
  expect(await dns.txt('example.org')).toEqual({ kind: 'records', records: ['\u0000\u001b\u00ff\n', ''] });
});

test.each([
  ['a name that doesn’t exist', 'gone.example.org', 'no-record'],
  ['a name without such a record', 'empty.example.org', 'no-record'],
  ['a label that is too long', `${'a'.repeat(64)}.example.org`, 'no-record'],
  ['no name at all', 'a..b', 'no-record'],
  ['a server that can’t', 'broken.example.org', 'no-server'],
  ['a server that won’t', 'refused.example.org', 'no-server'],
] as const)('%s', async (_name, asked, kind) => {
  const dns = await dnsWith({ 'empty.example.org TXT': 0, 'broken.example.org TXT': 2, 'refused.example.org TXT': 5 });
  expect(await dns.txt(asked)).toEqual({ kind });
});

test('a server that keeps silent', { timeout: 60_000 }, async () => {
  const dns = await dnsWith({ 'slow.example.org TXT': 'silence' });
  expect(await dns.txt('slow.example.org')).toEqual({ kind: 'time-out' });
});
