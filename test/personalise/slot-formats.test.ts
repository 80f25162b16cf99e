import { expect, test } from 'vitest';
import { createFormat } from '../../src/personalise/format-value.ts';
import { SLOT_FORMATS } from '../../src/publication/slot-formats.ts';

const VALUES = { text: 'a', number: 1234.5, date: '2026-11-05', boolean: true } as const;
const TYPES = ['text', 'number', 'date', 'boolean'] as const;

test.each(TYPES)('each format that content knows for a %s writes it in a way of its own', (type) => {
  const formats = SLOT_FORMATS[type];
  const written = formats.map((format) => createFormat(type, format)(VALUES[type], 'en'));
  expect(new Set(written).size).toBe(formats.length);
  expect(createFormat(type, null)(VALUES[type], 'en')).toBe(written[0] ?? String(VALUES[type]));
});

test('some types have formats', () => {
  expect(TYPES.filter((type) => SLOT_FORMATS[type].length > 1)).toEqual(['number', 'date']);
  expect(Object.keys(SLOT_FORMATS).toSorted()).toEqual(TYPES.toSorted());
});
