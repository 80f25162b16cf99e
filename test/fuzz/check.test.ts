import { assert, asyncProperty } from 'fast-check';
import { expect, test } from 'vitest';
import { checkFolder, faultsOf } from './check-folder.ts';
import { mutate, mutations } from './mutations.ts';
import { VALID } from './valid-folder.ts';

/** `npm run fuzz` sets COUNT to 20,000; SEED replays a run. */
const count = Number(process.env['COUNT'] ?? 500);
const seed = Number(process.env['SEED'] ?? 20261124);
const SLOWEST = 10_000;

test('what is mutated is valid', async () => {
  const found = await checkFolder(VALID, new Map());
  expect(found.map(({ code }) => code)).toEqual(['promo/no-url']);
});

test('whatever is done to a valid issue, check ends, throws nothing, and points into files', {
  timeout: 60_000 + count * 500,
}, async () => {
  const shapes = new Map<string, string>();
  const started = performance.now();
  const seen = new Map<string, number>();
  let slowest = 0;
  const property = asyncProperty(mutations, async (changes) => {
    const folder = mutate(VALID, changes);
    const before = performance.now();
    const diagnostics = await checkFolder(folder, shapes);
    slowest = Math.max(slowest, performance.now() - before);
    for (const { code } of diagnostics) seen.set(code, (seen.get(code) ?? 0) + 1);
    expect(faultsOf(diagnostics, folder)).toEqual([]);
    expect(performance.now() - before).toBeLessThan(SLOWEST);
    if (shapes.size > 400) shapes.clear();
  });
  await assert(property, { numRuns: count, seed });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(
    `fuzz: ${count} runs, seed ${seed}, ${seconds} s, slowest ${slowest.toFixed(0)} ms, ${seen.size} different codes\n`,
  );
  expect(seen.size).toBeGreaterThan(40);
});
