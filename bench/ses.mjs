// How fast messages leave through SES: Courant's transport against the AWS SDK and a bare socket, over loopback.
//
//   node bench/ses.mjs [--messages N] [--rounds N] [--window N] [--seed N] [--check signature|nothing]
//
// The other end is the stand-in of test/ses-stand-in, a process of its own, which checks each signature and counts what
// it accepted for each recipient; `--check nothing` spares it the signature, for when it would be what is measured.
// Four senders, in turn, `--window` calls under way each: the SDK, the SDK with a body made beside it (the loop that
// Courant is held against), Courant's transport, and a socket with a signature of its own, as the limit. Measured in CPU
// time of this process (user and system, all threads), which is what one core would take, and by the clock, in which the
// stand-in's core counts as well. Messages have 60 KB of HTML in quoted-printable.
// Targets: 1,500 messages a second of CPU (what is left of a second that must hold 1,200 is for composing and the
// ledger), and 0.8 × the SDK with a prebuilt body.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { prebuiltPeer, sdkPeer, socketPeer } from './ses-peers.mjs';

const TARGETS = { perSecond: 1500, times: 0.8 };
const HTML_BYTES = 60_000;
const SEND = '20261124-060000-x7k2';
const REGION = 'eu-west-1';
const FROM = 'daily@example.org';
let readers = 0;

const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '4000' },
    rounds: { type: 'string', default: '5' },
    window: { type: 'string', default: '16' },
    seed: { type: 'string', default: '20261124' },
    check: { type: 'string', default: 'signature' },
  },
});
const [messages, rounds, window, seed] = [values.messages, values.rounds, values.window, values.seed].map(Number);

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(root, 'node_modules', '.courant-bench-'));
try {
  const { openSes, spawnStandIn, STAND_IN_CREDENTIALS: credentials } = await bundleSources();
  const verify = values.check === 'signature' ? 'signature' : 'none';
  const standIn = await spawnStandIn({ region: REGION, verify, checkMessages: 'none', seed });
  try {
    const place = { region: REGION, endpoint: standIn.url, credentials };
    await measure(sendersOf(place, openSes), standIn);
  } finally {
    await standIn.close();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Node 20 reads no TypeScript; beside the packages, so that they are found. */
async function bundleSources() {
  const contents = `
    export { openSes } from './src/transport/ses.ts';
    export { spawnStandIn } from './test/ses-stand-in/spawn-stand-in.ts';
    export { STAND_IN_CREDENTIALS } from './test/ses-stand-in/stand-in.ts';`;
  const directories = {
    name: 'directories',
    setup: (context) =>
      context.onLoad({ filter: /spawn-stand-in\.ts$/ }, async ({ path }) => {
        const { readFile } = await import('node:fs/promises');
        const here = JSON.stringify(pathToFileURL(path).href);
        const dirname = JSON.stringify(join(path, '..'));
        const text = (await readFile(path, 'utf8'))
          .replaceAll('import.meta.url', here)
          .replaceAll('import.meta.dirname', dirname);
        return { contents: text, loader: 'ts' };
      }),
  };
  const outfile = join(folder, 'sources.mjs');
  const stdin = { contents, resolveDir: root, sourcefile: 'bench.ts' };
  await build({
    absWorkingDir: root,
    stdin,
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    plugins: [directories],
  });
  return import(pathToFileURL(outfile).href);
}

function sendersOf(place, openSes) {
  const sending = {
    from: FROM,
    tagsOf: (attempt) => [
      { Name: 'courant-send', Value: SEND },
      { Name: 'courant-attempt', Value: String(attempt) },
    ],
  };
  return {
    'AWS SDK': sdkPeer(place, sending),
    'AWS SDK, body prebuilt': prebuiltPeer(place, sending),
    Courant: courant(place, openSes),
    'socket, own signature': socketPeer(place, sending),
  };
}

function courant({ region, endpoint, credentials }, openSes) {
  process.env.AWS_ACCESS_KEY_ID = credentials.accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = credentials.secretAccessKey;
  const ses = openSes({ region, endpoint });
  return {
    send: async ({ to, bytes, attempt }) => {
      const outcome = await ses.deliver(
        { envelope: { from: FROM, to }, messageId: '', bytes },
        { send: SEND, attempt },
      );
      return outcome.messageId;
    },
    close: () => ses.close(),
  };
}

async function measure(senders, standIn) {
  const bytes = makeMessage();
  console.log(
    `${bytes.length} bytes a message, ${HTML_BYTES} of HTML; ${window} calls under way; the other end checks ${values.check}`,
  );
  console.log(
    `seed ${seed}, ${rounds} rounds; Node ${process.version}, ${cpus()[0]?.model}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`,
  );
  const spent = new Map(Object.keys(senders).map((name) => [name, []]));
  let sent = 0;
  for (const { send } of Object.values(senders)) sent += await run(send, bytes, Math.min(messages, 1000));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, { send }] of Object.entries(senders)) {
      const [cpu, clock] = [process.cpuUsage(), performance.now()];
      sent += await run(send, bytes, messages);
      const wall = (performance.now() - clock) / 1000;
      const { user, system } = process.cpuUsage(cpu);
      spent.get(name).push({ perCpu: messages / ((user + system) / 1e6), perClock: messages / wall });
    }
  }
  for (const { close } of Object.values(senders)) await close();
  const counts = await standIn.countsByRecipient();
  if (counts.size !== sent || [...counts.values()].some((count) => count !== 1))
    throw new Error(`${counts.size} of ${sent} recipients were reached once`);
  report(spent, sent);
}

