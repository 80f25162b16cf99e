// How well a send keeps to an account's rate: what share of the calls is throttled, and how much of the rate is used.
//
//   node bench/throttle.mjs [--messages N] [--rate N] [--seed N]
//
// The real program sends through the stand-in of test/ses-stand-in, which says in GetSendQuota how many messages a second
// it takes and throttles whatever comes faster, over a true sliding window: stricter than SES, which lets bursts pass.
// The rate that was used is counted between the first acceptance and the last.
// Targets: nothing lost, nobody twice, at most 2 % of the calls throttled, at least 90 % of the rate used.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const TARGETS = { throttled: 0.02, used: 0.9 };

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '5000' },
    rate: { type: 'string', default: '50' },
    seed: { type: 'string', default: '20261124' },
  },
});
const [messages, rate, seed] = [values.messages, values.rate, values.seed].map(Number);
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(root, 'node_modules', '.courant-bench-'));

try {
  const { startStandIn, STAND_IN_CREDENTIALS } = await bundleStandIn();
  const standIn = await startStandIn({ maxSendRate: rate, latency: [20, 120], seed });
  try {
    writePublication();
    console.log(
      `${messages} messages at ${rate}/s, answers in 20 to 120 ms, seed ${seed}; Node ${process.version}, ${cpus()[0]?.model}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`,
    );
    const { status, stdout, stderr } = await send(standIn.url, STAND_IN_CREDENTIALS);
    if (status !== 0) throw new Error(`courant send ended with ${status}: ${stdout}${stderr}`);
    tell(standIn, JSON.parse(stdout));
  } finally {
    await standIn.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Node 20 reads no TypeScript; beside the packages, so that they are found. */
async function bundleStandIn() {
  const outfile = join(folder, 'stand-in.mjs');
  await build({
    entryPoints: [join(root, 'test/ses-stand-in/stand-in.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
  });
  return import(pathToFileURL(outfile).href);
}

function writePublication() {
  const issue = join(folder, 'issues', '2026-11-24-bench');
  mkdirSync(issue, { recursive: true });
  writeFileSync(
    join(folder, 'courant.yaml'),
    `name: A bench
url: https://news.example.org
linkBase: https://mail.example.org
from: A bench <bench@example.org>
address: 1 Quay Street, Port Alder
lists: { daily: { title: The daily letter, file: readers.csv } }
`,
  );
  writeFileSync(join(issue, 'issue.md'), '---\nsubject: A bench\npreheader: Small\ndate: 2026-11-24\n---\n');
  writeFileSync(join(issue, '10-story.md'), '---\ntitle: A story\n---\nOne paragraph.\n');
  const readers = Array.from({ length: messages }, (_, index) => `reader${index + 1}@example.org\n`);
  writeFileSync(join(folder, 'readers.csv'), `email\n${readers.join('')}`);
}

async function send(url, { accessKeyId, secretAccessKey }) {
  const args = ['send', 'latest', '--to', 'daily', '--transport', 'ses', '--yes', '--json'];
  const child = spawn(process.execPath, [join(root, 'bin/courant.js'), ...args], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      COURANT_SECRET: 'a secret of the bench only',
      AWS_ENDPOINT_URL_SES: url,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (said.stderr += text));
  const [status] = await once(child, 'close');
  return { status, ...said };
}

function tell(standIn, summary) {
  const times = standIn.accepted().map(({ at }) => at);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  const { actions, errors } = standIn.calls();
  const calls = actions.SendRawEmail ?? 0;
  const throttled = (errors.Throttling ?? 0) / calls;
  const used = (times.length - 1) / seconds / rate;
  const counts = [...standIn.countsByRecipient().values()];
  const twice = counts.filter((count) => count > 1).length;
  const lost = messages - counts.length;
  const held =
    lost === 0 &&
    twice === 0 &&
    summary.accepted === messages &&
    throttled <= TARGETS.throttled &&
    used >= TARGETS.used;
  const share = (value) => `${(value * 100).toFixed(2)} %`;
  console.log(
    `${calls} calls, ${times.length} accepted in ${seconds.toFixed(1)} s: ${lost} lost, ${twice} twice, ${share(throttled)} throttled, ${share(used)} of the rate used: ${held ? 'as it should be' : 'NOT as it should be'}`,
  );
  if (!held) process.exitCode = 1;
}
