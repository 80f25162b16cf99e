import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { crashRun, type RunReport } from './crash-run.ts';
import { drawRun } from './draw-run.ts';
import { markdown, runLine, withTables } from './show.ts';
import { MOMENTS, tally } from './tally.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

/** Of so many runs each moment and each step must have come up, or something is wrong with the test itself. */
const ENOUGH = 100;

/** `npm run crash`. Ends with 1 at the first run that doesn't hold, and leaves that run's folder. */
export async function runCrashTest(root: string, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { write: { type: 'boolean', default: false } } });
  const [runs, readers, seed] = [setting('RUNS', 200), setting('READERS', 2000), setting('SEED', 20_261_124)];
  const began = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'courant-crash-'));
  const workshop = await openWorkshop(root, folder, readers);
  const reports: RunReport[] = [];
  for (let run = 0; run < runs; run += 1) {
    const report = await oneRun(workshop, { seed: seed + run, readers });
    if (report === null) return 1;
    reports.push(report);
    console.log(`${run + 1}/${runs}  ${runLine(report)}`);
  }
  rmSync(folder, { recursive: true });
  const all = tally(reports);
  const cores = availableParallelism();
  const [date = ''] = new Date().toISOString().split('T');
  const seconds = (performance.now() - began) / 1000;
  const tables = markdown(all, { seed, readers, node: process.versions.node, cores, date, seconds });
  console.log(`\n${tables}\n`);
  const missed = MOMENTS.filter((name) => all.byMoment.get(name)?.times === 0);
  if (runs >= ENOUGH && missed.length > 0) {
    console.log(`FAILED: nothing was killed at ${missed.join(', ')}`);
    return 1;
  }
  if (values.write) {
    const page = join(root, 'docs/reliability.md');
    writeFileSync(page, withTables(readFileSync(page, 'utf8'), tables));
  }
  console.log(`${runs} runs held`);
  return 0;
}

async function oneRun(
  workshop: Workshop,
  { seed, readers }: { readonly seed: number; readonly readers: number },
): Promise<RunReport | null> {
  const folder = join(workshop.folder, `run-${seed}`);
  const fail = (problems: readonly string[]): null => {
    console.log(`FAILED with the seed ${seed}; its folder is ${folder}`);
    for (const problem of problems) console.log(`  ${problem}`);
    console.log(`Once more: RUNS=1 READERS=${readers} SEED=${seed} npm run crash`);
    return null;
  };
  try {
    const report = await crashRun(drawRun(seed, readers), workshop, folder);
    if (report.problems.length > 0) return fail([runLine(report), ...report.problems]);
    rmSync(folder, { recursive: true });
    return report;
  } catch (error) {
    return fail([error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  }
}

function setting(name: string, usual: number): number {
  const value = Number(process.env[name] ?? usual);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`${name} is to be a whole number above 0`);
}