/** Sends to so many readers, each another. */
async function run(send, bytes, count) {
  let left = count;
  const line = async () => {
    while (left > 0) {
      left -= 1;
      readers += 1;
      const messageId = await send({ to: `reader${readers}@example.com`, bytes, attempt: readers });
      if (messageId === undefined) throw new Error('a message was not accepted');
    }
  };
  await Promise.all(Array.from({ length: window }, line));
  return count;
}

/** Headers, a text part and HTML as MJML makes it. */
function makeMessage() {
  const words = 'The quay was quiet, and nobody could say when the next boat would come. ';
  const cell = `<td align="left" style="font-size:16px;padding:10px 25px;word-break:break-word;">${words}</td>\r\n`;
  const html = cell.repeat(Math.ceil(HTML_BYTES / cell.length)).slice(0, HTML_BYTES);
  const part = (type, text) =>
    `--b\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${quoted(text)}\r\n`;
  const head = `From: The Harbour Daily <${FROM}>\r\nTo: reader@example.com\r\nSubject: Ferries\r\nMessage-ID: <${randomUUID()}@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n`;
  return Buffer.from(`${head}${part('text/plain', words.repeat(200))}${part('text/html', html)}--b--\r\n`);
}

function quoted(text) {
  return text
    .split('\r\n')
    .map((line) => line.replaceAll('=', '=3D').replace(/.{1,72}(?=.)/g, '$&=\r\n'))
    .join('\r\n');
}

function report(spent, sent) {
  const middle = (name, what) =>
    spent
      .get(name)
      .map((each) => each[what])
      .toSorted((a, b) => a - b)[rounds >> 1];
  const bare = middle('AWS SDK, body prebuilt', 'perCpu');
  for (const name of spent.keys()) {
    const [cpu, clock] = [middle(name, 'perCpu'), middle(name, 'perClock')].map((rate) =>
      Math.round(rate).toLocaleString('en').padStart(6),
    );
    console.log(
      `${name.padEnd(22)} ${cpu} a second of CPU, ${clock} by the clock; ${(middle(name, 'perCpu') / bare).toFixed(2)} ×`,
    );
  }
  const [perSecond, times] = [middle('Courant', 'perCpu'), middle('Courant', 'perCpu') / bare];
  console.log(`${sent} messages were accepted, each once`);
  console.log(`target ${TARGETS.perSecond} a second of CPU: ${perSecond >= TARGETS.perSecond ? 'held' : 'MISSED'}`);
  console.log(`target ${TARGETS.times} × the SDK with a prebuilt body: ${times >= TARGETS.times ? 'held' : 'MISSED'}`);
  if (perSecond < TARGETS.perSecond || times < TARGETS.times) process.exitCode = 1;
}
