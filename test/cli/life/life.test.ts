import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { addFiles, SMALL } from '../run-courant.ts';
import { doubles, SEND, sesLetter, type SesLetter } from './ses-letter.ts';

const REFUSED = { code: 'MessageRejected', message: 'Address blacklisted.' };

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; look < 600; look += 1) {
    if (await met()) return;
    await delay(50);
  }
  throw new Error('what was waited for did not come');
}

function sentYaml({ folder }: SesLetter): string {
  return readFileSync(join(folder, 'issues/2026-01-05-small/sent.yaml'), 'utf8');
}

test('a send through SES: everybody once, noted in the issue’s folder, and nothing more the second time', async () => {
  const letter = await sesLetter(40, { maxSendRate: 400, max24HourSend: 5000 });
  expect(await letter.json(0, ...SEND)).toMatchObject({
    transport: 'ses',
    state: 'finished',
    planned: 40,
    accepted: 40,
  });
  expect([letter.standIn.accepted().length, doubles(letter.standIn)]).toEqual([40, []]);
  expect(sentYaml(letter)).toMatch(/transport: "ses"[^]*planned: 40/);
  expect(await letter.json(0, ...SEND)).toMatchObject({ send: null, alreadySent: 40, planned: 0 });
  expect(letter.standIn.accepted()).toHaveLength(40);
  const actions = Object.keys(letter.standIn.calls().actions);
  expect(actions.toSorted()).toEqual(['GetAccountSendingEnabled', 'GetSendQuota', 'SendRawEmail']);
});

test('every call carries the tags of its send and attempt', async () => {
  const letter = await sesLetter(3);
  await letter.json(0, ...SEND);
  const tags = letter.standIn.accepted().map((one) => one.tags);
  const [{ 'courant-send': send = '' } = {}] = tags;
  expect(send).toMatch(/^\d{8}-\d{6}-[0-9a-z]{4}$/);
  expect(new Set(tags.map((one) => one['courant-attempt']))).toEqual(new Set(['1', '2', '3']));
  expect(tags.every((one) => one['courant-send'] === send)).toBe(true);
});

test('stop from another terminal, then resume', async () => {
  const letter = await sesLetter(150, { maxSendRate: 100 });
  const sending = letter.run(...SEND, '--json', '--rate', '40');
  await until(() => letter.standIn.accepted().length > 10);
  expect(await letter.json(0, 'stop', 'latest')).toMatchObject({ state: 'stopped', inDoubt: 0 });
  const told = letter.standIn.accepted().length;
  const { status, stdout, stderr } = await sending;
  expect([status, letter.standIn.accepted().length]).toEqual([3, told]);
  expect(JSON.parse(stdout)).toMatchObject({ state: 'stopped', accepted: told, pending: 150 - told });
  expect(stderr).toContain('`courant stop` asked for it');
  expect(await letter.json(0, 'resume', 'latest')).toMatchObject({ state: 'finished', accepted: 150 });
  expect(doubles(letter.standIn)).toEqual([]);
});

test('stop of a send that nobody carries out changes nothing and says so', async () => {
  const letter = await sesLetter(2);
  await letter.json(0, ...SEND);
  const { status, stderr } = await letter.run('stop', 'latest');
  expect([status, stderr]).toEqual([0, 'Nobody carries this send out.\n']);
});

test('retry leaves alone what is in doubt', async () => {
  const letter = await sesLetter(6);
  letter.standIn.set({ sequence: [{ call: 2, error: { code: 'ServiceUnavailable', message: 'no', status: 503 } }] });
  const sent = await letter.json(3, ...SEND);
  expect(sent).toMatchObject({ state: 'unsettled', accepted: 5, inDoubt: 1, deferred: 0 });
  expect(await letter.json(3, 'retry', 'latest')).toMatchObject({ inDoubt: 1, accepted: 5 });
  expect(letter.standIn.calls().actions['SendRawEmail']).toBe(6);
});

test('in doubt: settled by an event, or resolved on the editor’s word with the number', async () => {
  const letter = await sesLetter(8, {
    sequence: [
      { call: 2, fault: 'resetAfter' },
      { call: 5, fault: 'resetBefore' },
    ],
  });
  expect(await letter.json(3, ...SEND)).toMatchObject({ state: 'unsettled', accepted: 6, inDoubt: 2 });
  const events = letter.standIn.events().map((event) => JSON.stringify(event));
  writeFileSync(join(letter.folder, 'events.ndjson'), events.join('\n'));
  expect(await letter.json(0, 'events', 'import', 'events.ndjson')).toMatchObject({ settled: 1 });
  expect(await letter.json(2, 'resolve', 'latest', '--resend', '--yes')).toMatchObject({
    error: { code: 'not-confirmed', message: '1 delivery is in doubt; they may get it twice.' },
  });
  expect(await letter.json(2, 'resolve', 'latest', '--yes')).toMatchObject({ error: { code: 'usage' } });
  expect(await letter.json(0, 'resolve', 'latest', '--resend', '--expect', '1')).toMatchObject({
    state: 'finished',
    accepted: 8,
  });
  expect([letter.standIn.accepted().length, doubles(letter.standIn)]).toEqual([8, []]);
});

