import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'vitest';
import { MOST_IN_FLIGHT } from '../../src/delivery/window.ts';
import { errorOf, exactAccount, midSend, type Newsroom, openNewsroom, RESUME, SEND, suspend } from './newsroom.ts';

const HOURS = 3_600_000;
const SHIFTS = [
  { shift: -5 * HOURS, words: 'back five hours' },
  { shift: 5 * HOURS, words: 'forward five hours' },
];
/** A service that looks at no clock: what Courant itself makes of a wrong one. */
const TOLERANT = { verify: 'none' } as const;

test.concurrent.for(SHIFTS)(
  'set $words after a crash: the send is taken on, and nobody is doubled',
  async ({ shift }, scene) => {
    const { expect } = scene;
    const it = await openNewsroom(scene, { readers: 120, standIn: TOLERANT });
    const send = it.start(SEND);
    await midSend(it, send, 40);
    send.signal('SIGKILL');
    await send.ended;
    const resumed = await it.courant(RESUME, clockAt(it, shift));
    expect([0, 3]).toContain(resumed.status);
    const account = await exactAccount(expect, it);
    expect(account).toMatchObject({ pending: 0, deferred: 0, rejected: 0 });
    expect(account.inDoubt).toBeLessThanOrEqual(MOST_IN_FLIGHT);
    expect(account.seconds).toBeGreaterThanOrEqual(0);
  },
);

test.concurrent.for(SHIFTS)('set $words in mid-send: it goes on at its pace', async ({ shift }, scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 150, standIn: TOLERANT });
  const clock = clockAt(it, 0);
  const send = it.start([...SEND.slice(0, -1), '100'], clock);
  await midSend(it, send, 30);
  clockAt(it, shift);
  expect((await send.ended).status).toBe(0);
  expect(await exactAccount(expect, it)).toMatchObject({ state: 'finished', accepted: 150 });
  const arrivals = it.standIn.accepted().map(({ at }) => at);
  expect(Math.max(...arrivals) - Math.min(...arrivals)).toBeGreaterThan(1200);
});

test.concurrent('SES refuses a wrong clock: it stops, says so, and goes on once it is set right', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 150 });
  const send = it.start(SEND, clockAt(it, 0));
  await midSend(it, send, 30);
  const wrong = clockAt(it, -2 * HOURS);
  const ended = await send.ended;
  expect(ended.status).toBe(3);
  expect(ended.stderr).toContain('the clock of this machine is more than five minutes wrong');
  const stopped = await exactAccount(expect, it);
  expect(stopped).toMatchObject({ state: 'stopped', inDoubt: 0, rejected: 0, deferred: 0 });
  const again = await it.courant(RESUME, wrong);
  expect(again.status).toBe(2);
  expect(errorOf(again).code).toBe('transport-refused');
  expect(errorOf(again).message).toMatch(/clock/);
  expect((await it.courant(RESUME)).status).toBe(0);
  expect(await exactAccount(expect, it)).toMatchObject({ state: 'finished', accepted: 150 });
});

test.concurrent('another process whose clock is wrong: behind it waits, ahead it takes over, and nobody is doubled', async (scene) => {
  const { expect } = scene;
  const it = await openNewsroom(scene, { readers: 400, standIn: TOLERANT });
  const send = it.start([...SEND.slice(0, -1), '40']);
  await midSend(it, send, 20);
  await suspend(it, send);
  const behind = await it.courant(RESUME, clockAt(it, -5 * HOURS));
  expect(behind.status).toBe(2);
  expect(errorOf(behind).code).toBe('send-held');
  send.signal('SIGCONT');
  const ahead = await it.courant(RESUME, clockAt(it, 5 * HOURS));
  const ended = await send.ended;
  expect(ended.status).toBe(2);
  expect(errorOf(ended).code).toBe('send-taken-over');
  expect([0, 3]).toContain(ahead.status);
  expect(await exactAccount(expect, it)).toMatchObject({ pending: 0, deferred: 0, rejected: 0 });
});

/** The environment of a process whose clock is off by so much; called again, it sets the clock of those that run. */
function clockAt({ folder }: Newsroom, shift: number): Readonly<Record<string, string>> {
  const file = join(folder, 'clock');
  writeFileSync(file, String(shift));
  const preload = pathToFileURL(join(import.meta.dirname, 'shifted-clock.mjs')).href;
  return { NODE_OPTIONS: `--import ${preload}`, COURANT_TEST_CLOCK: file };
}
