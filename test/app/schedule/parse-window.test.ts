import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { parseGrace } from '../../../src/app/schedule/parse-grace.ts';
import { parseWindow, windowText } from '../../../src/app/schedule/parse-window.ts';

const MINUTE = 60_000;

test.each([
  ['08:00-20:00', 480, 1200, '08:00-20:00'],
  [' 8:00 – 20:00 ', 480, 1200, '08:00-20:00'],
  ['22:00-06:00', 1320, 1800, '22:00-06:00'],
  ['20:00-24:00', 1200, 1440, '20:00-24:00'],
  ['20:00-00:00', 1200, 1440, '20:00-24:00'],
  ['00:00-23:59', 0, 1439, '00:00-23:59'],
])('--window %j', (text, from, to, kept) => {
  const window = parseWindow(text);
  expect(window).toEqual({ ok: true, value: { from: from * MINUTE, to: to * MINUTE } });
  expect(window.ok && windowText(window.value)).toBe(kept);
});

test.each([
  ['08:00-08:00', 'begins and ends at the same time', 'two different times'],
  ['00:00-24:00', 'the whole day', 'Leave --window out'],
  ['24:00-06:00', 'no clock shows', 'Such as'],
  ['08:00-24:01', 'no clock shows', 'Such as'],
  ['08:60-09:00', 'no clock shows', 'Such as'],
  ['8-20', 'not “8-20”', 'Such as'],
  ['', 'not “”', 'Such as'],
  ['٠٨:٠٠-٢٠:٠٠', 'two times of day', 'digits 0 to 9: --window 08:00-20:00'],
  ['０８：００–２０：００', 'two times of day', '--window 08:00–20:00'],
  ['9'.repeat(1_000_000), 'two times of day', 'Such as'],
])('--window %j is refused', (text, message, hint) => {
  const window = parseWindow(text);
  expect(window).toMatchObject({ ok: false, refusal: { code: 'usage' } });
  expect(window.ok ? '' : window.refusal.message).toContain(message);
  expect(window.ok ? '' : window.refusal.hint).toContain(hint);
});

test('what the store keeps is the same window', () => {
  const time = integer({ min: 0, max: 1439 });
  assert(
    property(time, time, (from, to) => {
      const value = { from: from * MINUTE, to: (to > from ? to : to + 1440) * MINUTE };
      expect(parseWindow(windowText(value))).toMatchObject(from === to ? { ok: false } : { ok: true, value });
    }),
    { seed: 20261123, numRuns: 500 },
  );
});

test.each([
  [undefined, 60],
  ['2h', 120],
  ['90m', 90],
  ['1h30m', 90],
  ['15min', 15],
  ['0m', 0],
  ['24h', 1440],
])('--grace %j is %d minutes', (text, minutes) => {
  expect(parseGrace(text)).toEqual({ ok: true, value: minutes * MINUTE });
});

test.each(['', '2', '25h', '24h1m', '-1h', 'forever', '٢h', '9'.repeat(100_000)])('--grace %j is refused', (text) => {
  expect(parseGrace(text)).toMatchObject({ ok: false, refusal: { code: 'usage' } });
});