test('given up, and the account is closed', async () => {
  const letter = await sesLetter(3, { sequence: [{ call: 1, fault: 'errorBefore' }] });
  await letter.json(3, ...SEND);
  expect(await letter.json(0, 'resolve', 'latest', '--give-up', '--expect', '1')).toMatchObject({
    state: 'finished',
    accepted: 2,
    givenUp: 1,
  });
});

test('who joined since gets it by topup, from the bytes that the store kept', async () => {
  const letter = await sesLetter(3);
  const first = await letter.json(0, ...SEND);
  addFiles(letter.folder, { 'issues/2026-01-05-small/10-story.md': '---\ntitle: Another story\n---\nOther words.\n' });
  await letter.run('subscribers', 'add', 'late@example.net', '--list', 'readers');
  const topped = await letter.json(0, 'topup', 'latest', '--yes');
  expect(topped).toMatchObject({ state: 'finished', audience: 4, alreadySent: 3, planned: 1, accepted: 1 });
  expect(hashesIn(topped)).toEqual(hashesIn(first));
  expect(letter.standIn.countsByRecipient().get('late@example.net')).toBe(1);
  expect(await letter.json(0, 'topup', 'latest', '--yes')).toMatchObject({ send: null, planned: 0 });
});

function hashesIn(summary: unknown): readonly string[] {
  return JSON.stringify(summary).match(/sha256:[0-9a-f]{64}/g) ?? [];
}

test('a correction goes to exactly those who got the wrong edition', async () => {
  const letter = await sesLetter(4, { rejectRecipient: { 'reader2@example.org': REFUSED } });
  expect(await letter.json(0, ...SEND)).toMatchObject({ accepted: 3, rejected: 1 });
  const correct = ['send', 'latest', '--corrects', 'latest', '--yes'] as const;
  expect(await letter.json(2, ...correct)).toMatchObject({ error: { code: 'nothing-corrected' } });
  await letter.run('subscribers', 'add', 'late@example.net', '--list', 'readers');
  await letter.run('subscribers', 'suppress', 'reader3@example.org', '--reason', 'unsubscribe');
  addFiles(letter.folder, {
    'issues/2026-01-05-small/10-story.md': '---\ntitle: The right story\n---\nRight words.\n',
  });
  expect(await letter.json(0, ...correct)).toMatchObject({ transport: 'ses', audience: 3, suppressed: 1, accepted: 2 });
  expect(Object.fromEntries(letter.standIn.countsByRecipient())).toEqual({
    'reader1@example.org': 2,
    'reader3@example.org': 1,
    'reader4@example.org': 2,
  });
  expect(await letter.json(2, ...SEND, '--corrects', 'latest')).toMatchObject({ error: { code: 'usage' } });
});

test('seeds get every send first, once, on the list or not', async () => {
  const letter = await sesLetter(5);
  const yaml = SMALL.replace('file: readers.csv', 'file: readers.csv, seeds: [desk@example.org, reader4@example.org]');
  addFiles(letter.folder, { 'courant.yaml': yaml });
  expect(await letter.json(0, ...SEND, '--rate', '30')).toMatchObject({ audience: 6, planned: 6, accepted: 6 });
  const firstTwo = letter.standIn.accepted().slice(0, 2);
  expect(firstTwo.map(({ to }) => to).toSorted()).toEqual(['desk@example.org', 'reader4@example.org']);
  expect(doubles(letter.standIn)).toEqual([]);
});

test('a store that doesn’t know the send refuses the issue, unless told the number', async () => {
  const letter = await sesLetter(3);
  await letter.json(0, ...SEND);
  const other = await sesLetter(3);
  addFiles(other.folder, { 'issues/2026-01-05-small/sent.yaml': sentYaml(letter) });
  expect(await other.json(2, ...SEND)).toMatchObject({ error: { code: 'sent-elsewhere' } });
  expect(other.standIn.accepted()).toEqual([]);
  expect(await other.json(0, ...SEND, '--expect', '3')).toMatchObject({ accepted: 3 });
});

