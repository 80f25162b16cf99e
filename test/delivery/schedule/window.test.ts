import { assert, constantFrom, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { dueState, GRACE } from '../../../src/delivery/schedule/due.ts';
import { type Window, windowStates } from '../../../src/delivery/schedule/window.ts';
import { wallAt, zoneClock } from '../../../src/mail/time-zone.ts';

const SEED = 20261123;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const window = (from: number, to: number): Window => ({ from: from * HOUR, to: to * HOUR });
const iso = (instant: number): string => new Date(instant).toISOString().slice(0, 16);

test.each([
  [window(8, 20), 'Europe/Lisbon', '2026-11-24T07:59', 'opens 2026-11-24T08:00'],
  [window(8, 20), 'Europe/Lisbon', '2026-11-24T08:00', 'open until 2026-11-24T20:00'],
  [window(8, 20), 'Europe/Lisbon', '2026-11-24T20:00', 'opens 2026-11-25T08:00'],
  [window(22, 30), 'Europe/Lisbon', '2026-11-24T23:00', 'open until 2026-11-25T06:00'],
  [window(22, 30), 'Europe/Lisbon', '2026-11-24T05:00', 'open until 2026-11-24T06:00'],
  [window(22, 30), 'Europe/Lisbon', '2026-11-24T06:00', 'opens 2026-11-24T22:00'],
  [window(8, 20), 'Asia/Kathmandu', '2026-11-24T02:14', 'opens 2026-11-24T02:15'],
  [window(8, 20), 'Pacific/Chatham', '2026-07-01T00:00', 'open until 2026-07-01T07:15'],
  // Berlin on 29 March skips 02:00 to 03:00: its window begins in what is skipped, ends in it, or lies in it.
  [window(2.5, 5), 'Europe/Berlin', '2026-03-29T00:30', 'opens 2026-03-29T01:00'],
  [window(0, 2.5), 'Europe/Berlin', '2026-03-29T00:30', 'open until 2026-03-29T01:00'],
  [window(2.25, 2.75), 'Europe/Berlin', '2026-03-29T00:00', 'opens 2026-03-30T00:15'],
  [window(1, 5), 'Europe/Berlin', '2026-03-29T00:30', 'open until 2026-03-29T03:00'],
  // On 25 October 02:00 to 03:00 comes twice.
  [window(1, 5), 'Europe/Berlin', '2026-10-25T00:30', 'open until 2026-10-25T04:00'],
  [window(2.5, 5), 'Europe/Berlin', '2026-10-25T00:30', 'open until 2026-10-25T01:00'],
  [window(2.5, 5), 'Europe/Berlin', '2026-10-25T01:00', 'opens 2026-10-25T01:30'],
  // There was no 30 December on Samoa: after the 29th at 23:00 comes the 31st at 08:00.
  [window(8, 20), 'Pacific/Apia', '2011-12-30T09:00', 'opens 2011-12-30T18:00'],
])('%j in %s at %s %s', (when, zone, now, expected) => {
  const state = windowStates(when, zone)(Date.parse(`${now}Z`));
  expect(state.kind === 'open' ? `open until ${iso(state.until)}` : `opens ${iso(state.opens)}`).toBe(expected);
});

test('is open exactly while clocks show a time in it, and says right when that changes', () => {
  const zones = ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca'];
  const quarter = integer({ min: 0, max: 95 });
  const start = Date.parse('2026-01-01T00:00Z');
  assert(
    property(
      quarter,
      quarter,
      constantFrom(...zones),
      integer({ min: 0, max: 365 * 1440 }),
      (from, to, zone, minute) => {
        if (from === to) return;
        const when = window(from / 4, to / 4 + (to > from ? 0 : 24));
        const now = start + minute * 60_000;
        const offsetAt = zoneClock(zone);
        const shown = (instant: number): boolean => {
          const time = ((wallAt(instant, offsetAt) % DAY) + DAY) % DAY;
          return (time >= when.from && time < when.to) || time + DAY < when.to;
        };
        const states = windowStates(when, zone);
        const state = states(now);
        const changes = state.kind === 'open' ? state.until : state.opens;
        expect(state.kind === 'open').toBe(shown(now));
        expect(states(changes - 1).kind).toBe(state.kind);
        expect([shown(changes - 1), shown(changes)]).toEqual([state.kind === 'open', state.kind !== 'open']);
        expect(states(changes).kind).not.toBe(state.kind);
        // Asked again for an earlier moment, it doesn't answer from memory.
        expect(states(now)).toEqual(state);
      },
    ),
    { seed: SEED, numRuns: 1000 },
  );
});

test.each([
  [-1, { kind: 'early', wait: 1 }],
  [0, { kind: 'due' }],
  [GRACE, { kind: 'due' }],
  [GRACE + 1, { kind: 'past-due', late: GRACE + 1 }],
])('%d ms after its moment a send is %j', (passed, state) => {
  expect(dueState(1_000_000, 1_000_000 + passed, GRACE)).toEqual(state);
});
