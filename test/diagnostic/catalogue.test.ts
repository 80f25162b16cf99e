import { expect, test } from 'vitest';
import { CATALOGUE, isDiagnosticCode } from '../../src/diagnostic/catalogue.ts';

test('every code is area/kebab-name and says everything', () => {
  const entries = Object.entries(CATALOGUE);
  expect(entries.length).toBeGreaterThan(40);
  for (const [code, entry] of entries) {
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/);
    for (const text of [entry.summary, entry.why, entry.bad, entry.good])
      expect([code, text.trim()]).not.toEqual([code, '']);
    expect([code, entry.bad]).not.toEqual([code, entry.good]);
  }
});

test('names of every object are no codes', () => {
  expect([isDiagnosticCode('toString'), isDiagnosticCode('field/unknown')]).toEqual([false, true]);
});
