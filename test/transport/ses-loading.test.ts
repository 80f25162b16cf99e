import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../delivery/fixtures.ts';
import { STAND_IN_CREDENTIALS, startStandIn } from '../ses-stand-in/stand-in.ts';

const root = join(import.meta.dirname, '../..');
const SDK = 'aws-sdk-client-ses.cjs';

/** Notes each file of the bundle that the program reads. */
const HOOK = `
  const fs = require('node:fs');
  const read = fs.readFileSync;
  fs.readFileSync = (file, ...more) => {
    if (String(file).includes('build')) fs.appendFileSync(process.env.READ_FILES, require('node:path').basename(String(file)) + '\\n');
    return read(file, ...more);
  };`;

test('the SDK is loaded by what sends through SES, from the bundle, and by nothing else', async () => {
  const folder = scratchFolder();
  for (const part of ['courant.yaml', 'issues']) cpSync(join(root, part), join(folder, part), { recursive: true });
  const hook = join(folder, 'hook.cjs');
  writeFileSync(hook, HOOK);
  const standIn = await startStandIn();
  const run = async (...args: readonly string[]): Promise<readonly string[]> => {
    const log = join(folder, 'read');
    writeFileSync(log, '');
    const env = {
      ...process.env,
      READ_FILES: log,
      COURANT_SECRET: 'a secret of this test',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL_SES: standIn.url,
      AWS_ACCESS_KEY_ID: STAND_IN_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: STAND_IN_CREDENTIALS.secretAccessKey,
    };
    const program = [join(root, 'bin/courant.js'), ...args];
    const child = spawn(process.execPath, ['--require', hook, ...program], { cwd: folder, env, stdio: 'pipe' });
    const said: unknown[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(part));
    await once(child, 'close');
    expect([child.exitCode, /warning/i.exec(said.join(''))]).toEqual([0, null]);
    return readFileSync(log, 'utf8').split('\n');
  };
  try {
    expect(await run('check', 'latest')).not.toContain(SDK);
    expect(await run('proof', 'latest', '--to', 'ann@example.org')).not.toContain(SDK);
    expect(await run('proof', 'latest', '--to', 'ann@example.org', '--transport', 'ses')).toContain(SDK);
    expect([...standIn.countsByRecipient()]).toEqual([['ann@example.org', 1]]);
  } finally {
    await standIn.close();
  }
});
