import { expect, test } from 'vitest';
import { isTimeZone, steadySpans, zoneClock } from '../../src/mail/time-zone.ts';

test.each([
  ['Europe/Lisbon', true],
  ['UTC', true],
  ['Asia/Kolkata', true],
  ['Etc/GMT+5', true],
  ['Lisbon', false],
  ['', false],
  ['+01:00', false],
  ['Europe/Lisbon\n', false],
  ['../etc', false],
])('%j as a time zone: %s', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});

const HOUR = 3_600_000;

test.each([
  ['Europe/Berlin', '2026-07-01T00:00Z', 2],
  ['Asia/Kathmandu', '2026-07-01T00:00Z', 5.75],
  ['Pacific/Chatham', '2026-07-01T00:00Z', 12.75],
  ['Pacific/Kiritimati', '2026-07-01T00:00Z', 14],
  ['America/St_Johns', '2026-01-01T00:00Z', -3.5],
  ['UTC', '2026-01-01T00:00Z', 0],
  // By the sun, before there were zones: 36 minutes and 45 seconds behind.
  ['Europe/Lisbon', '1900-01-01T00:00Z', -(36 * 60 + 45) / 3600],
])('clocks in %s at %s are %d hours ahead', (zone, at, hours) => {
  expect(zoneClock(zone)(Date.parse(at))).toBe(hours * HOUR);
});

test.each([
  ['Europe/Berlin', '2026-03-28T10:07Z', ['2026-03-29T01:00:00.000Z']],
  ['America/New_York', '2026-10-30T00:00Z', ['2026-11-01T06:00:00.000Z']],
  // Half an hour only.
  ['Australia/Lord_Howe', '2026-04-03T00:00Z', ['2026-04-04T15:00:00.000Z']],
  // Past the date line: there was no 30 December.
  ['Pacific/Apia', '2011-12-29T00:00Z', ['2011-12-30T10:00:00.000Z']],
  ['Asia/Tokyo', '2026-03-28T10:00Z', []],
])('clocks in %s after %s are changed at %j', (zone, from, changes) => {
  const start = Date.parse(from);
  const spans = steadySpans(start, start + 96 * HOUR, zoneClock(zone));
  expect(spans.slice(1).map((span) => new Date(span.from).toISOString())).toEqual(changes);
  expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([start, start + 96 * HOUR]);
  for (const [index, span] of spans.slice(1).entries()) expect(span.from).toBe(spans[index]?.to);
});
