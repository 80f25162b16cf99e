// What a send to a million readers costs in memory, and how long the questions about it take.
//
//   node bench/send-million.mjs [--readers N] [--seed N]
//
// The program's sources, bundled as they are built, but with an outbox that takes every message at once: the plan, the
// ledger, composing and the passes are the real ones, and nothing waits for a network. Its resident memory is looked at each
// second. Targets: under 250 MB, and flat: the second half of the send no more than a tenth above the first.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bundleSettings } from '../scripts/bundle-plugins.mjs';
import { ENGLISH } from './made-publication.mjs';
import * as place from './send-place.mjs';

const TARGET = 250;
const TAKES_ALL = `
  export function openOutbox() {
    const limits = { perSecond: Infinity, perDay: Infinity, sentToday: 0 };
    return {
      name: 'outbox',
      deliver: async (message) => ({ state: 'accepted', messageId: message.messageId }),
      limits: async () => limits,
      close: async () => {},
    };
  }`;
const { values } = parseArgs({
  options: { readers: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '20261124' } },
});
const [readers, seed] = [values.readers, values.seed].map(Number);

const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
const bundles = mkdtempSync(join(place.root, 'node_modules', '.courant-bench-'));
try {
  await place.makePlace(folder, { readers, seed });
  await measure(await bundleProgram());
} finally {
  for (const made of [folder, bundles]) rmSync(made, { recursive: true, force: true });
}

async function bundleProgram() {
  const takesAll = {
    name: 'takes-all',
    setup: (context) =>
      context.onLoad({ filter: /transport\/outbox\.ts$/ }, () => ({ contents: TAKES_ALL, loader: 'js' })),
  };
  const { plugins = [], ...settings } = bundleSettings;
  await build({
    ...settings,
    absWorkingDir: place.root,
    entryPoints: [join(place.root, 'src/cli/main.ts')],
    outfile: join(bundles, 'main.cjs'),
    plugins: [takesAll, ...plugins],
  });
  const start = join(bundles, 'start.cjs');
  writeFileSync(start, `void require('./main.cjs').run().then((end) => end === 'done' && process.exit());\n`);
  return start;
}

async function measure(program) {
  const memory = [];
  const watch = (pid) => memory.push(place.residentOf(pid));
  const send = [program, 'send', ENGLISH, '--to', 'daily', '--yes', '--json'];
  const { stdout, seconds } = await place.runNode(send, { folder, watch, every: 1000 });
  const summary = JSON.parse(stdout);
  if (summary.accepted !== readers) throw new Error(`not all were accepted: ${stdout}`);
  const sending = memory.slice(-Math.floor(summary.seconds)).filter((value) => value > 0);
  const middle = sending.length >> 1;
  const [first, second] = [Math.max(...sending.slice(0, middle)), Math.max(...sending.slice(middle))];
  const most = Math.max(...memory);
  const held = most <= TARGET && second <= first * 1.1 ? 'held' : 'MISSED';
  const load = loadavg()[0]?.toFixed(1);
  console.log(`${readers} readers, seed ${seed}, Node ${process.version}, load ${load}`);
  console.log(`plan and all: ${seconds.toFixed(1)} s; the pass: ${summary.seconds} s, ${summary.perSecond} messages/s`);
  console.log(
    `resident: ${most.toFixed(0)} MB at most; while sending ${first.toFixed(0)} MB, then ${second.toFixed(0)} MB`,
  );
  for (const args of [['status', 'latest'], ['sends'], send.slice(1)]) {
    const asked = await place.runNode([program, ...args], { folder });
    console.log(`${args.slice(0, 2).join(' ')}${args.length > 2 ? ', once more' : ''}: ${asked.seconds.toFixed(1)} s`);
  }
  console.log(`target ${TARGET} MB, flat: ${held}`);
}
