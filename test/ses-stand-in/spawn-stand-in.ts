import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { z } from 'zod';
import { CONTROL } from './control.ts';
import type { StandInOptions } from './options.ts';
import type { CallCounts } from './tally.ts';
import type { AcceptedMessage } from './truth.ts';

/** The queries of `StandIn`, asked of another process. While it refuses connections they wait. */
export interface SpawnedStandIn {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly accepted: () => Promise<readonly AcceptedMessage[]>;
  readonly countsByRecipient: () => Promise<ReadonlyMap<string, number>>;
  readonly calls: () => Promise<CallCounts>;
  readonly events: () => Promise<readonly object[]>;
  readonly set: (changes: StandInOptions) => Promise<void>;
  readonly refuseFor: (milliseconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');
const bundled = join(root, 'node_modules/.cache/courant-test/ses-stand-in.mjs');

const address = z.strictObject({ url: z.string(), port: z.int() });
const message = z.strictObject({
  messageId: z.string(),
  to: z.string(),
  tags: z.record(z.string(), z.string()),
  at: z.number(),
  bytes: z.number(),
  raw: z.string().optional(),
});
const numbers = z.record(z.string(), z.number());
const callCounts = z.strictObject({
  actions: numbers,
  errors: numbers,
  faults: z.strictObject({ before: numbers, after: numbers }),
  ambiguous: z.number(),
  cutShort: z.number(),
  accepted: z.number(),
  inFlight: z.number(),
  mostInFlight: z.number(),
});

/** Starts the stand-in in a process of its own, which ends with this one at the latest. */
export async function spawnStandIn(options: StandInOptions = {}): Promise<SpawnedStandIn> {
  const bundle = await bundleRun();
  const child = spawn(process.execPath, [bundle, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const { url, port } = address.parse(JSON.parse(await firstLine(child)));
  const control = url + CONTROL;
  return {
    url,
    port,
    pid: child.pid ?? 0,
    accepted: async () => (await linesOf(`${control}accepted`)).map(messageOf),
    countsByRecipient: async () =>
      new Map(z.array(z.tuple([z.string(), z.number()])).parse(await ask(`${control}counts`))),
    calls: async () => callCounts.parse(await ask(`${control}calls`)),
    events: async () => z.array(z.looseObject({})).parse(await linesOf(`${control}events`)),
    set: async (changes) => {
      await ask(`${control}options`, { method: 'POST', body: JSON.stringify(changes) });
    },
    refuseFor: async (milliseconds) => {
      await ask(`${control}refuse?ms=${milliseconds}`, { method: 'POST' });
    },
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Returns the file. Written aside and moved, since several test files may do so at once. */
export async function bundleRun(): Promise<string> {
  const aside = `${bundled}.${process.pid}`;
  mkdirSync(dirname(bundled), { recursive: true });
  await build({
    entryPoints: [fileURLToPath(new URL('./run.ts', import.meta.url))],
    outfile: aside,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  renameSync(aside, bundled);
  return bundled;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    child.once('exit', (code) => failed(new Error(`the SES stand-in ended with ${code} before it listened`)));
    if (child.stdout !== null) createInterface({ input: child.stdout }).once('line', done);
  });
}

function messageOf(line: unknown): AcceptedMessage {
  const { raw, ...rest } = message.parse(line);
  return raw === undefined ? rest : { ...rest, raw: Buffer.from(raw, 'base64') };
}

async function ask(url: string, init: RequestInit = {}): Promise<unknown> {
  return (await linesOf(url, init))[0];
}

async function linesOf(url: string, init: RequestInit = {}): Promise<readonly unknown[]> {
  const response = await patiently(url, init);
  const text = await response.text();
  if (!response.ok) throw new Error(`the SES stand-in said ${response.status}: ${text}`);
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

/** A refusing stand-in refuses its control too. */
async function patiently(url: string, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (attempt === 300) throw error;
      await delay(100);
    }
  }
}
