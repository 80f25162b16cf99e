import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { StoreError } from '../../src/delivery/store-error.ts';
import { summarise } from '../../src/delivery/summary.ts';
import { backupStore } from '../../src/store/sqlite/backup.ts';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { collect, fill, plannedSend, scratchFolder, sumsOf } from '../delivery/fixtures.ts';

const NOW = Date.UTC(2026, 10, 24, 8, 30);
/** The calls in flight in the child: so many attempts at most are without an outcome in any copy. */
const WINDOW = 8;

const root = resolve(import.meta.dirname, '../..');
const child = join(root, 'node_modules/.cache/courant-test/backup-child.mjs');

/** Node 20 runs no TypeScript: the child is bundled next to the packages that it needs. */
beforeAll(async () => {
  mkdirSync(resolve(child, '..'), { recursive: true });
  await build({
    entryPoints: [join(root, 'test/delivery/crash-child.ts')],
    outfile: child,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
});

interface Case {
  readonly folder: string;
  readonly file: string;
  readonly send: string;
}

async function plannedCase(readers: number): Promise<Case> {
  const folder = scratchFolder();
  const file = join(folder, 'courant.db');
  const store = await openStore(file);
  await fill(store, readers);
  const send = await plannedSend(store);
  await store.close();
  return { folder, file, send };
}

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof StoreError) return error.code;
    throw error;
  }
  return 'none';
}

test('copies made while another process sends are whole: sums hold, and each delivery is from before or after', async () => {
  const { folder, file, send } = await plannedCase(1500);
  const sending = spawn(process.execPath, [child, file, join(folder, 'outbox'), send, 'none', '1'], {
    stdio: 'inherit',
  });
  const ended = new Promise((done) => sending.on('exit', done));
  const copies: string[] = [];
  while (sending.exitCode === null && copies.length < 40) {
    const copy = join(folder, `copy-${copies.length}.db`);
    backupStore(file, copy, NOW);
    copies.push(copy);
    await new Promise((next) => setTimeout(next, 20));
  }
  expect(await ended).toBe(0);
  const received = new Set(readdirSync(join(folder, 'outbox', send, 'new')));
  expect(received.size).toBe(1500);
  let before = 0;
  const inMidSend: number[] = [];
  for (const copy of copies) {
    const seen = await lookInto(copy, send);
    expect(seen.sums).toEqual([true, true]);
    expect(seen.states.filter((state) => state !== 'pending' && state !== 'accepted')).toEqual([]);
    expect(seen.accepted).toBeGreaterThanOrEqual(before);
    expect(seen.open).toBeLessThanOrEqual(WINDOW);
    before = seen.accepted;
    if (before > 0 && before < 1500) inMidSend.push(before);
  }
  expect(inMidSend.length).toBeGreaterThan(0);
});

async function lookInto(copy: string, send: string) {
  const store = await openStore(copy);
  const record = await store.ledger.find(send);
  if (record === null) throw new Error('the copy lost the send');
  const deliveries = await collect(store.ledger.deliveries(send));
  await store.close();
  const states = deliveries.map(({ state }) => state);
  const accepted = states.filter((state) => state === 'accepted').length;
  const attempts = deliveries.reduce((sum, one) => sum + one.attempts, 0);
  expect([deliveries.length, record.counts.accepted]).toEqual([1500, accepted]);
  return { sums: sumsOf(summarise(record)), states, accepted, open: attempts - accepted };
}

test('a copy is its owner’s alone, says what was not done, and takes its name only when it is whole', async () => {
  const { folder, file, send } = await plannedCase(3);
  const target = join(folder, 'نسخة 备份 ’.db');
  const backup = backupStore(file, target, NOW);
  expect(backup).toEqual({ bytes: statSync(target).size, unfinished: [send] });
  expect(statSync(target).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  const [copy, original] = [await openStore(target), await openStore(file)];
  expect([await copy.copiedAt(send), await original.copiedAt(send), await copy.copiedAt('unknown')]).toEqual([
    NOW,
    null,
    null,
  ]);
  expect((await copy.ledger.find(send))?.counts.pending).toBe(3);
});

test('what stands in the way of a backup is said, and leaves no file', async () => {
  const { folder, file } = await plannedCase(3);
  const target = join(folder, 'copy.db');
  writeFileSync(target, 'precious');
  const foreign = join(folder, 'empty.db');
  openDatabase(foreign).close();
  writeFileSync(join(folder, 'text.db'), 'no database at all'.repeat(100));
  const cases: readonly (readonly [code: string, from: string, to: string])[] = [
    ['backup-exists', file, target],
    ['backup-exists', file, file],
    ['backup-not-written', file, join(folder, 'nowhere', 'copy.db')],
    ['store-missing', join(folder, 'none.db'), join(folder, 'a.db')],
    ['store-missing', foreign, join(folder, 'b.db')],
    ['store-corrupt', join(folder, 'text.db'), join(folder, 'c.db')],
  ];
  const before = readdirSync(folder);
  for (const [code, from, to] of cases)
    expect([from, refusalOf(() => backupStore(from, to, NOW))]).toEqual([from, code]);
  expect(readdirSync(folder)).toEqual(before);
  expect(existsSync(join(folder, 'none.db'))).toBe(false);
});

test('a disk that takes no more leaves an error and no half file', async () => {
  const { folder, file } = await plannedCase(2000);
  writeFileSync(join(folder, 'courant.yaml'), YAML);
  const backup = `exec "${process.execPath}" "${join(root, 'bin/courant.js')}" store backup copy.db --json`;
  const run = spawnSync('sh', ['-c', `ulimit -f 200; ${backup}`], {
    cwd: folder,
    env: { PATH: process.env['PATH'], COURANT_STORE: `sqlite:${file}`, HOME: folder },
    encoding: 'utf8',
  });
  expect([run.status, run.stderr]).toEqual([2, '']);
  expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'backup-not-written' } });
  expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([]);
});

const YAML = `name: The Small Letter
url: https://news.example.org
linkBase: https://mail.example.org
from: The Small Letter <small@example.org>
address: 1 Quay Street, Port Alder
`;
