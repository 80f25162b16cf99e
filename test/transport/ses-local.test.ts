import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { openSes } from '../../src/transport/ses.ts';
import { messageTo, useStandInCredentials } from './ses-fixtures.ts';

useStandInCredentials();

const root = join(import.meta.dirname, '../..');
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill();
    await once(child, 'exit');
  }
});

const store = z.object({
  emails: z.array(
    z.object({
      messageId: z.string(),
      from: z.string(),
      subject: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ text: z.string() }),
    }),
  ),
});

/** `npm run ses:local` on a free port: aws-ses-v2-local, which knows nothing of Courant. */
async function startPeer(): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'scripts/ses-local.mjs'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    return /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0] ?? '';
  }
  throw new Error('the peer ended before it listened');
}

test('an SES that is none of ours takes twenty messages and gives them back', { timeout: 30_000 }, async () => {
  const url = await startPeer();
  vi.stubEnv('AWS_ENDPOINT_URL_SES', url);
  const ses = openSes({ region: 'eu-west-1', configurationSet: 'newsletters' });
  expect(await ses.limits()).toEqual({ perSecond: 14, perDay: 50_000, sentToday: 0 });
  const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
  const outcomes = await Promise.all(numbers.map((attempt) => ses.deliver(mailTo(attempt), { send: 's-1', attempt })));
  await ses.close();
  const { emails } = store.parse(await (await fetch(`${url}/store`)).json());
  const got = emails.map(({ from, subject, destination, body }) => [from, subject, destination.to, body.text.trim()]);
  const wanted = numbers.map((number) => [
    '"The Harbour Daily" <daily@example.org>',
    `港口早报 ${number}`,
    [`reader${number}@example.com`],
    `${number}: 渡り船 + / = & عبّارة`,
  ]);
  expect(got.toSorted(byText)).toEqual(wanted.toSorted(byText));
  const ids = outcomes.map((outcome) => (outcome.state === 'accepted' ? outcome.messageId : outcome.state));
  expect(ids.toSorted()).toEqual(emails.map(({ messageId }) => messageId).toSorted());
});

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

function mailTo(number: number): ReturnType<typeof messageTo> {
  const to = `reader${number}@example.com`;
  const subject = Buffer.from(`港口早报 ${number}`).toString('base64');
  return messageTo(
    to,
    [
      'From: The Harbour Daily <daily@example.org>',
      `To: ${to}`,
      `Subject: =?utf-8?B?${subject}?=`,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      `${number}: 渡り船 + / = & عبّارة`,
      '',
    ].join('\r\n'),
  );
}
