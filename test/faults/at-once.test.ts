import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { test } from 'vitest';
import { z } from 'zod';
import { expectNobodyTwice, type Ended, ISSUE, openNewsroom, readersCsv, SEND, summaryOf } from './newsroom.ts';

/** How often; the reports quote 20. */
const ROUNDS = Number(process.env['COUNT'] ?? 4);
const sends = z.array(z.looseObject({ planned: z.number(), accepted: z.number(), state: z.string() }));

/** Who starts when, in milliseconds: at once, and so that one plans while another prepares. */
const STARTS = [
  [0, 0, 0],
  [0, 120, 60],
  [0, 0, 250],
  [200, 0, 100],
];

test.for(Array.from({ length: ROUNDS }, (_, round) => round))(
  'three sends of one issue at the same moment, two of them to the same list: nobody is doubled (%i)',
  async (round, scene) => {
    const { expect } = scene;
    const files = { 'others.csv': readersCsv(21, 50) };
    const it = await openNewsroom(scene, { readers: 30, files });
    const starts = STARTS[round % STARTS.length] ?? [];
    const ended = await Promise.all(
      ['readers', 'readers', 'others'].map(async (list, index) => {
        await delay(starts[index] ?? 0);
        return it.courant(SEND.map((word) => (word === 'readers' ? list : word)));
      }),
    );
    for (const one of ended) expectTold(expect, one);
    expectNobodyTwice(expect, it);
    expect(it.standIn.countsByRecipient().size).toBe(50);
    const made = sends.parse(JSON.parse((await it.courant(['sends', '--json'])).stdout));
    expect(made.reduce((sum, { planned }) => sum + planned, 0)).toBe(50);
    expect(made.every(({ state, planned, accepted }) => state === 'finished' && planned === accepted)).toBe(true);
    const noted = readFileSync(join(it.folder, 'issues', ISSUE, 'sent.yaml'), 'utf8');
    expect(noted.match(/send: /g)).toHaveLength(made.length);
  },
);

/** 0: it sent what was left to it, or nothing was left; 3: they wait in a send that isn't finished, which it names. */
function expectTold(expect: Parameters<typeof expectNobodyTwice>[0], ended: Ended): void {
  expect([0, 3], ended.stderr + ended.stdout).toContain(ended.status);
  if (ended.status !== 3) return;
  expect(summaryOf(ended)).toMatchObject({ send: null, planned: 0 });
  expect(ended.stderr).toMatch(/Nothing was sent: \d+ readers? waits? in the send \S+, which is not finished/);
}
