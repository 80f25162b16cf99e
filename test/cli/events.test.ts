import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONFIRMATION, GREETING, inSns, inSqs, sesEvent } from '../transport/ses-event-samples.ts';
import { addFiles, courant, jsonOf, REPOSITORY, type Run, smallPublication } from './run-courant.ts';

interface Sent {
  readonly folder: string;
  readonly send: string;
}

/** A send to ana@example.org (attempt 1) and ben@example.com (attempt 2). */
async function sent(): Promise<Sent> {
  const folder = smallPublication();
  const run = await courant(folder, ['send', 'latest', '--to', 'readers', '--yes', '--json']);
  if (run.status !== 0) throw new Error(`${run.status} ${run.stdout}${run.stderr}`);
  const shown: unknown = jsonOf(run);
  if (typeof shown !== 'object' || shown === null || !('send' in shown) || typeof shown.send !== 'string')
    throw new Error('no send was made');
  return { folder, send: shown.send };
}

async function deliveries({ folder, send }: Sent): Promise<readonly unknown[]> {
  const { stdout } = await courant(folder, ['status', send, '--deliveries']);
  const lines: readonly unknown[] = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  return lines;
}

/** `courant … < text`, as through a pipe. */
function piped(folder: string, args: readonly string[], text: string): Promise<Run> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(REPOSITORY, 'bin', 'courant.js'), ...args], { cwd: folder });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', fail);
    child.on('close', (status) => done({ status: status ?? -1, stdout, stderr }));
    child.stdin.end(text);
  });
}

describe('events import', () => {
  test('records what SES said, reports what can’t be read, and changes nothing the second time', async () => {
    const it = await sent();
    const ana = { send: it.send, attempt: 1, address: 'Ana@example.org' };
    const ben = { send: it.send, attempt: 2, address: 'ben@example.com' };
    const lines = [
      sesEvent('Send', ana),
      inSns(sesEvent('Delivery', ana)),
      inSqs(inSns(sesEvent('Bounce', ben)), sesEvent('Send', ben)),
      CONFIRMATION,
      sesEvent('Delivery', { ...ana, send: 'another' }),
      sesEvent('Send', ana),
    ].map((line) => JSON.stringify(line));
    addFiles(it.folder, {
      'events.ndjson': [...lines.slice(0, 3), '{"eventType":"Bou', GREETING, ...lines.slice(3)].join('\n'),
    });
    const rejected = [{ line: 4, reason: 'it breaks off before it is complete' }];
    const first = await courant(it.folder, ['events', 'import', 'events.ndjson', '--json']);
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect(jsonOf(first)).toEqual({
      events: 6,
      recorded: 4,
      duplicate: 1,
      settled: 0,
      unknown: 1,
      skipped: 2,
      rejected,
    });
    expect(await deliveries(it)).toMatchObject([
      { address: 'ana@example.org', state: 'accepted', event: 'delivered', attempts: 1 },
      { address: 'ben@example.com', state: 'accepted', event: 'bounced', attempts: 1 },
    ]);
    expect(await courant(it.folder, ['events', 'import', 'events.ndjson'])).toEqual({
      status: 0,
      stdout: '6 events: 0 recorded, 5 known already, 1 of other messages\n',
      stderr:
        'events.ndjson:4: left out: it breaks off before it is complete\n2 messages that say nothing of a delivery skipped\n',
    });
    const shown = await courant(it.folder, ['subscribers', 'show', 'ben@example.com']);
    expect(jsonOf(shown)).toMatchObject({ deliveries: [{ state: 'accepted', event: 'bounced' }] });
  });

  test('reads standard input', async () => {
    const it = await sent();
    const event = sesEvent('Complaint', { send: it.send, attempt: 1, address: 'ana@example.org' });
    const run = await piped(
      it.folder,
      ['events', 'import', '-', '--json'],
      JSON.stringify([event, inSqs(event)], null, 2),
    );
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(jsonOf(run)).toMatchObject({ events: 2, recorded: 1, duplicate: 1, rejected: [] });
    expect(await deliveries(it)).toMatchObject([{ event: 'complained' }, { event: null }]);
  });

  test('nothing is a fine file', async () => {
    const folder = smallPublication();
    const nothing = await piped(folder, ['events', 'import', '-', '--json'], '');
    expect(jsonOf(nothing)).toEqual({
      events: 0,
      recorded: 0,
      duplicate: 0,
      settled: 0,
      unknown: 0,
      skipped: 0,
      rejected: [],
    });
  });

  test('more broken lines than anybody reads', async () => {
    const folder = smallPublication();
    const run = await piped(folder, ['events', 'import', '-'], 'oops\n'.repeat(12_000));
    expect(run.status).toBe(0);
    expect(run.stdout).toBe('0 events: 0 recorded, 0 known already, 0 of other messages\n');
    expect(run.stderr.split('\n').slice(19)).toEqual([
      '-:20: left out: no JSON object begins here',
      '… and 11,980 more lines left out; --json lists them',
      '',
    ]);
    const json: unknown = jsonOf(await piped(folder, ['events', 'import', '-', '--json'], 'oops\n'.repeat(12_000)));
    expect(json).toMatchObject({ unlisted: 2000 });
  });

  test.each<[name: string, code: string, message: string]>([
    ['missing.ndjson', 'no-such-file', 'There is no file missing.ndjson.'],
    ['folder', 'file-unreadable', 'folder is a folder.'],
    ['events.gz', 'file-packed', 'events.gz is packed with gzip.'],
  ])('%s is refused', async (name, code, message) => {
    const folder = smallPublication();
    mkdirSync(join(folder, 'folder'));
    writeFileSync(join(folder, 'events.gz'), gzipSync('{}'));
    const run = await courant(folder, ['events', 'import', name, '--json']);
    expect(run.status).toBe(2);
    expect(jsonOf(run)).toMatchObject({ error: { code, message } });
  });
});
