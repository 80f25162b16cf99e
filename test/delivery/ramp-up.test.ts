import { assert, double, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { dailyCap, rampUpDay, rampUpText } from '../../src/delivery/ramp-up.ts';

const RAMP_UP = { from: '2026-11-01', start: 200, factor: 1.5 };
const UNLIMITED = Number.POSITIVE_INFINITY;

test.each([
  [-3, 50_000, 200],
  [1, 50_000, 200],
  [2, 50_000, 300],
  [5, 50_000, 1012],
  [14, 50_000, 38_923],
  // 58,385 are more than the account's quota: that is the limit now.
  [15, 50_000, UNLIMITED],
  [1, 200, UNLIMITED],
  [30, UNLIMITED, 25_566_807],
])('day %d with a quota of %d: %d messages', (day, perDay, cap) => {
  expect(dailyCap(RAMP_UP, day, perDay)).toBe(cap);
});

test.each([
  ['2026-11-05T12:00Z', 'Europe/Lisbon', 5, '2026-11-05T00:00', '2026-11-06T00:00'],
  // The publication's day, not that of UTC.
  ['2026-11-05T18:00Z', 'Asia/Tokyo', 6, '2026-11-05T15:00', '2026-11-06T15:00'],
  ['2026-11-01T00:30Z', 'America/New_York', 0, '2026-10-31T04:00', '2026-11-01T04:00'],
  // A day of 25 hours.
  ['2026-11-01T12:00Z', 'America/New_York', 1, '2026-11-01T04:00', '2026-11-02T05:00'],
])('%s in %s is day %d, from %s to %s', (now, timeZone, day, begins, ends) => {
  const today = rampUpDay(RAMP_UP, { now: Date.parse(now), timeZone, perDay: 50_000 });
  const minute = (instant: number): string => new Date(instant).toISOString().slice(0, 16);
  expect([today.day, minute(today.begins), minute(today.ends)]).toEqual([day, begins, ends]);
});

test.each([
  [5, 1012, 'day 5 of the ramp-up: 1,012 messages today'],
  [1, 1, 'day 1 of the ramp-up: 1 message today'],
  [0, 200, 'before the first day of the ramp-up: 200 messages today'],
  [20, UNLIMITED, null],
])('on day %d with %d messages people read %j', (day, cap, words) => {
  expect(rampUpText({ day, cap, begins: 0, ends: 1 })).toBe(words);
});

test('never less than the day before, and over when the quota is reached', () => {
  const start = integer({ min: 1, max: 1_000_000 });
  assert(
    property(start, double({ min: 1.05, max: 2, noNaN: true }), integer({ min: 1, max: 5000 }), (from, factor, day) => {
      const rampUp = { from: '2026-11-01', start: from, factor };
      const [today, next] = [day, day + 1].map((one) => dailyCap(rampUp, one, 50_000));
      expect(next).toBeGreaterThanOrEqual(today ?? 0);
      expect(today === UNLIMITED || (today !== undefined && today < 50_000 && Number.isInteger(today))).toBe(true);
    }),
    { seed: 20261123, numRuns: 500 },
  );
});
