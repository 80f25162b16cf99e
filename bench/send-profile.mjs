// Where the time of a whole send goes, and what the ledger's share of it is.
//
//   node bench/send-profile.mjs [--readers N] [--seed N] [--top N]
//
// The program's sources, bundled as they are built but with their names left in, carry a send out through SES's stand-in
// under V8's profiler, on a core of their own (see send.mjs). A sample belongs to the innermost function that one of the
// stages below knows by its file; native work and a wait for the disk belong to whoever called for them. What is before
// the first attempt and after the last one isn't counted. Target: the ledger takes less than 10 % of what isn't idle.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { bundleSettings } from '../scripts/bundle-plugins.mjs';
import { ENGLISH } from './made-publication.mjs';
import * as place from './send-place.mjs';

const TARGET = 0.1;
/** The first that fits a function's file says whose it is. */
const STAGES = [
  ['the ledger', /^src\/store\/|\/libsql\//],
  ['composing', /^src\/(?:personalise|mail)\//],
  ['the body of the call', /^src\/transport\/ses-body\.ts/],
  ['signing', /\/(?:signature-v4|core\/.*(?:sigv4|signature|sign)|.*sha256).*|^node:internal\/crypto/i],
  ['HTTP and sockets', /^src\/transport\/|^node:(?:_http|net|http|internal\/(?:streams?|http|js_stream|timers))/],
  ['the send itself', /^src\/(?:delivery|app|cli)\//],
];
const OUTSIDE = 'Node and the system';
const OTHER = new Map([
  ['(garbage collector)', 'collecting garbage'],
  ['(program)', OUTSIDE],
  ['(idle)', 'idle'],
]);
/** Not all of that file: what loads it runs long before. */
const INNER = { file: 'src/delivery/send-pass.ts', name: /^(?:sendPass|step|attempt)\d*$/ };

const { values } = parseArgs({
  options: {
    readers: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '20261124' },
    top: { type: 'string', default: '0' },
  },
});
const [readers, seed, top] = [values.readers, values.seed, values.top].map(Number);

const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
const bundles = mkdtempSync(join(place.root, 'node_modules', '.courant-bench-'));
try {
  await place.makePlace(folder, { readers, seed });
  const program = await bundleProgram();
  const standIn = await place.openStandIn(bundles, seed);
  try {
    const summary = await profiledSend(program, place.environmentOf(standIn));
    report(summary, spentOf(readProfile(), await filesOf(program)));
  } finally {
    await standIn.close();
  }
} finally {
  for (const made of [folder, bundles]) rmSync(made, { recursive: true, force: true });
}

async function bundleProgram() {
  const outfile = join(bundles, 'main.cjs');
  const entry = join(place.root, 'src/cli/main.ts');
  await build({ ...bundleSettings, minify: false, absWorkingDir: place.root, entryPoints: [entry], outfile });
  const start = join(bundles, 'start.cjs');
  writeFileSync(start, `void require('./main.cjs').run().then((end) => end === 'done' && process.exit());\n`);
  return { start, main: outfile };
}

async function profiledSend({ start }, env) {
  const profiler = [
    '--cpu-prof',
    '--cpu-prof-interval=500',
    `--cpu-prof-dir=${folder}`,
    '--cpu-prof-name=send.cpuprofile',
  ];
  const args = [...profiler, start, 'send', ENGLISH, '--to', 'daily', '--transport', 'ses', '--yes', '--json'];
  const { stdout } = await place.runNode(args, { folder, env, core: place.MEASURED_CORE });
  return JSON.parse(stdout);
}

function readProfile() {
  return JSON.parse(readFileSync(join(folder, 'send.cpuprofile'), 'utf8'));
}

/** From the lines of the bundle to the files that they come from: esbuild says it above each. */
async function filesOf({ main }) {
  let file = '';
  const files = readFileSync(main, 'utf8')
    .split('\n')
    .map((line) => {
      file = /^(?: {2})?\/\/ ((?:src|node_modules|\.\.\/)\S+)$/.exec(line)?.[1] ?? file;
      return file;
    });
  return ({ url, lineNumber }) => (url.endsWith('/main.cjs') ? (files[lineNumber] ?? '') : url);
}

/** Microseconds by stage and by function, from the first attempt to the last. */
function spentOf({ nodes, samples, timeDeltas }, fileOf) {
  const known = placeNodes(nodes, fileOf);
  const inner = samples.map((id) => known.get(id).isInner);
  const [first, last] = [inner.indexOf(true), inner.lastIndexOf(true)];
  const [stages, functions] = [new Map(), new Map()];
  for (let index = first; index <= last; index += 1) {
    const { stage, name } = known.get(samples[index]);
    // A sample stands for the time until the next one.
    const time = timeDeltas[index + 1] ?? 0;
    stages.set(stage, (stages.get(stage) ?? 0) + time);
    functions.set(`${stage}: ${name}`, (functions.get(`${stage}: ${name}`) ?? 0) + time);
  }
  return { stages, functions };
}

/** The stage of each node of the call tree: its own, or else its caller's. */
function placeNodes(nodes, fileOf) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const known = new Map();
  const visit = (node, above) => {
    const { callFrame } = node;
    const file = fileOf(callFrame);
    const own = OTHER.get(callFrame.functionName) ?? STAGES.find(([, files]) => files.test(file))?.[0];
    const placed = {
      stage: own ?? above.stage,
      isInner: above.isInner || (file === INNER.file && INNER.name.test(callFrame.functionName)),
      name: `${callFrame.functionName || '(anonymous)'} ${file}`,
    };
    known.set(node.id, placed);
    for (const child of node.children ?? []) visit(byId.get(child), placed);
  };
  visit(nodes[0], { stage: OUTSIDE, isInner: false });
  return known;
}

function report({ planned, accepted, seconds }, { stages, functions }) {
  if (accepted !== readers) throw new Error(`${accepted} of ${planned} messages were accepted`);
  const busy = [...stages].filter(([stage]) => stage !== 'idle').reduce((sum, [, time]) => sum + time, 0);
  console.log(`${planned} messages in ${seconds} s under the profiler, seed ${seed}`);
  console.log(place.circumstances(folder));
  for (const [stage, time] of [...stages].toSorted(([, one], [, other]) => other - one)) {
    const share = stage === 'idle' ? '' : `${((100 * time) / busy).toFixed(1).padStart(5)} %`;
    console.log(`${stage.padEnd(22)} ${(time / planned).toFixed(0).padStart(5)} µs a message ${share}`);
  }
  const share = (stages.get('the ledger') ?? 0) / busy;
  console.log(
    `target under ${100 * TARGET} % for the ledger: ${(100 * share).toFixed(1)} %, ${share < TARGET ? 'held' : 'MISSED'}`,
  );
  for (const [name, time] of [...functions].toSorted(([, one], [, other]) => other - one).slice(0, top))
    console.log(`  ${(time / planned).toFixed(1).padStart(6)} µs ${name}`);
  if (share >= TARGET) process.exitCode = 1;
}
