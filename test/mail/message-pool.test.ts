import { describe, expect, test } from 'vitest';
import { createMessagePool } from '../../src/mail/message-pool.ts';

describe('memory for messages', () => {
  test('is never that of a message which was not given back', () => {
    const pool = createMessagePool(4);
    const held = Array.from({ length: 20 }, (_, index) => pool.take(90_000).fill(index));
    for (const each of held.filter((_, index) => index % 3 === 0)) pool.giveBack(each);
    for (let turn = 0; turn < 50; turn += 1) pool.take(90_000).fill(0xff);
    const kept = held.filter((_, index) => index % 3 !== 0);
    expect(kept.map((each) => new Set(each).size)).toEqual(kept.map(() => 1));
    expect(kept.some((each) => each[0] === 0xff)).toBe(false);
  });

  test('is used again, in the size that is asked for', () => {
    const pool = createMessagePool();
    const first = pool.take(90_000);
    pool.giveBack(first);
    const second = pool.take(80_000);
    expect([second.buffer === first.buffer, second.length]).toEqual([true, 80_000]);
    pool.giveBack(second);
    expect(pool.take(200_000).length).toBe(200_000);
  });

  test('given back twice is still one message’s', () => {
    const pool = createMessagePool();
    const memory = pool.take(10);
    pool.giveBack(memory);
    pool.giveBack(memory);
    expect(pool.take(10).buffer).not.toBe(pool.take(10).buffer);
  });

  test('of somebody else is not taken', () => {
    const pool = createMessagePool();
    const foreign = Buffer.alloc(100_000);
    pool.giveBack(foreign);
    expect(pool.take(10).buffer).not.toBe(foreign.buffer);
  });
});
