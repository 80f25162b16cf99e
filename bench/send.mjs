// How fast a whole send is: `courant send` through SES's protocol over loopback, against bare loops that do nothing else.
//
//   node bench/send.mjs [--readers N] [--rounds N] [--seed N]
//
// The real program, on one core: it reads the store, composes each reader's message (60 KB of HTML, five merge slots),
// notes each attempt durably, signs and posts the call, and notes its outcome. The other core has SES's stand-in, which
// checks neither signature nor message, and tells a rate that limits nobody. The peers have the same core in turn, send a
// message of the same size that was encoded before the clock started, and note nothing: the AWS SDK with a body put in
// place, and a socket with a signature of its own, each with 16 and 64 calls under way. The program's messages a second
// are the summary's (from taking the send on to letting go of it); CPU is user and system time of that time, all threads.
// Targets: 1,200 messages a second, and 0.8 × the SDK's loop, the faster of the two.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ENGLISH } from './made-publication.mjs';
import * as place from './send-place.mjs';

const TARGETS = { perSecond: 1200, times: 0.8 };
const PEERS = [
  { name: 'AWS SDK, body prebuilt', kind: 'prebuilt', window: 16 },
  { name: 'AWS SDK, body prebuilt', kind: 'prebuilt', window: 64 },
  { name: 'socket, own signature', kind: 'socket', window: 16 },
  { name: 'socket, own signature', kind: 'socket', window: 64 },
];
const { values } = parseArgs({
  options: {
    readers: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '5' },
    seed: { type: 'string', default: '20261124' },
  },
});
const [readers, rounds, seed] = [values.readers, values.rounds, values.seed].map(Number);

const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));
const bundles = mkdtempSync(join(place.root, 'node_modules', '.courant-bench-'));
try {
  const base = join(folder, 'base');
  await place.makePlace(base, { readers, seed });
  const message = await place.composedMessage(base);
  const standIn = await place.openStandIn(bundles, seed);
  try {
    await measure({ base, message, standIn });
  } finally {
    await standIn.close();
  }
} finally {
  for (const made of [folder, bundles]) rmSync(made, { recursive: true, force: true });
}

async function measure({ base, message, standIn }) {
  const env = place.environmentOf(standIn);
  const begun = place.circumstances(base);
  const senders = [
    { name: 'courant send', window: 64, send: () => sendAll(base, env) },
    ...PEERS.map((peer) => ({ ...peer, send: () => runPeer(peer, { message, env, url: standIn.url }) })),
  ].map((sender) => ({ ...sender, taken: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { send, taken } of senders) taken.push(await send());
  }
  const counts = await standIn.countsByRecipient();
  const calls = rounds * readers * senders.length;
  const accepted = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (accepted !== calls) throw new Error(`${accepted} of ${calls} messages were accepted`);
  report(senders, { bytes: statSync(message).size, begun, base, accepted });
}

/** A whole send, on a copy of the store that knows of none. */
async function sendAll(base, env) {
  const copy = place.copyPlace(base, join(folder, 'copy'));
  const moments = [];
  const watch = (pid, at) => {
    const cpu = place.cpuOf(pid);
    if (cpu !== null) moments.push({ at, cpu });
  };
  const args = ['send', ENGLISH, '--to', 'daily', '--transport', 'ses', '--yes', '--json'];
  const { stdout, ended } = await place.run(args, { folder: copy, env, core: place.MEASURED_CORE, watch });
  const { planned, accepted, seconds } = JSON.parse(stdout);
  if (planned !== readers || accepted !== readers) throw new Error(`${accepted} of ${planned} were accepted`);
  const before = moments.findLast(({ at }) => at <= ended - seconds * 1000) ?? moments[0];
  return { seconds, cpu: moments.at(-1).cpu - before.cpu };
}

async function runPeer({ kind, window }, { message, env, url }) {
  const script = fileURLToPath(new URL('./send-peers.mjs', import.meta.url));
  const args = [script, kind, '--url', url, '--message', message, '--messages', readers, '--window', window].map(
    String,
  );
  const { stdout } = await place.runNode(args, { folder, env, core: place.MEASURED_CORE });
  return JSON.parse(stdout);
}

function report(senders, { bytes, begun, base, accepted }) {
  const rates = senders.map(({ name, window, taken }) => ({
    name: `${name}, ${window} under way`,
    clock: readers / place.median(taken.map(({ seconds }) => seconds)),
    cpu: readers / place.median(taken.map(({ cpu }) => cpu)),
  }));
  const [own] = rates;
  const bare = (what) => Math.max(...rates.slice(1, 3).map((rate) => rate[what]));
  console.log(`${readers} readers, ${bytes} bytes a message, seed ${seed}, medians of ${rounds} rounds in turn`);
  console.log(begun);
  for (const { name, clock, cpu } of rates) {
    const times = `${(clock / bare('clock')).toFixed(2)} × and ${(cpu / bare('cpu')).toFixed(2)} ×`;
    console.log(
      `${name.padEnd(37)} ${place.written(clock).padStart(6)} a second, ${place.written(cpu).padStart(6)} a second of CPU; ${times}`,
    );
  }
  console.log(`${accepted} messages were accepted; afterwards: ${place.circumstances(base)}`);
  const times = own.clock / bare('clock');
  const held = { perSecond: own.clock >= TARGETS.perSecond, times: times >= TARGETS.times };
  console.log(`target ${TARGETS.perSecond} a second: ${held.perSecond ? 'held' : 'MISSED'}`);
  console.log(
    `target ${TARGETS.times} × the SDK with a prebuilt body: ${times.toFixed(2)}, ${held.times ? 'held' : 'MISSED'}`,
  );
  if (!held.perSecond || !held.times) process.exitCode = 1;
}
