import { assert, constantFrom, integer, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { parseAt } from '../../../src/app/schedule/parse-at.ts';
import { wallText } from '../../../src/delivery/schedule/format-moment.ts';

const SEED = 20261123;
/** 07:30 in Lisbon, a Tuesday. */
const NOW = Date.parse('2026-11-24T07:30:00Z');
const LISBON = { now: NOW, timeZone: 'Europe/Lisbon' };
const iso = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');

test.each([
  ['08:00', '2026-11-24T08:00:00Z'],
  ['8:00', '2026-11-24T08:00:00Z'],
  ['  08:00:30 ', '2026-11-24T08:00:30Z'],
  // Half past six and earlier is over an hour ago: the next one is tomorrow's.
  ['06:29', '2026-11-25T06:29:00Z'],
  ['07:30', '2026-11-24T07:30:00Z'],
  ['today 07:00', '2026-11-24T07:00:00Z'],
  ['tomorrow 07:00', '2026-11-25T07:00:00Z'],
  ['Tomorrow at 07:00', '2026-11-25T07:00:00Z'],
  ['2026-11-25 08:00', '2026-11-25T08:00:00Z'],
  ['2026-11-25T08:00:01', '2026-11-25T08:00:01Z'],
  ['2026-11-25T08:00Z', '2026-11-25T08:00:00Z'],
  ['2026-11-25T08:00+01:00', '2026-11-25T07:00:00Z'],
  ['2026-11-25 08:00 -03:30', '2026-11-25T11:30:00Z'],
  ['2026-11-25 08:00 Asia/Tokyo', '2026-11-24T23:00:00Z'],
  ['2026-11-25T08:00[Asia/Tokyo]', '2026-11-24T23:00:00Z'],
  // It is 16:30 in Tokyo.
  ['08:00 Asia/Tokyo', '2026-11-24T23:00:00Z'],
  ['today 17:00 Asia/Tokyo', '2026-11-24T08:00:00Z'],
  // It is 21:30 on the day after: "tomorrow" is the zone's, not the publication's.
  ['tomorrow 08:00 Pacific/Kiritimati', '2026-11-24T18:00:00Z'],
  ['09:00+01:00', '2026-11-24T08:00:00Z'],
  // Within the grace.
  ['2026-11-24 06:30', '2026-11-24T06:30:00Z'],
  ['2027-07-01 08:00', '2027-07-01T07:00:00Z'],
])('--at %j is %s', (text, instant) => {
  const at = parseAt(text, LISBON);
  expect(at.ok && iso(at.value.instant)).toBe(instant);
  expect(at.ok && at.value.note).toBeNull();
});

test.each([
  ['07:29', NOW + 59_999 - 60_000, 'goes at once in the minute that clocks show', '2026-11-24T07:29:00Z'],
  ['07:30', NOW + 59_999, 'also just before it ends', '2026-11-24T07:30:00Z'],
])('%s at %d %s', (text, now, _why, instant) => {
  const at = parseAt(text, { ...LISBON, now, grace: 0 });
  expect(at.ok && iso(at.value.instant)).toBe(instant);
});

test.each([
  ['2027-03-28 02:30', '2027-03-28T01:30:00Z', 'skip 02:30 on 2027-03-28, so it goes at 03:30 on Sunday 28 March 2027'],
  ['2026-11-25 02:30', '2026-11-25T01:30:00Z', 'nothing to note'],
  ['2027-10-31 02:30', '2027-10-31T00:30:00Z', 'show 02:30 twice on 2027-10-31; it goes at the first of the two'],
])('--at %j in Berlin is %s: %s', (text, instant, note) => {
  const at = parseAt(text, { now: Date.parse('2026-11-24T07:30:00Z'), timeZone: 'Europe/Berlin' });
  expect(at.ok && iso(at.value.instant)).toBe(instant);
  expect(at.ok ? (at.value.note ?? 'nothing to note') : '').toContain(note);
});

test('what clocks are to show is kept for readers’ own clocks, also where they skip it', () => {
  const at = parseAt('2027-03-28 02:30', { now: NOW, timeZone: 'Europe/Berlin' });
  expect(at.ok && wallText(at.value.wall)).toEqual({ date: '2027-03-28', time: '02:30' });
  expect(at).toMatchObject({ value: { timeZone: 'Europe/Berlin', zoneFrom: 'publication' } });
  expect(parseAt('08:00+09:00', LISBON)).toMatchObject({ value: { timeZone: 'Europe/Lisbon', zoneFrom: 'written' } });
  expect(parseAt('08:00 Asia/Tokyo', LISBON)).toMatchObject({ value: { timeZone: 'Asia/Tokyo', zoneFrom: 'written' } });
});

test.each([
  ['2026-11-24 06:29', 'past-due', '06:29 today in Europe/Lisbon was 1 hour 1 minute ago', 'Leave --at out'],
  ['2026-11-23 08:00', 'past-due', '08:00 yesterday in Europe/Lisbon was 23 hours 30 minutes ago', 'another time'],
  ['2025-11-24 08:00', 'past-due', '08:00 on Monday 24 November 2025', 'another time'],
  ['07:00', 'at-ambiguous', 'was 30 minutes ago', '--at "today 07:00" to send at once, or --at "tomorrow 07:00"'],
  ['07:29:59', 'at-ambiguous', 'was 1 second ago', '"today 07:29:59"'],
  ['2062-11-25 08:00', 'at-too-far', 'more than a year away', 'the year'],
  ['2026-02-30 08:00', 'usage', 'no 2026-02-30 in the calendar', 'Such as'],
  ['25:00', 'usage', 'No clock shows 25:00', '23:59'],
  ['24:00', 'usage', 'No clock shows 24:00', '23:59'],
  ['08:60', 'usage', 'No clock shows 08:60', '23:59'],
  ['08:00 Lisbon', 'usage', 'no time zone “Lisbon”', 'Europe/Lisbon'],
  ['08:00[../etc]', 'usage', 'no time zone', 'Europe/Lisbon'],
  ['8:00 pm', 'usage', '24-hour clock', '20:00'],
  ['08:00+19:00', 'usage', 'No clock is +19:00', '+01:00'],
  ['2026-11-25T08:00+09:00[Asia/Tokyo]', 'usage', 'offset +09:00 and the zone Asia/Tokyo', 'one of the two'],
  ['', 'usage', 'not “”', 'Such as'],
  ['2026-11-25', 'usage', 'wants a moment', 'Such as'],
  ['noon', 'usage', 'wants a moment', 'Such as'],
  ['٠٨:٠٠', 'usage', 'wants a moment', 'digits 0 to 9: --at "08:00"'],
  ['٢٠٢٦-١١-٢٥ ٠٨:٣٠', 'usage', 'wants a moment', '--at "2026-11-25 08:30"'],
  ['０８：００', 'usage', 'wants a moment', '--at "08:00"'],
  ['明天 08:00', 'usage', 'wants a moment, not “明天 08:00”', 'Such as'],
  ['08:00\u001b[31m', 'usage', 'not “08:00\uFFFD[31m”', 'Such as'],
])('--at %j is refused: %s', (text, code, message, hint) => {
  const at = parseAt(text, LISBON);
  expect(at).toMatchObject({ ok: false, refusal: { code } });
  expect(at.ok ? '' : at.refusal.message).toContain(message);
  expect(at.ok ? '' : at.refusal.hint).toContain(hint);
});

test('what was written comes back, whatever the zone and the day', () => {
  const zones = constantFrom('Europe/Lisbon', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC');
  assert(
    property(integer({ min: 1, max: 365 * 86_400 }), zones, (seconds, zone) => {
      const wall = NOW + seconds * 1000;
      const { date, time } = wallText(wall);
      const at = parseAt(`${date} ${time} ${zone}`, { ...LISBON, grace: 86_400_000 });
      expect(at.ok && at.value.wall).toBe(wall);
      const again = parseAt(`${date}T${time}[${zone}]`, { ...LISBON, grace: 86_400_000 });
      expect(again).toEqual(at);
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test('any text has an answer', () => {
  const pieces = [
    '0',
    '08:00',
    '08:00 '.repeat(20),
    ' ',
    '[',
    '+',
    'T',
    'today ',
    '٨',
    'a/'.repeat(50_000),
    '9'.repeat(100_000),
  ];
  assert(
    property(string({ unit: constantFrom(...pieces), maxLength: 6 }), (text) => {
      const at = parseAt(text, LISBON);
      expect(at.ok || (at.refusal.message.length < 300 && at.refusal.hint.length < 300)).toBe(true);
    }),
    { seed: SEED, numRuns: 500 },
  );
});
