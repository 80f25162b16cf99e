import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import type { LedgerStep } from '../../src/delivery/carry-out.ts';
import { resumeSend } from '../../src/delivery/resume.ts';
import { openStore, type Store } from '../../src/store/sqlite/open-store.ts';
import { openOutbox } from '../../src/transport/outbox.ts';
import { clock, collect, fill, personalise, plannedSend, scratchFolder } from './fixtures.ts';

/** The calls in flight in the child. */
const WINDOW = 8;
const READERS = 60;

/** Node 20 runs no TypeScript: the child is bundled next to the packages that it needs. */
const root = resolve(import.meta.dirname, '../..');
const child = join(root, 'node_modules/.cache/courant-test/crash-child.mjs');

beforeAll(async () => {
  mkdirSync(resolve(child, '..'), { recursive: true });
  await build({
    entryPoints: [fileURLToPath(new URL('./crash-child.ts', import.meta.url))],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
});

interface Case {
  readonly store: Store;
  readonly file: string;
  readonly outbox: string;
  readonly send: string;
}

async function plannedCase(): Promise<Case> {
  const folder = scratchFolder();
  const file = join(folder, 'courant.db');
  const store = await openStore(file);
  await fill(store, READERS);
  return { store, file, outbox: join(folder, 'outbox'), send: await plannedSend(store) };
}

function runChild({ file, outbox, send }: Case, step: LedgerStep | 'none', times: number): Promise<string> {
  const args = [child, file, outbox, send, step, String(times)];
  const running = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((done) => {
    running.on('exit', (code, signal) => done(signal ?? String(code)));
  });
}

/** The ground truth: how many messages each address really got. */
function received({ outbox, send }: Case): ReadonlyMap<string, number> {
  const folder = join(outbox, send, 'new');
  const counts = new Map<string, number>();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const address = /^To: (.+)\r\n/.exec(readFileSync(join(folder, name), 'latin1'))?.[1] ?? 'unreadable';
    counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return counts;
}

async function resume(one: Case): ReturnType<typeof resumeSend> {
  const ports = { ledger: one.store.ledger, transport: openOutbox(one.outbox), clock };
  return resumeSend(one.send, ports, { personalise });
}

async function expectExactAccount(one: Case, kills: number): Promise<void> {
  const truth = received(one);
  const deliveries = await collect(one.store.ledger.deliveries(one.send));
  expect(deliveries).toHaveLength(READERS);
  expect([...truth.values()].every((count) => count === 1)).toBe(true);
  expect(deliveries.filter(({ attempts }) => attempts !== 1)).toEqual([]);
  const accepted = deliveries.filter(({ state }) => state === 'accepted');
  expect(accepted.filter(({ address }) => truth.get(address) !== 1)).toEqual([]);
  const inDoubt = deliveries.filter(({ state }) => state === 'in-doubt').length;
  expect(accepted.length + inDoubt).toBe(READERS);
  expect(inDoubt).toBeLessThanOrEqual(WINDOW * kills);
  expect(truth.size).toBeGreaterThanOrEqual(READERS - inDoubt);
}

const STEPS: readonly (readonly [step: LedgerStep, times: number])[] = [
  ['acquired', 1],
  ['recovered', 1],
  ['batch-taken', 1],
  ['batch-taken', 4],
  ['attempts-recorded', 1],
  ['attempts-recorded', 3],
  ['call-returned', 1],
  ['call-returned', 21],
  ['call-returned', READERS],
  ['outcomes-recorded', 1],
  ['outcomes-recorded', 5],
  ['released', 1],
];

test.each(STEPS)('killed at %s (%i), then resumed: nobody is doubled or lost', async (step, times) => {
  const one = await plannedCase();
  expect(await runChild(one, step, times)).toBe('SIGKILL');
  const found = await one.store.ledger.find(one.send);
  expect(found?.state).toBe(step === 'released' ? 'finished' : 'stopped');
  expect((await resume(one)).kind).toBe('done');
  await expectExactAccount(one, 1);
});

test('killed again and again', async () => {
  const one = await plannedCase();
  for (const times of [5, 9, 3]) expect(await runChild(one, 'call-returned', times)).toBe('SIGKILL');
  expect(await resume(one)).toMatchObject({ kind: 'done', summary: { planned: READERS, pending: 0 } });
  await expectExactAccount(one, 3);
});

test('two processes that carry out one send share nothing: one is told who holds it', async () => {
  const one = await plannedCase();
  const [first, second] = await Promise.all([runChild(one, 'none', 0), runChild(one, 'none', 0)]);
  expect([first, second]).toEqual(['0', '0']);
  expect(await one.store.ledger.find(one.send)).toMatchObject({ state: 'finished', counts: { accepted: READERS } });
  await expectExactAccount(one, 0);
});
