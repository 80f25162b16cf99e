import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, BAD_GATEWAY } from './answers.ts';
import { chance, oneOf } from './chance.ts';
import type { Fate, FaultName } from './faults.ts';
import type { Refusal, Settings } from './options.ts';
import type { Service, Verdict } from './service.ts';
import type { Tally } from './tally.ts';

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

export interface ExchangePorts {
  readonly service: Service;
  readonly counts: Tally;
  readonly settings: () => Settings;
  /** The chunks as one; good until the next call. */
  readonly joined: (chunks: readonly Buffer[]) => Buffer;
  /** Sockets on which the next request is lost. */
  readonly doomed: WeakSet<Socket>;
  /** Whether a kept socket may be used again. */
  readonly keepsSockets: () => boolean;
  readonly closed: () => boolean;
}

interface Numbered {
  readonly call: number;
  readonly fate: Fate;
}

const SEND = 'Action=SendRawEmail';
const BEFORE: ReadonlySet<FaultName> = new Set(['resetBefore', 'errorBefore', 'hangBefore']);
const NO_FATE: Numbered = { call: 0, fate: { kind: 'served' } };

const INTERNAL: Refusal = { code: 'InternalFailure', message: 'An internal error has occurred.', status: 500 };
const UNAVAILABLE: Refusal = { code: 'ServiceUnavailable', message: 'Service is unavailable.', status: 503 };

/** One HTTP request to the service, from its head to its answer or whatever befalls it instead. */
export function exchange(one: Exchange, ports: ExchangePorts): void {
  const { request, response } = one;
  ports.counts.began();
  response.on('close', ports.counts.ended);
  if (ports.doomed.has(request.socket)) {
    ports.counts.fault('closeIdle', 'before');
    request.socket.resetAndDestroy();
    return;
  }
  const settings = ports.settings();
  const hash = settings.verify === 'signature' ? createHash('sha256') : null;
  const chunks: Buffer[] = [];
  let numbered = NO_FATE;
  let dropped = false;
  request.on('data', (chunk: Buffer) => {
    if (dropped) return;
    if (chunks.length === 0 && startsSend(chunk)) numbered = ports.service.number(settings);
    dropped = isFault(numbered, 'resetBefore');
    if (dropped) return reset(one, ports, 'before');
    hash?.update(chunk);
    chunks.push(chunk);
  });
  request.on('close', () => {
    if (!request.complete && !dropped) ports.counts.cutShort();
  });
  request.on('end', () => {
    if (dropped) return;
    const { method = 'POST', url: target = '/', headers } = request;
    const body = ports.joined(chunks);
    if (numbered === NO_FATE && body.includes(`&${SEND}`)) numbered = ports.service.number(settings);
    const call = { method, target, headers, body, bodyHash: hash?.digest('hex') ?? '' };
    void serve(one, numbered, ports, () => ports.service.judge(call, settings));
  });
}

async function serve(
  one: Exchange,
  { call, fate }: Numbered,
  ports: ExchangePorts,
  judge: () => Verdict,
): Promise<void> {
  const [before, after] = latencyOf(call, ports.settings());
  if (fate.kind === 'error') return reply(one, ports.service.refuse(fate.error), ports);
  if (fate.kind === 'fault' && BEFORE.has(fate.fault)) {
    await pause(before);
    return fail(one, { call, fault: fate.fault }, ports);
  }
  const verdict = judge();
  if (verdict.kind === 'answer') return reply(one, verdict.answer, ports);
  await pause(before);
  if (ports.closed()) return undefined;
  const answer = ports.service.accept(verdict.submission);
  await pause(after);
  return fate.kind === 'fault' ? spoil(one, { call, fault: fate.fault, answer }, ports) : reply(one, answer, ports);
}

interface Failed {
  readonly call: number;
  readonly fault: FaultName;
}

/** What the caller hears, if anything, of a message that was not accepted. */
function fail(one: Exchange, { call, fault }: Failed, ports: ExchangePorts): void {
  if (fault === 'resetBefore') return reset(one, ports, 'before');
  ports.counts.fault(fault, 'before');
  return fault === 'errorBefore' ? reply(one, brokenAnswer(call, ports), ports) : undefined;
}

interface Spoiled extends Failed {
  readonly answer: Answer;
}

/** What the caller hears of a message that was accepted. */
function spoil(one: Exchange, { call, fault, answer }: Spoiled, ports: ExchangePorts): void {
  if (fault === 'resetAfter') return reset(one, ports, 'after');
  ports.counts.fault(fault, 'after');
  if (fault === 'errorAfter') return reply(one, brokenAnswer(call, ports), ports);
  if (fault === 'truncateAfter') return truncate(one, answer, chance(ports.settings().seed, call, fault));
  if (fault === 'closeIdle') return closeKept(one, answer, chance(ports.settings().seed, call, fault), ports);
  return undefined;
}

function reset({ request }: Exchange, { counts }: ExchangePorts, when: 'before' | 'after'): void {
  counts.fault(when === 'before' ? 'resetBefore' : 'resetAfter', when);
  request.socket.resetAndDestroy();
}

function reply({ response }: Exchange, { status, type, body }: Answer, ports: ExchangePorts): void {
  if (!ports.keepsSockets()) response.shouldKeepAlive = false;
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function brokenAnswer(call: number, { service, settings }: ExchangePorts): Answer {
  const kind = oneOf(['internal', 'unavailable', 'gateway'], chance(settings().seed, call, 'broken answer'));
  if (kind === 'gateway') return BAD_GATEWAY;
  return service.refuse(kind === 'internal' ? INTERNAL : UNAVAILABLE);
}

/** Nothing at all; XML that ends in the middle; half of the bytes announced, and then the end of the connection. */
function truncate({ request, response }: Exchange, { type, body }: Answer, drawn: number): void {
  const half = body.slice(0, body.indexOf('</MessageId>') - 20);
  const kind = oneOf(['empty', 'cut', 'short'], drawn);
  const written = kind === 'empty' ? '' : half;
  const announced = kind === 'short' ? body.length : written.length;
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': announced });
  if (kind !== 'short') response.end(written);
  else response.write(written, () => request.socket.destroySoon());
}

function closeKept(one: Exchange, answer: Answer, drawn: number, ports: ExchangePorts): void {
  const { socket } = one.request;
  ports.doomed.add(socket);
  if (drawn < 0.5) one.response.on('finish', () => socket.end());
  reply(one, answer, ports);
}

/** The SDK writes the action first, so that what befalls a call can befall it before its body is read. */
function startsSend(chunk: Buffer): boolean {
  return chunk.subarray(0, 64).toString('latin1').startsWith(`${SEND}&`);
}

/** Before and after the acceptance, so that a caller which is killed while it waits finds both. */
function latencyOf(call: number, { latency, seed }: Settings): readonly [before: number, after: number] {
  if (latency === 0) return [0, 0];
  const [from, to] = typeof latency === 'number' ? [latency, latency] : latency;
  const whole = from + (to - from) * chance(seed, call, 'latency');
  const before = whole * chance(seed, call, 'before');
  return [before, whole - before];
}

async function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await delay(milliseconds);
}

function isFault({ fate }: Numbered, fault: FaultName): boolean {
  return fate.kind === 'fault' && fate.fault === fault;
}
