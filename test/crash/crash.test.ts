import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LedgerStep } from '../../src/delivery/carry-out.ts';
import { crashRun, type RunReport } from './crash-run.ts';
import { drawRun, type Moment, type RunPlan, stepNames } from './draw-run.ts';
import { momentName } from './tally.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

/** The short form of `npm run crash`: few readers, and kills that are chosen so that each step of the ledger is hit. */
const READERS = 300;
const SEED = 20_261_124;

const folder = mkdtempSync(join(tmpdir(), 'courant-crash-test-'));
const hit = new Set<string>();
let workshop: Workshop;

beforeAll(async () => {
  workshop = await openWorkshop(resolve(import.meta.dirname, '../..'), folder, READERS);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(name: string, plan: RunPlan): Promise<RunReport> {
  const report = await crashRun(plan, workshop, join(folder, name));
  expect(report.problems).toEqual([]);
  for (const { moment } of report.kills) hit.add(momentName(moment));
  return report;
}

function sending(share: number): Moment {
  return { kind: 'sending', share, after: 5 };
}

function step(name: LedgerStep, share = 0): Moment {
  return { kind: 'step', step: name, share };
}

test.each<[name: string, news: 'beside' | 'after', moments: readonly Moment[]]>([
  [
    'before anything is planned',
    'after',
    [{ kind: 'start', after: 60 }, sending(0), step('acquired'), step('recovered')],
  ],
  ['while it plans', 'beside', [{ kind: 'planning', after: 15 }, sending(0.1), step('batch-taken', 0.4)]],
  ['between attempts and calls', 'after', [sending(0.2), step('attempts-recorded'), step('attempts-recorded', 0.5)]],
  ['while calls come back', 'beside', [sending(0.3), step('call-returned', 0.3), sending(0.5)]],
  ['between outcomes', 'after', [sending(0.1), step('outcomes-recorded', 0.3), { kind: 'end', after: 0 }]],
])('killed %s (events come in %s)', async (name, when, moments) => {
  const drawn = drawRun(SEED + moments.length, READERS);
  const report = await run(name, { ...drawn, moments, outage: null, news: { process: 1, when } });
  expect(report.calls.ambiguous).toBeGreaterThan(0);
  expect(report.send.audience).toBe(READERS);
});

test('killed at the end, after an outage', async () => {
  const drawn = drawRun(SEED, READERS);
  const moments = [sending(0.1), sending(0.2), step('released'), sending(0.3)];
  expect((await run('outage', { ...drawn, moments, outage: 2, news: null })).retried).toBeGreaterThan(0);
});

test('killed while calls hang, which then hang once more', async () => {
  const drawn = drawRun(SEED, READERS);
  const faults = { hangBefore: 0.03, hangAfter: 0.03 };
  const plan = { ...drawn, moments: [sending(0.2), sending(0.2)], outage: null, news: null, answer: 2500 };
  const { calls, inDoubt } = await run('hang', { ...plan, standIn: { ...drawn.standIn, faults, sequence: [] } });
  expect(calls.faults.before.hangBefore).toBeGreaterThan(0);
  expect(calls.faults.after.hangAfter).toBeGreaterThan(0);
  expect(inDoubt.byFaults).toBeGreaterThan(0);
});

test('each step of the ledger was hit', () => {
  expect(stepNames().filter((name) => !hit.has(name))).toEqual([]);
});
