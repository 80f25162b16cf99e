import { expect, test } from 'vitest';
import { parseDate } from '../../src/publication/date.ts';

test.each([
  ['2026-11-24', 'UTC', 'day', '2026-11-24T00:00:00.000Z'],
  ['2026-11-24', 'Asia/Shanghai', 'day', '2026-11-23T16:00:00.000Z'],
  ['2026-11-24', 'America/New_York', 'day', '2026-11-24T05:00:00.000Z'],
  ['2026-07-01 08:00', 'Europe/Lisbon', 'time', '2026-07-01T07:00:00.000Z'],
  ['2026-07-01T08:00:30', 'Asia/Kathmandu', 'time', '2026-07-01T02:15:30.000Z'],
  ['2026-07-01T08:00Z', 'Asia/Shanghai', 'time', '2026-07-01T08:00:00.000Z'],
  ['2026-07-01 08:00 -03:30', 'Asia/Shanghai', 'time', '2026-07-01T11:30:00.000Z'],
  ['2028-02-29', 'UTC', 'day', '2028-02-29T00:00:00.000Z'],
  // Skipped: clocks go from 02:00 to 03:00.
  ['2026-03-29 02:30', 'Europe/Berlin', 'time', '2026-03-29T01:30:00.000Z'],
  // Twice: clocks go back from 03:00 to 02:00.
  ['2026-10-25 02:30', 'Europe/Berlin', 'time', '2026-10-25T00:30:00.000Z'],
  ['2026-10-25 03:00', 'Europe/Berlin', 'time', '2026-10-25T02:00:00.000Z'],
  ['2026-11-01 01:30', 'America/New_York', 'time', '2026-11-01T05:30:00.000Z'],
  // A day that begins at 01:00.
  ['2018-11-04', 'America/Sao_Paulo', 'day', '2018-11-04T03:00:00.000Z'],
])('%s in %s', (text, zone, kind, instant) => {
  const date = parseDate(text, zone);
  expect(date).toMatchObject({ text, kind, timeZone: zone });
  expect(new Date(date?.instant ?? 0).toISOString()).toBe(instant);
});

test.each([
  '2026-02-30',
  '2027-02-29',
  '2026-13-01',
  '2026-00-10',
  '2026-11-24 24:00',
  '2026-11-24 08:60',
  '2026-11-24T08:00:60',
  '24.11.2026',
  '2026-1-2',
  '2026-11-24Z',
  '2026-11-24 08:00 +25:00',
  '2026-11-24 08:00+01:60',
  '',
  '٢٠٢٦-١١-٢٤',
  '2026-11-24T',
  'tomorrow',
  '0001-01-01',
])('%j is no date', (text) => {
  expect(parseDate(text, 'UTC')).toBeNull();
});
