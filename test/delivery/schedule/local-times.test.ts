import { expect, test, vi } from 'vitest';
import { formatMoment, formatWait } from '../../../src/delivery/schedule/format-moment.ts';
import { localTimes, type LocalRule } from '../../../src/delivery/schedule/local-times.ts';
import { countSpread, spreadText } from '../../../src/delivery/schedule/spread.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2026-11-24T18:00Z');
const RULE: LocalRule = {
  at: Date.parse('2026-11-25T08:00Z'),
  window: null,
  fallbackZone: 'Europe/Lisbon',
  now: NOW,
};
const WINDOW = { from: 8 * HOUR, to: 20 * HOUR };
const iso = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString().slice(0, 16);

test.each([
  // The first 08:00 of the day is on Kiritimati (+14), the last at −12, 26 hours later.
  ['Pacific/Kiritimati', '2026-11-24T18:00', 0],
  ['Asia/Tokyo', '2026-11-24T23:00', 0],
  ['ASIA/tokyo', '2026-11-24T23:00', 0],
  ['Asia/Kolkata', '2026-11-25T02:30', 0],
  ['Europe/Lisbon', '2026-11-25T08:00', 0],
  ['America/New_York', '2026-11-25T13:00', 0],
  ['Etc/GMT+12', '2026-11-25T20:00', 0],
  // Nobody knows where they are: by the publication's clocks.
  [null, '2026-11-25T08:00', 0],
  [undefined, '2026-11-25T08:00', 0],
  ['', '2026-11-25T08:00', 0],
  [5, '2026-11-25T08:00', 0],
  ['Mars/Olympus', '2026-11-25T08:00', 0],
  ['__proto__', '2026-11-25T08:00', 0],
  ['上海', '2026-11-25T08:00', 0],
])('08:00 of the 25th in %s is %s', (zone, notBefore, late) => {
  const times = localTimes(RULE)(zone);
  expect({ ...times, notBefore: iso(times.notBefore) }).toEqual({ notBefore, notAfter: null, late });
});

test.each([
  // It is 16:00 of the 25th on Kiritimati already; in the third case 21:00, when the window has closed there.
  ['Pacific/Kiritimati', '2026-11-25T02:00', null, '2026-11-25T02:00', null, 8 * HOUR],
  ['Pacific/Kiritimati', '2026-11-25T02:00', WINDOW, '2026-11-25T02:00', '2026-11-25T06:00', 8 * HOUR],
  ['Pacific/Kiritimati', '2026-11-25T07:00', WINDOW, '2026-11-25T18:00', '2026-11-26T06:00', 13 * HOUR],
  ['America/New_York', '2026-11-25T02:00', WINDOW, '2026-11-25T13:00', '2026-11-26T01:00', 0],
  ['Asia/Kathmandu', '2026-11-25T02:00', WINDOW, '2026-11-25T02:15', '2026-11-25T14:15', 0],
])('in %s, planned at %s with the window %j: from %s to %s', (zone, now, window, notBefore, notAfter, late) => {
  const times = localTimes({ ...RULE, window, now: Date.parse(`${now}Z`) })(zone);
  expect([iso(times.notBefore), iso(times.notAfter), times.late]).toEqual([notBefore, notAfter, late]);
});

test('with a window alone each gets it as soon as it is open where they are', () => {
  const timesOf = localTimes({ ...RULE, at: null, window: WINDOW });
  const times = ['Europe/Lisbon', 'Asia/Tokyo', null].map(timesOf);
  expect(times.map(({ notBefore, notAfter, late }) => [iso(notBefore), iso(notAfter), late])).toEqual([
    ['2026-11-24T18:00', '2026-11-24T20:00', 0],
    ['2026-11-24T23:00', '2026-11-25T11:00', 0],
    ['2026-11-24T18:00', '2026-11-24T20:00', 0],
  ]);
});

test('a million readers ask Intl no more than one of each zone', () => {
  const zones = [...Intl.supportedValuesOf('timeZone').slice(0, 50), 'Nowhere/Else', null];
  const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
  const timesOf = localTimes({ ...RULE, window: WINDOW });
  const spread = countSpread();
  for (const zone of zones) spread.add(timesOf(zone));
  const once = asked.mock.calls.length;
  expect(once).toBeGreaterThan(50);
  for (let reader = zones.length; reader < 1_000_000; reader += 1) spread.add(timesOf(zones[reader % zones.length]));
  expect(asked.mock.calls.length).toBe(once);
  asked.mockRestore();
  const { openings } = spread.read();
  expect(openings.reduce((sum, { readers }) => sum + readers, 0)).toBe(1_000_000);
  expect(openings.length).toBeLessThan(30);
});

test('the plan says from when to when', () => {
  const spread = countSpread();
  expect(spreadText(spread.read(), 'Europe/Lisbon', NOW)).toBe('');
  const timesOf = localTimes(RULE);
  spread.add(timesOf('Pacific/Kiritimati'));
  expect(spreadText(spread.read(), 'Europe/Lisbon', NOW)).toBe('18:00 today in Europe/Lisbon');
  for (const zone of ['Etc/GMT+12', 'Asia/Tokyo', 'Asia/Seoul']) spread.add(timesOf(zone));
  expect(spread.read()).toEqual({
    openings: [
      { at: NOW, readers: 1 },
      { at: NOW + 5 * HOUR, readers: 2 },
      { at: NOW + 26 * HOUR, readers: 1 },
    ],
    late: { readers: 0, most: 0 },
  });
  expect(spreadText(spread.read(), 'Europe/Lisbon', NOW)).toBe(
    'from 18:00 today to 20:00 tomorrow in Europe/Lisbon, at 3 different moments',
  );
  const later = countSpread();
  later.add(localTimes({ ...RULE, now: NOW + 8 * HOUR })('Pacific/Kiritimati'));
  expect(spreadText(later.read(), 'Europe/Lisbon', NOW + 8 * HOUR)).toBe(
    '02:00 today in Europe/Lisbon; for 1 reader the moment has passed, by up to 8 hours',
  );
});

test.each([
  ['2026-11-24T08:00:30Z', 'Europe/Lisbon', '08:00:30 today in Europe/Lisbon'],
  // It is three in the morning of the 25th there.
  ['2026-11-24T23:00Z', 'Asia/Tokyo', '08:00 today in Asia/Tokyo'],
  ['2026-11-25T23:00Z', 'Asia/Tokyo', '08:00 tomorrow in Asia/Tokyo'],
  ['2026-11-24T00:00Z', 'America/New_York', '19:00 yesterday in America/New_York'],
  ['2026-12-01T08:00Z', 'UTC', '08:00 on Tuesday 1 December in UTC'],
  ['2027-01-01T08:00Z', 'UTC', '08:00 on Friday 1 January 2027 in UTC'],
])('%s is %s: %s', (at, zone, words) => {
  expect(formatMoment(Date.parse(at), zone, NOW)).toBe(words);
});

test.each([
  [0, 'no time'],
  [1, '1 second'],
  [45_000, '45 seconds'],
  [60_000, '1 minute'],
  [61_000, '1 minute 1 second'],
  [3 * HOUR + 20 * 60_000, '3 hours 20 minutes'],
  [3 * HOUR + 1, '3 hours 1 minute'],
  [24 * HOUR - 30_000, '1 day'],
  [52 * HOUR, '2 days 4 hours'],
  [-5, 'no time'],
])('%d ms are %s', (milliseconds, words) => {
  expect(formatWait(milliseconds)).toBe(words);
});
