import { expect, test } from 'vitest';
import { sendId } from '../../src/delivery/send-id.ts';

const random = (...bytes: number[]): { bytes: () => Uint8Array } => ({ bytes: () => Uint8Array.from(bytes) });

test.each<[now: string, bytes: number[], id: string]>([
  ['2026-11-24T08:01:12.999Z', [0, 31, 32, 255], '20261124-080112-0z0z'],
  ['1970-01-01T00:00:00.000Z', [1, 2, 3, 4], '19700101-000000-1234'],
])('%s', (now, bytes, id) => {
  expect(sendId(Date.parse(now), random(...bytes))).toBe(id);
  expect(id).toMatch(/^[A-Za-z0-9_-]+$/);
});
