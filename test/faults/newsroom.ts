import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Libsql from 'libsql';
import type { ExpectStatic, TestContext } from 'vitest';
import { z } from 'zod';
import { STAND_IN_CREDENTIALS, type StandIn, type StandInOptions, startStandIn } from '../ses-stand-in/stand-in.ts';

const PROGRAM = resolve(import.meta.dirname, '../../bin/courant.js');
/** Not the developer's own: templates of tests would pile up there. */
const CACHE = join(tmpdir(), 'courant-test-cache');

export interface Ended {
  /** The exit status, or the signal that ended it. */
  readonly status: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly pid: number;
  readonly signal: (name: NodeJS.Signals) => void;
  readonly ended: Promise<Ended>;
  readonly isOver: () => boolean;
}

/** A publication that sends through the stand-in, with the real program in processes of its own. */
export interface Newsroom {
  readonly folder: string;
  /** The file of the store. */
  readonly store: string;
  readonly standIn: StandIn;
  readonly start: (args: readonly string[], env?: Readonly<Record<string, string>>) => Running;
  readonly courant: (args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ended>;
}

interface Furniture {
  readonly readers: number;
  readonly standIn?: StandInOptions;
  /** Where the store lies; else in the publication's folder. */
  readonly storeFolder?: string;
  readonly files?: Readonly<Record<string, string>>;
}

export type Scene = Pick<TestContext, 'onTestFinished' | 'expect'>;

export async function openNewsroom(
  scene: Scene,
  { readers, standIn: options = {}, storeFolder, files }: Furniture,
): Promise<Newsroom> {
  const folder = scratchFolder(scene);
  write(folder, { ...FILES, 'readers.csv': readersCsv(1, readers), ...files });
  const standIn = await startStandIn({ latency: 20, ...options });
  scene.onTestFinished(() => standIn.close());
  const store = join(storeFolder ?? join(folder, '.courant'), 'courant.db');
  const given = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    XDG_CACHE_HOME: CACHE,
    COURANT_STORE: `sqlite:${store}`,
    COURANT_SECRET: 'a secret of the faults’ tests only',
    AWS_ENDPOINT_URL_SES: standIn.url,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: STAND_IN_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: STAND_IN_CREDENTIALS.secretAccessKey,
  };
  const start: Newsroom['start'] = (args, env = {}) => {
    const running = run(args, folder, { ...given, ...env });
    scene.onTestFinished(() => void (running.isOver() || running.signal('SIGKILL')));
    return running;
  };
  return { folder, store, standIn, start, courant: (args, env) => start(args, env).ended };
}

