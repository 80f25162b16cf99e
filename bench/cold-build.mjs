// What a cold build costs, against the mjml command line compiling the same MJML.
//
//   node bench/cold-build.mjs [--runs N] [--issue NAME]
//
// CPU time (user + system) of whole processes, started one after the other in turn:
//   A  node node_modules/mjml/bin/mjml  of the MJML that `courant build --mjml` wrote
//   B  courant build, with nothing kept from earlier builds
//   C  courant build, after only words changed since the last build: its shape is on disk
// "Nothing kept" means neither in the publication nor in the user's cache; what came with the program is there.
// It works on a copy of the publication in a temporary folder. Targets: B at most 0.55 × A, C at most 0.33 × A.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TARGETS = { B: 0.55, C: 0.33 };

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '15' },
    issue: { type: 'string', default: '2026-11-24-daily' },
  },
});
const runs = Number(values.runs);
const issue = values.issue;
const courant = join(root, 'bin/courant.js');

const copy = mkdtempSync(join(tmpdir(), 'courant-bench-'));
for (const part of ['courant.yaml', 'issues', 'subscribers'])
  cpSync(join(root, part), join(copy, part), { recursive: true });

const out = join(copy, 'dist');
const kept = join(copy, '.courant');
const userCache = join(copy, 'cache');
const article = join(copy, 'issues', issue, firstArticle());
const written = readFileSync(article, 'utf8');

try {
  execFileSync('node', [courant, 'build', issue, '--mjml', '--out', out], { cwd: copy, stdio: 'ignore' });
  const mjml = join(copy, 'issue.mjml');
  cpSync(join(out, issue, 'email.mjml'), mjml);
  report(measure(mjml));
} finally {
  rmSync(copy, { recursive: true, force: true });
}

/** @param {string} mjml */
function measure(mjml) {
  /** @type {Record<'A' | 'B' | 'C', number[]>} */
  const spent = { A: [], B: [], C: [] };
  for (let run = 0; run < runs; run += 1) {
    spent.A.push(cpuOf([join(root, 'node_modules/mjml/bin/mjml'), mjml, '-o', join(copy, 'mjml.html')]));
    for (const folder of [kept, userCache]) rmSync(folder, { recursive: true, force: true });
    spent.B.push(cpuOf([courant, 'build', issue, '--out', out]));
    writeFileSync(article, `${written}\nRun ${run} of the measurement added these words.\n`);
    spent.C.push(cpuOf([courant, 'build', issue, '--out', out]));
    writeFileSync(article, written);
  }
  return spent;
}

/** Milliseconds of user and system time of one process, by the shell's own `time`. @param {readonly string[]} args */
function cpuOf(args) {
  const script = 'TIMEFORMAT="%U %S"; time node "$@" >/dev/null 2>&1 || { echo failed; }';
  const { stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...args], {
    cwd: copy,
    env: { ...process.env, XDG_CACHE_HOME: userCache },
    encoding: 'utf8',
  });
  const times = /([\d.]+) ([\d.]+)\s*$/.exec(stderr);
  if (times === null || stdout !== '') throw new Error(`node ${args.join(' ')} failed`);
  return (Number(times[1]) + Number(times[2])) * 1000;
}

/** @param {Record<'A' | 'B' | 'C', number[]>} spent */
function report(spent) {
  const [a, b, c] = [median(spent.A), median(spent.B), median(spent.C)];
  const line = (name, what, value, target) => {
    const ratio = value / a;
    const verdict =
      target === undefined
        ? ''
        : `  ${ratio.toFixed(2)} × A  (target ${target}: ${ratio <= target ? 'held' : 'MISSED'})`;
    console.log(`${name}  ${what.padEnd(36)} ${value.toFixed(0).padStart(5)} ms${verdict}`);
  };
  console.log(
    `${issue}, median CPU of ${runs} runs each, in turn; Node ${process.version}, ${cpus()[0]?.model}, ${availableParallelism()} cores`,
  );
  line('A', 'mjml, the command line', a);
  line('B', 'courant build, nothing kept', b, TARGETS.B);
  line('C', 'courant build, only words changed', c, TARGETS.C);
  if (b / a > TARGETS.B || c / a > TARGETS.C) process.exitCode = 1;
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  const sorted = numbers.toSorted((x, y) => x - y);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

function firstArticle() {
  const [first] = readdirSync(join(root, 'issues', issue))
    .filter((name) => name.endsWith('.md') && name !== 'issue.md')
    .sort();
  if (first === undefined) throw new Error(`${issue} has no articles`);
  return first;
}
