import { expect, test } from 'vitest';
import { type Diagnostic, diagnose } from '../../src/diagnostic/diagnostic.ts';
import { limitPerFile } from '../../src/diagnostic/limit.ts';
import { startOf } from '../../src/diagnostic/source.ts';

const some = (count: number, code: 'field/unknown' | 'link/insecure', file = 'a.md'): readonly Diagnostic[] =>
  Array.from({ length: count }, () => diagnose(code, startOf(file), { message: 'm', hint: 'h' }));

/** How many of each code are left, with the severity of the last word. */
function left(diagnostics: readonly Diagnostic[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { code, severity, span } of limitPerFile(diagnostics)) {
    const key = `${span.file} ${severity} ${code}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

test.each<[what: string, given: readonly Diagnostic[], kept: Readonly<Record<string, number>>]>([
  ['none', [], {}],
  ['two hundred', some(200, 'field/unknown'), { 'a.md error field/unknown': 200 }],
  ['one more', some(201, 'field/unknown'), { 'a.md error file/too-many': 1, 'a.md error field/unknown': 200 }],
  [
    'errors go before warnings',
    [...some(300, 'link/insecure'), ...some(150, 'field/unknown')],
    { 'a.md warning file/too-many': 1, 'a.md error field/unknown': 150, 'a.md warning link/insecure': 50 },
  ],
  [
    'only warnings left out stop nothing',
    some(500, 'link/insecure'),
    { 'a.md warning file/too-many': 1, 'a.md warning link/insecure': 200 },
  ],
  [
    'each file by itself',
    [...some(150, 'field/unknown'), ...some(150, 'field/unknown', 'b.md')],
    { 'a.md error field/unknown': 150, 'b.md error field/unknown': 150 },
  ],
])('%s', (_, given, kept) => {
  expect(left(given)).toEqual(kept);
});

test('it says how many there are', () => {
  expect(limitPerFile(some(60_200, 'field/unknown'))[0]?.message).toBe(
    'this file has 60,000 more problems than the 200 that are shown',
  );
});