test('a send that the day’s quota is too small for is refused, unless told; then it stops and says when it goes on', async () => {
  const letter = await sesLetter(12, { max24HourSend: 200, sentLast24Hours: 190, maxSendRate: 100 });
  expect(await letter.json(2, ...SEND)).toMatchObject({ error: { code: 'over-quota' } });
  expect(letter.standIn.accepted()).toEqual([]);
  const { status, stdout, stderr } = await letter.run(...SEND, '--over-quota', '--json');
  expect([status, JSON.parse(stdout)]).toMatchObject([3, { state: 'stopped', accepted: 10, pending: 2 }]);
  expect(stderr).toMatch(/quota for 24 hours is used up\. More can go from .* tomorrow in Europe\/Lisbon on\./);
  letter.standIn.set({ max24HourSend: 1000 });
  expect(await letter.json(0, 'resume', 'latest')).toMatchObject({ state: 'finished', accepted: 12 });
  expect(doubles(letter.standIn)).toEqual([]);
});

test('the ramp-up of a young domain is a quota of its own', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const letter = await sesLetter(9, {}, `ses: { rampUp: { from: ${today}, start: 5, factor: 1.5 } }\n`);
  expect(await letter.json(2, ...SEND)).toMatchObject({ error: { code: 'over-quota' } });
  const { status, stderr } = await letter.run(...SEND, '--over-quota');
  expect([status, letter.standIn.accepted().length]).toEqual([3, 5]);
  expect(stderr).toMatch(
    /day \d of the ramp-up: \d messages today, and they have left\. More can go at 00:00 tomorrow/,
  );
});

test('the plan says how long it takes and what is left, and a dry run sends nothing', async () => {
  const letter = await sesLetter(30, { maxSendRate: 2, max24HourSend: 1000 });
  const { status, stdout, stderr } = await letter.run(...SEND, '--dry-run');
  expect([status, stdout]).toMatchObject([0, expect.stringContaining('planned')]);
  expect(stderr).toMatch(
    /^30 messages at 1\.9 a second: that takes 0:16\. Begun now, it ends at about .* in Europe\/Lisbon\.$/m,
  );
  expect(stderr).toMatch(/^1,000 of 1,000 messages are left in these 24 hours\.$/m);
  expect(letter.standIn.calls().actions['SendRawEmail']).toBeUndefined();
});

test('an account that sends for nobody stops the send, which resume finishes once it is mended', async () => {
  const letter = await sesLetter(20, { maxSendRate: 50 });
  const paused = { code: 'AccountSendingPausedException', message: 'Sending paused for this account.' };
  letter.standIn.set({ sequence: [{ call: 8, error: paused }] });
  const { status, stdout, stderr } = await letter.run(...SEND, '--json');
  expect([status, JSON.parse(stdout)]).toMatchObject([3, { state: 'stopped', rejected: 0, deferred: 0 }]);
  expect(stderr).toContain('Stopped, because ses takes no mail: ');
  expect(await letter.json(0, 'resume', 'latest')).toMatchObject({ state: 'finished', accepted: 20 });
  expect(doubles(letter.standIn)).toEqual([]);
});

test('when most calls fail the send stops by itself', async () => {
  const refused = { '@example.org': REFUSED };
  const letter = await sesLetter(
    60,
    { rejectRecipient: refused, maxSendRate: 300 },
    'breaker: { share: 0.3, of: 20 }\n',
  );
  const { status, stdout, stderr } = await letter.run(...SEND, '--json');
  expect([status, JSON.parse(stdout)]).toMatchObject([3, { state: 'stopped', accepted: 0 }]);
  expect(stderr).toMatch(/^Stopped, because \d+ of the last 20 calls failed\. The last one: /m);
  expect(letter.standIn.calls().actions['SendRawEmail']).toBeLessThan(45);
});

test('a send for later waits; a stop ends the waiting, and nothing has left', async () => {
  const letter = await sesLetter(3);
  const sending = letter.run(...SEND, '--at', 'tomorrow 08:00');
  await until(async () => (await letter.run('status', 'latest', '--json')).stdout.includes('"planned"'));
  expect(await letter.json(0, 'stop', 'latest')).toMatchObject({ state: 'stopped', pending: 3 });
  const { status, stderr } = await sending;
  expect([status, stderr]).toMatchObject([3, expect.stringContaining('goes at 08:00 tomorrow in Europe/Lisbon')]);
  expect(letter.standIn.accepted()).toEqual([]);
});

