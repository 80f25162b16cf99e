// What importing a million subscribers costs: rows a second, and the most memory that the program ever held.
//
//   node bench/import.mjs [--rows N] [--seed N]
//
// It makes a CSV (seeded: the same bytes every time; names in four scripts, every sixth quoted), runs the real program on
// it twice, and reads its peak from /proc/<pid>/status (VmHWM) while it runs. The second run must change nothing. Besides
// the clock the processor's time is told: on a machine that others use too it is what a quiet one would take.
// Targets: at least 50,000 rows/s, at most 250 MB.
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } },
});
const rows = Number(values.rows);
const courant = fileURLToPath(new URL('../bin/courant.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'courant-bench-'));

const SETTINGS = `name: A bench
url: https://news.example.org
linkBase: https://mail.example.org
from: A bench <bench@example.org>
address: 1 Quay Street, Port Alder
fields: { first_name: { type: text }, country: { type: text }, joined: { type: date } }
lists: { daily: { title: The daily letter } }
`;
const NAMES = ['Ana', 'Ben', '李雷', 'فاطمة', '"Lee, Ann"', 'Søren'];
const COUNTRIES = ['PT', 'CN', 'JP', 'DE', 'FR', ''];

try {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'courant.yaml'), SETTINGS);
  await writeRows(join(folder, 'readers.csv'));
  const megabytes = statSync(join(folder, 'readers.csv')).size / 1e6;
  console.log(
    `${rows} rows, ${megabytes.toFixed(0)} MB, seed ${values.seed}; ${availableParallelism()} × ${cpus()[0]?.model}, Node ${process.version}`,
  );
  for (const name of ['first', 'again']) {
    const { seconds, cpu, peak, counts } = await runImport();
    const { rejected, ...rest } = counts;
    console.log(
      `${name}: ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s (${cpu.toFixed(1)} s of CPU, ${Math.round(rows / cpu)} rows/s), load ${loadavg()[0]?.toFixed(1)}, peak ${peak.toFixed(0)} MB, ${JSON.stringify({ ...rest, rejected: rejected.length })}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} file */
async function writeRows(file) {
  const stream = createWriteStream(file);
  stream.write('email,first_name,country,joined\n');
  let state = Number(values.seed) >>> 0;
  const random = () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  for (let row = 0; row < rows; row += 1) {
    const chance = random();
    const address = `${chance.toString(36)}.${row.toString(36)}@host${chance % 997}.example.org`;
    const day = `20${String(10 + (chance % 16))}-0${1 + (chance % 9)}-1${chance % 10}`;
    const line = `${address},${NAMES[chance % NAMES.length]},${COUNTRIES[(chance >>> 3) % COUNTRIES.length]},${day}\n`;
    if (!stream.write(line)) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

/** @returns {Promise<{ seconds: number, cpu: number, peak: number, counts: { rejected: unknown[] } }>} */
async function runImport() {
  const started = performance.now();
  const args = [courant, 'subscribers', 'import', 'readers.csv', '--list', 'daily', '--json'];
  const program = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  let peak = 0;
  let cpu = 0;
  program.stdout.on('data', (text) => (printed += String(text)));
  const watch = setInterval(() => {
    peak = Math.max(peak, peakOf(program.pid));
    cpu = Math.max(cpu, cpuOf(program.pid));
  }, 50);
  const [status] = await once(program, 'close');
  clearInterval(watch);
  if (status !== 0) throw new Error(`the import ended with ${status}`);
  return { seconds: (performance.now() - started) / 1000, cpu, peak, counts: JSON.parse(printed) };
}

/** The most memory that a process held so far, in MB. */
function peakOf(pid = 0) {
  try {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** User and system time of a process so far, in seconds; Linux counts them in hundredths. */
function cpuOf(pid = 0) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
  } catch {
    return 0;
  }
}
