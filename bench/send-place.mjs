// A publication with readers in a store on the disk, and the programs that send.mjs and send-million.mjs run on it.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ENGLISH, layOutPublication } from './made-publication.mjs';
import { makeReaders } from './made-readers.mjs';

export const REGION = 'eu-west-1';
/** What is measured has a core for itself; the stand-in, and this, have another. */
export const MEASURED_CORE = 0;
const OTHER_CORE = 1;
const PART = 50_000;

export const root = fileURLToPath(new URL('..', import.meta.url));
const courant = join(root, 'bin/courant.js');

/**
 * Lays out the publication in `folder`, where it isn't yet, and imports its readers with the program itself: the same for
 * the same seed. @param {string} folder @param {{ readers: number, seed: number }} wanted
 */
export async function makePlace(folder, { readers, seed }) {
  mkdirSync(folder, { recursive: true });
  layOutPublication(folder);
  const file = join(folder, 'readers.csv');
  const made = makeReaders(readers, seed);
  writeFileSync(file, 'email,first_name,city,member,visits,joined\n');
  for (let start = 0; start < readers; start += PART) {
    const rows = made
      .slice(start, start + PART)
      .map(({ address, fields }) => [address, ...Object.values(fields)].join(','));
    writeFileSync(file, `${rows.join('\n')}\n`, { flag: 'a' });
  }
  const imported = await run(['subscribers', 'import', 'readers.csv', '--list', 'daily', '--json'], { folder });
  if (JSON.parse(imported.stdout).added !== readers) throw new Error(`not all were imported: ${imported.stdout}`);
  rmSync(file);
}

/** The same publication and store once more: an issue is sent to nobody twice. */
export function copyPlace(from, to) {
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  return to;
}

/** The issue as its first reader would get it, as a file. */
export async function composedMessage(folder) {
  await run(['build', ENGLISH], { folder });
  return join(folder, 'dist/issues', ENGLISH, 'message.eml');
}

/** What the program and the peers need to reach a stand-in. */
export function environmentOf({ url, credentials }) {
  return {
    COURANT_SECRET: 'a secret of the bench',
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_SES: url,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    NO_COLOR: '1',
  };
}

/**
 * Runs the program and waits for it to end. `watch` is called every `every` milliseconds with its process number, and
 * may end it. `expected` are the exit statuses that aren't a failure of the bench.
 */
export function run(args, options) {
  return runNode([options.program ?? courant, ...args], options);
}

export async function runNode(args, { folder, env = {}, core, watch, every = 20, expected = [0] }) {
  const pinned = core === undefined ? [] : ['taskset', '-c', String(core)];
  const [command = '', ...rest] = [...pinned, process.execPath, ...args];
  const started = performance.now();
  const child = spawn(command, rest, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed = { stdout: '', stderr: '' };
  for (const name of Object.keys(printed)) child[name].on('data', (text) => (printed[name] += String(text)));
  const timer = watch === undefined ? undefined : setInterval(() => watch(child.pid ?? 0, performance.now()), every);
  const [status, signal] = await once(child, 'close');
  clearInterval(timer);
  const ended = performance.now();
  if (!expected.includes(status ?? signal))
    throw new Error(`${args.join(' ')} ended with ${status ?? signal}:\n${printed.stderr}`);
  return { ...printed, seconds: (ended - started) / 1000, ended };
}

/** User and system time of a process so far, in seconds; null once it is gone. */
export function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
    // 100 ticks a second, on every Linux.
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return null;
  }
}

/** Memory that a process holds now, in MB. */
export function residentOf(pid) {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** SES's stand-in of the tests, in a process of its own on the other core; this process goes there, too. */
export async function openStandIn(folder, seed) {
  const { spawnStandIn, STAND_IN_CREDENTIALS: credentials } = await bundleStandIn(folder);
  const limits = { maxSendRate: 100_000, max24HourSend: -1 };
  const standIn = await spawnStandIn({ region: REGION, verify: 'none', checkMessages: 'none', seed, ...limits });
  for (const pid of [standIn.pid, process.pid]) spawnSync('taskset', ['-acp', String(OTHER_CORE), String(pid)]);
  return { ...standIn, credentials };
}

/** Node 20 reads no TypeScript; `folder` lies beside the packages, so that they are found. */
async function bundleStandIn(folder) {
  const contents = `
    export { spawnStandIn } from './test/ses-stand-in/spawn-stand-in.ts';
    export { STAND_IN_CREDENTIALS } from './test/ses-stand-in/stand-in.ts';`;
  const here = {
    name: 'here',
    setup: (context) =>
      context.onLoad({ filter: /spawn-stand-in\.ts$/ }, ({ path }) => ({
        contents: readFileSync(path, 'utf8')
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
          .replaceAll('import.meta.dirname', JSON.stringify(join(path, '..'))),
        loader: 'ts',
      })),
  };
  const outfile = join(folder, 'stand-in.mjs');
  await build({
    absWorkingDir: root,
    stdin: { contents, resolveDir: root, sourcefile: 'bench.ts' },
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    plugins: [here],
  });
  return import(pathToFileURL(outfile).href);
}

/** Where and when, for the head of a result. @param {string} folder of the store */
export function circumstances(folder) {
  const [, disk = ''] = spawnSync('df', ['--output=fstype,source', folder], { encoding: 'utf8' }).stdout.split('\n');
  const load = loadavg().map((each) => each.toFixed(1));
  return `Node ${process.version}, ${cpus()[0]?.model}, ${cpus().length} cores, store on ${disk.trim().replace(/ +/, ' ')}, load ${load.join(' ')}`;
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = numbers.toSorted((x, y) => x - y);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

export function written(value) {
  return Math.round(value).toLocaleString('en');
}