/** Goes with its test. */
export function scratchFolder({ onTestFinished }: Scene): string {
  const folder = mkdtempSync(join(tmpdir(), 'courant-faults-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export function readersCsv(from: number, to: number): string {
  const rows = Array.from({ length: to - from + 1 }, (_, index) => `reader${from + index}@example.org\n`);
  return `email\n${rows.join('')}`;
}

export const ISSUE = '2026-01-05-small';
export const PUBLICATION = `name: The Small Letter
url: https://news.example.org
linkBase: https://mail.example.org
from: The Small Letter <small@example.org>
address: 1 Quay Street, Port Alder
timeZone: Europe/Lisbon
lists:
  readers: { title: Readers, file: readers.csv }
  others: { title: Others, file: others.csv }
`;
const FILES = {
  'courant.yaml': PUBLICATION,
  'others.csv': 'email\n',
  [`issues/${ISSUE}/issue.md`]: '---\nsubject: A small issue\npreheader: Small\ndate: 2026-01-05\n---\n',
  [`issues/${ISSUE}/10-story.md`]: '---\ntitle: A small story\n---\nOne paragraph.\n',
};

/** What sends to everybody, at a pace that leaves time for a fault. */
export const SEND = ['send', ISSUE, '--to', 'readers', '--transport', 'ses', '--yes', '--json', '--rate', '200'];

/** Carries the latest send on. */
export const RESUME = ['resume', 'latest', '--json', '--rate', '400'];

function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const ended = new Promise<Ended>((done) => {
    child.on('close', (code, signal) => done({ status: signal ?? code ?? -1, ...said }));
  });
  return {
    pid: child.pid ?? 0,
    signal: (name) => void child.kill(name),
    ended,
    isOver: () => child.exitCode !== null || child.signalCode !== null,
  };
}

/** Until something is so; fails at once when the program ends before. */
async function until(running: Running, isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 40_000;
  while (!isSo()) {
    if (running.isOver()) throw new Error(`it ended before its time: ${JSON.stringify(await running.ended)}`);
    if (performance.now() > deadline) throw new Error('nothing happened for 40 seconds');
    await delay(5);
  }
}

/** Between two transactions: one that slept in the middle of one would keep every other from the store. */
export async function suspend({ store, standIn }: Newsroom, running: Running): Promise<void> {
  for (;;) {
    running.signal('SIGSTOP');
    await until(running, () => standIn.calls().inFlight === 0);
    if (isFree(store)) return;
    running.signal('SIGCONT');
    await delay(10);
  }
}

/** Asked of SQLite itself: the program waits ten seconds for an answer. */
function isFree(store: string): boolean {
  const connection = new Libsql(store, { timeout: 50 });
  try {
    connection.exec('BEGIN IMMEDIATE');
    connection.exec('ROLLBACK');
    return true;
  } catch (error) {
    if (error instanceof Libsql.SqliteError && error.code === 'SQLITE_BUSY') return false;
    throw error;
  } finally {
    connection.close();
  }
}

/** Until so many messages were accepted. */
export function midSend({ standIn }: Newsroom, running: Running, accepted: number): Promise<void> {
  return until(running, () => standIn.calls().accepted >= accepted);
}

const errorJson = z.object({ error: z.object({ code: z.string(), message: z.string(), hint: z.string() }) });

export function errorOf({ stdout }: Ended): z.output<typeof errorJson>['error'] {
  return errorJson.parse(JSON.parse(stdout)).error;
}

const summaryJson = z.object({
  send: z.string().nullable(),
  state: z.string(),
  audience: z.number(),
  suppressed: z.number(),
  alreadySent: z.number(),
  planned: z.number(),
  accepted: z.number(),
  rejected: z.number(),
  deferred: z.number(),
  inDoubt: z.number(),
  givenUp: z.number(),
  pending: z.number(),
  seconds: z.number(),
});
type Summary = z.output<typeof summaryJson>;

export function summaryOf({ stdout }: Ended): Summary {
  return summaryJson.parse(JSON.parse(stdout));
}

const deliveryJson = z.object({ address: z.string(), state: z.string() });

/**
 * The account of the latest send, held against what the stand-in really accepted: nobody twice; accepted is accepted;
 * pending, rejected and deferred is not; and the sums of the contract.
 */
export async function exactAccount(expect: ExpectStatic, newsroom: Newsroom): Promise<Summary> {
  const [status, listed] = await Promise.all([
    newsroom.courant(['status', 'latest', '--json']),
    newsroom.courant(['status', 'latest', '--deliveries']),
  ]);
  const sum = summaryOf(status);
  expect(sum.audience).toBe(sum.suppressed + sum.alreadySent + sum.planned);
  expect(sum.planned).toBe(sum.accepted + sum.rejected + sum.deferred + sum.inDoubt + sum.givenUp + sum.pending);
  expectNobodyTwice(expect, newsroom);
  const truth = newsroom.standIn.countsByRecipient();
  const lines = listed.stdout.trim().split('\n');
  const wrong = lines
    .map((line) => deliveryJson.parse(JSON.parse(line)))
    .filter(({ address, state }) => state !== 'in-doubt' && truth.has(address) !== (state === 'accepted'));
  expect(wrong).toEqual([]);
  return sum;
}

export function expectNobodyTwice(expect: ExpectStatic, { standIn }: Newsroom): void {
  const twice = [...standIn.countsByRecipient()].filter(([, count]) => count !== 1);
  expect(twice).toEqual([]);
}
