import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crashRun } from './crash-run.ts';
import { drawRun } from './draw-run.ts';
import { openWorkshop } from './workshop.ts';

const [runs, readers, seed] = [Number(process.env['RUNS'] ?? 5), Number(process.env['READERS'] ?? 500), Number(process.env['SEED'] ?? 20261124)];
const folder = mkdtempSync(join(tmpdir(), 'courant-crash-'));
const t0 = performance.now();
const shop = await openWorkshop(process.argv[2] ?? '', folder, readers);
console.log('workshop', performance.now() - t0, folder);
for (let i = 0; i < runs; i++) {
  const r = await crashRun(drawRun(seed + i, readers), shop, join(folder, `run-${seed + i}`));
  console.log(seed + i, JSON.stringify(r.kills.map((k) => [k.moment.kind, 'step' in k.moment ? k.moment.step : '', k.inFlight])), 'late', r.late, 'amb', r.calls.ambiguous, r.calls.cutShort, r.unseen, JSON.stringify(r.inDoubt), r.settled, r.send.state, JSON.stringify(r.send.counts), r.seconds.toFixed(1), r.problems.join('; '), r.plan.outage);
  rmSync(join(folder, `run-${seed + i}`), { recursive: true });
}
