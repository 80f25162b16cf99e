import { expect, test } from 'vitest';
import { remembered } from '../../src/mail/remembered.ts';

function counted(): { readonly calls: () => number; readonly write: (text: string) => string } {
  let calls = 0;
  return {
    calls: () => calls,
    write: (text) => {
      calls += 1;
      return text.toUpperCase();
    },
  };
}

test('a result is worked out once, and stays right when ever new texts come', () => {
  const { calls, write } = counted();
  const known = remembered(write);
  expect([known('ana'), known('ana'), known('')]).toEqual(['ANA', 'ANA', '']);
  expect(calls()).toBe(2);
  for (let round = 0; round < 2; round += 1)
    for (let index = 0; index < 5000; index += 1) expect(known(`n${index}`)).toBe(`N${index}`);
  expect(calls()).toBe(10_002);
});

test('a long text is not kept', () => {
  const { calls, write } = counted();
  const known = remembered(write);
  const long = 'x'.repeat(10_000);
  expect([known(long), known(long)]).toEqual([long.toUpperCase(), long.toUpperCase()]);
  expect(calls()).toBe(2);
});