test('--json --progress: lines of JSON on stderr, one value on stdout', async () => {
  const letter = await sesLetter(60, { maxSendRate: 1000 });
  const { stdout, stderr } = await letter.run(...SEND, '--json', '--progress', '--rate', '25');
  expect(JSON.parse(stdout)).toMatchObject({ accepted: 60 });
  const lines = stderr
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
  expect(lines.length).toBeGreaterThanOrEqual(1);
  expect(lines[0]).toMatchObject({ planned: 60, rejected: 0, rate: 25 });
});

test.each([
  { args: ['--at', '25:00'], code: 'usage' },
  { args: ['--window', 'all day'], code: 'usage' },
  { args: ['--recipient-time'], code: 'usage' },
  { args: ['--rate', '0'], code: 'usage' },
  { args: ['--rate', 'fast'], code: 'usage' },
  { args: ['--expect', 'many'], code: 'usage' },
  { args: ['--at', '2020-01-01 08:00'], code: 'past-due' },
])('$args is refused with status 2 and nothing is planned', async ({ args, code }) => {
  const letter = await sesLetter(2);
  expect(await letter.json(2, ...SEND, ...args)).toMatchObject({ error: { code } });
  expect(await letter.json(0, 'sends')).toEqual([]);
});

const ISSUE = 'issues/2026-01-05-small/10-story.md';

test('a second correction of one send goes to its readers too; the same words once more go to nobody', async () => {
  const letter = await sesLetter(2);
  await letter.json(0, ...SEND);
  const wrong = JSON.stringify(await letter.json(0, 'status', 'latest')).match(/\d{8}-\d{6}-\w{4}/)?.[0] ?? '';
  const correct = ['send', 'latest', '--corrects', wrong, '--yes'] as const;
  addFiles(letter.folder, { [ISSUE]: '---\ntitle: Once corrected\n---\nBetter.\n' });
  expect(await letter.json(0, ...correct)).toMatchObject({ accepted: 2 });
  expect(await letter.json(0, ...correct)).toMatchObject({ send: null, alreadySent: 2 });
  addFiles(letter.folder, { [ISSUE]: '---\ntitle: Twice corrected\n---\nBest.\n' });
  expect(await letter.json(0, ...correct)).toMatchObject({ accepted: 2 });
  expect([...letter.standIn.countsByRecipient().values()]).toEqual([3, 3]);
  expect(await letter.json(2, 'topup', wrong, '--yes')).toMatchObject({ error: { code: 'was-corrected' } });
});

test('a top-up of a correction reaches who has nothing of the issue, and nobody who has it', async () => {
  const letter = await sesLetter(2);
  await letter.json(0, ...SEND);
  addFiles(letter.folder, { [ISSUE]: '---\ntitle: Corrected\n---\nBetter.\n' });
  await letter.json(0, 'send', 'latest', '--corrects', 'latest', '--yes');
  addFiles(letter.folder, { 'readers.csv': 'email\nreader1@example.org\nreader2@example.org\nlate@example.net\n' });
  expect(await letter.json(0, 'topup', 'latest', '--yes')).toMatchObject({ alreadySent: 2, accepted: 1 });
  expect(letter.standIn.countsByRecipient().get('late@example.net')).toBe(1);
});

test('a top-up of an issue that is for a segment reaches nobody else', async () => {
  const letter = await sesLetter(1, {}, 'segments: { asia: { list: readers, where: { country: JP } } }\n');
  const csv = 'email,country\nreader1@example.org,JP\nreader2@example.org,PT\n';
  const head = '---\nsubject: For Asia\ndate: 2026-01-05\nsegments: [asia]\n---\n';
  addFiles(letter.folder, { 'readers.csv': csv, 'issues/2026-01-05-small/issue.md': head });
  expect(await letter.json(0, ...SEND)).toMatchObject({ audience: 1, accepted: 1 });
  expect(await letter.json(0, 'topup', 'latest', '--yes')).toMatchObject({ send: null, planned: 0 });
  expect(letter.standIn.accepted()).toHaveLength(1);
});

test('an empty list is an error, seeds or not; --expect binds what resume sends', async () => {
  const letter = await sesLetter(3, { maxSendRate: 50 });
  const yaml = SMALL.replace('file: readers.csv', 'file: readers.csv, seeds: [desk@example.org]');
  addFiles(letter.folder, { 'courant.yaml': yaml, 'readers.csv': 'email\n' });
  expect(await letter.json(2, ...SEND)).toMatchObject({ error: { code: 'empty-audience' } });
  expect(await letter.json(0, 'sends')).toEqual([]);
});
