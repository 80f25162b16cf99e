import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { leave, type Pace, paceOf, permits, throttle, waitFor } from '../../src/delivery/pace.ts';

/** Sends as fast as the pace allows, in groups of at most `group`, and gives the time of each message. */
function run(pace: Pace, seconds: number, options: { group?: number; late?: () => number } = {}): readonly number[] {
  const { group = 1, late = () => 0 } = options;
  const times: number[] = [];
  let now = 0;
  let current = pace;
  while (now < seconds * 1000) {
    const count = Math.min(group, permits(current, now));
    if (count === 0) {
      now += Math.max(1, waitFor(current, 1, now)) + late();
      continue;
    }
    current = leave(current, count, now);
    for (let index = 0; index < count; index += 1) times.push(now);
  }
  return times;
}

/** The most messages in any second that begins with one. */
function busiest(times: readonly number[]): number {
  let most = 0;
  let end = 0;
  for (const [start, from] of times.entries()) {
    while ((times[end] ?? Number.POSITIVE_INFINITY) < from + 1000) end += 1;
    most = Math.max(most, end - start);
  }
  return most;
}

test.each([
  { rate: 1, most: 1 },
  { rate: 14, most: 14 },
  { rate: 50, most: 50 },
  { rate: 200, most: 200 },
  { rate: 1000, most: 1000 },
])('at $rate a second no second has more, and 90 % of it is used', ({ rate, most }) => {
  const times = run(paceOf(rate, undefined, 0), 20, { group: 32 });
  expect(busiest(times)).toBeLessThanOrEqual(most);
  expect(times.length).toBeGreaterThanOrEqual(rate * 20 * 0.9);
});

test('timers that come late by up to 15 ms are made up for', () => {
  let turn = 0;
  const times = run(paceOf(50, undefined, 0), 20, { late: () => (turn++ * 7) % 16 });
  expect(times.length).toBeGreaterThanOrEqual(0.9 * 50 * 20);
  expect(busiest(times)).toBeLessThanOrEqual(50);
});

test('whatever the rate and the groups, the pace never exceeds it by more than the burst', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 64 }), (rate, group) => {
      const times = run(paceOf(rate, undefined, 0), 3, { group });
      expect(busiest(times)).toBeLessThanOrEqual(Math.ceil(0.95 * rate * 1.04) + 1);
      expect(times.length).toBeGreaterThanOrEqual(Math.floor(0.9 * rate * 3));
    }),
    { seed: 20261124, numRuns: 100 },
  );
});

test('without a limit everything may leave, and the editor’s own limit is taken as it is', () => {
  expect(permits(paceOf(Number.POSITIVE_INFINITY, undefined, 0), 0)).toBe(Number.POSITIVE_INFINITY);
  expect(paceOf(Number.POSITIVE_INFINITY, 10, 0).rate).toBe(10);
  expect(paceOf(100, 10, 0).rate).toBe(10);
  expect(paceOf(100, 1000, 0).rate).toBe(95);
});

test('throttled at its full pace: a moment’s rest, and a twentieth less', () => {
  const slow = throttle(paceOf(100, undefined, 0), 1000);
  expect(permits(slow, 1199)).toBe(0);
  expect(permits(slow, 1201)).toBeGreaterThan(0);
  expect(slow.rate).toBeCloseTo(90.25);
});

test('throttled before it is back: nothing for a second, then seven tenths, then more each clean second up to the most', () => {
  const slow = throttle(throttle(paceOf(100, undefined, 0), 0), 1000);
  expect(permits(slow, 1999)).toBe(0);
  expect(permits(slow, 2001)).toBeGreaterThan(0);
  expect(slow.rate).toBeCloseTo(63.175);
  expect(leave(slow, 1, 3100).rate).toBeCloseTo(63.175 + 4.75);
  expect(leave(slow, 1, 4100).rate).toBeCloseTo(63.175 + 9.5);
  expect(leave(slow, 1, 60_000).rate).toBe(95);
  expect(throttle(leave(slow, 1, 60_000), 61_000).rate).toBeCloseTo(90.25);
});

test('without a known limit the first throttling is taken seriously', () => {
  expect(throttle(paceOf(Number.POSITIVE_INFINITY, undefined, 0), 0).rate).toBe(700);
});

test('calls that were out together are throttled once', () => {
  const once = throttle(paceOf(100, undefined, 0), 1000);
  expect(throttle(once, 1150)).toBe(once);
  expect(throttle(once, 1250).rate).toBeCloseTo(63.175);
});

/** A network that holds calls up for 150 ms every six seconds and then brings them at once, before an account as strict as the stand-in. */
test('a network that holds calls up now and then: 90 % of the rate are used all the same', () => {
  const limit = 50;
  const taken: number[] = [];
  let pace = paceOf(limit, undefined, 0);
  let refused = 0;
  let throttledAt = Number.POSITIVE_INFINITY;
  for (let now = 0; now < 120_000; now += 1) {
    if (now >= throttledAt) {
      pace = throttle(pace, now);
      throttledAt = Number.POSITIVE_INFINITY;
    }
    const count = permits(pace, now);
    if (count === 0) continue;
    pace = leave(pace, count, now);
    const held = now % 6000 < 150 ? 150 - (now % 6000) : 0;
    for (let index = 0; index < count; index += 1) {
      const arrives = now + held;
      if (taken.filter((at) => at > arrives - 1000).length < limit) taken.push(arrives);
      else {
        refused += 1;
        throttledAt = Math.min(throttledAt, arrives + 50);
      }
    }
  }
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThanOrEqual(0.02 * taken.length);
  expect(taken.length).toBeGreaterThanOrEqual(0.9 * limit * 120);
});
