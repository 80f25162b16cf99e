import { expect, test } from 'vitest';
import { readProofAddresses } from '../../src/app/proof-addresses.ts';
import { ANYBODY, type Proofed, sendProof } from '../../src/app/proof-issue.ts';
import type { Clock } from '../../src/delivery/clock.ts';
import { TransportError } from '../../src/delivery/transport-error.ts';
import { type Outcome, type SendingLimits, type Transport, UNLIMITED } from '../../src/delivery/transport.ts';
import { edition } from '../personalise/sample-edition.ts';
import { publicationOf, YAML } from './doctor/exam.ts';

interface Sent {
  readonly to: string;
  readonly at: number;
  readonly send: string;
  readonly attempt: number;
}

interface Ran {
  readonly results: readonly Proofed[];
  readonly sent: readonly Sent[];
}

const OK: Outcome = { state: 'accepted', messageId: '<1@example.org>' };
const RATE: Outcome = { state: 'held', cause: 'rate', reason: 'too fast' };
const PAUSED: Outcome = { state: 'held', cause: 'account', reason: 'sending is paused' };

/** Sends a proof to as many addresses as `to` says; the transport answers with `outcomes` in turn, then with OK. */
async function run(
  to: number,
  outcomes: readonly Outcome[] = [],
  {
    limits = UNLIMITED,
    interruptAfter = Number.POSITIVE_INFINITY,
  }: { limits?: SendingLimits; interruptAfter?: number } = {},
): Promise<Ran> {
  let time = 0;
  const clock: Clock = {
    now: () => 1_700_000_000_000 + time,
    monotonic: () => time,
    sleep: async (milliseconds) => {
      time += milliseconds;
    },
  };
  const sent: Sent[] = [];
  const interrupt = new AbortController();
  const transport: Transport = {
    name: 'ses',
    limits: async () => limits,
    deliver: async ({ envelope }, { send, attempt }) => {
      sent.push({ to: envelope.to, at: time, send, attempt });
      if (sent.length >= interruptAfter) interrupt.abort();
      return outcomes[sent.length - 1] ?? OK;
    },
    close: async () => {},
  };
  const addresses = Array.from({ length: to }, (_, index) => `a${index}@example.org`);
  const proof = { proof: 'proof-x', edition: edition({}), reader: ANYBODY, to: addresses };
  const results = await sendProof(proof, publicationOf(YAML), { transport, clock, signal: interrupt.signal });
  return { results, sent };
}

const states = ({ results }: Ran): readonly string[] => results.map(({ state }) => state);

test('each address gets one message, under the proof’s name', async () => {
  const { results, sent } = await run(3);
  expect(results).toEqual(
    ['a0', 'a1', 'a2'].map((name) => ({
      address: `${name}@example.org`,
      state: 'accepted',
      messageId: '<1@example.org>',
      reason: null,
    })),
  );
  expect(sent.map(({ to, send, attempt }) => [to, send, attempt])).toEqual([
    ['a0@example.org', 'proof-x', 0],
    ['a1@example.org', 'proof-x', 1],
    ['a2@example.org', 'proof-x', 2],
  ]);
});

test('a sandboxed account gets one a second', async () => {
  const { sent } = await run(3, [], { limits: { perSecond: 1, perDay: 200, sentToday: 0 } });
  expect(sent.map(({ at }) => at)).toEqual([0, 1000, 2000]);
});

test('what is no reason for the others stops none of them, and is never tried again', async () => {
  const ran = await run(4, [
    { state: 'rejected', reason: 'no such mailbox' },
    { state: 'in-doubt', reason: 'no answer' },
    { state: 'deferred', reason: 'later' },
  ]);
  expect(states(ran)).toEqual(['rejected', 'in-doubt', 'deferred', 'accepted']);
  expect(ran.results[0]).toMatchObject({ reason: 'no such mailbox', messageId: null });
  expect(ran.sent).toHaveLength(4);
});

test('what came too fast waits a second and goes again', async () => {
  const ran = await run(2, [RATE, RATE, OK]);
  expect(states(ran)).toEqual(['accepted', 'accepted']);
  expect(ran.sent.map(({ at }) => at)).toEqual([0, 1000, 2000, 2000]);
});

test.each([
  ['an account that holds everything', [PAUSED], 1],
  ['a pace that never opens', [RATE, RATE, RATE, RATE], 4],
])('%s leaves the rest untried', async (_name, outcomes, calls) => {
  const ran = await run(3, outcomes);
  expect(states(ran)).toEqual(['pending', 'pending', 'pending']);
  expect(ran.results.map(({ reason }) => reason)).toEqual(
    Array(3).fill(outcomes[0]?.state === 'held' ? outcomes[0].reason : ''),
  );
  expect(ran.sent).toHaveLength(calls);
});

test('an interruption lets nothing new leave', async () => {
  const ran = await run(3, [], { interruptAfter: 1 });
  expect(states(ran)).toEqual(['accepted', 'pending', 'pending']);
  expect(ran.sent).toHaveLength(1);
});

test('an account that can’t be used is told before anything leaves', async () => {
  const refused = new TransportError('transport-paused', { message: 'Paused.', hint: 'Ask.' });
  const transport: Transport = {
    name: 'ses',
    limits: () => Promise.reject(refused),
    deliver: () => Promise.reject(new Error('nothing may be delivered')),
    close: async () => {},
  };
  const proof = { proof: 'proof-x', edition: edition({}), reader: ANYBODY, to: ['a@example.org'] };
  const clock: Clock = { now: () => 0, monotonic: () => 0, sleep: async () => {} };
  const signal = new AbortController().signal;
  await expect(sendProof(proof, publicationOf(YAML), { transport, clock, signal })).rejects.toBe(refused);
});

const many = (count: number): string => Array.from({ length: count }, (_, index) => `a${index}@example.org`).join(',');

test.each([
  ['one', 'ana@example.org', ['ana@example.org']],
  ['spaces and empty places', ' ana@example.org , ,Ben@EXAMPLE.com,', ['ana@example.org', 'Ben@example.com']],
  ['the same twice', 'Ana@example.org,ana@EXAMPLE.org', ['Ana@example.org']],
  ['an international domain', 'ana@bücher.example', ['ana@xn--bcher-kva.example']],
  ['twenty', many(20), many(20).split(',')],
])('addresses: %s', (_name, text, expected) => {
  expect(readProofAddresses(text)).toEqual({ ok: true, value: expected });
});

test.each([
  ['none', '', 'usage'],
  ['commas alone', ', ,', 'usage'],
  ['a list’s name', 'daily', 'not-an-address'],
  ['a name with it', 'Ana <ana@example.org>', 'not-an-address'],
  ['a line break inside', 'ana@example.org\r\nBcc: x@example.org', 'not-an-address'],
  ['a Chinese mailbox', '编辑@example.org', 'not-an-address'],
  ['twenty-one', many(21), 'too-many-addresses'],
])('addresses refused: %s', (_name, text, code) => {
  expect(readProofAddresses(text)).toMatchObject({ ok: false, refusal: { code } });
});
