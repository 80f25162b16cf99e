import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { addFiles, courant, jsonOf, REPOSITORY, SMALL, smallPublication } from './run-courant.ts';

const ISSUE = 'issues/2026-01-05-small';
const APPROVED = `${ISSUE}/approved.yaml`;
const STRICT = `${SMALL}requireApproval: true\n`;
const SEND = ['send', 'latest', '--to', 'readers', '--yes', '--json'];
const DRY = [...SEND, '--dry-run'];

const THEME = readFileSync(join(REPOSITORY, 'templates/theme.yaml'), 'utf8');
/** One grey pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const refusal = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string(), details: z.array(z.string()).optional() }),
});

function approve(folder: string, by = 'Ana Duarte') {
  return courant(folder, ['approve', 'latest', '--by', by, '--yes', '--json']);
}

/** What a rehearsed send is refused for; `fine` where it isn't. */
async function refusedFor(folder: string, args: readonly string[] = DRY) {
  const run = await courant(folder, args);
  if (run.status === 0) return { code: 'fine', message: '', details: [] };
  expect(run.status).toBe(2);
  const { error } = refusal.parse(jsonOf(run));
  return { ...error, details: error.details ?? [] };
}

function textOf(folder: string, path: string): string | null {
  const file = join(folder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

async function approvedPublication(files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = smallPublication({ 'courant.yaml': STRICT, ...files });
  expect((await approve(folder)).status).toBe(0);
  return folder;
}

describe('approve', () => {
  test('shows what is approved, and without anybody to ask does nothing', async () => {
    const folder = smallPublication({
      [`${ISSUE}/promos/most-read.md`]: '---\ntitle: 最多人读\n---\n1. [渡轮](https://news.example.org/ferries)\n',
    });
    const run = await courant(folder, ['approve', '--by', 'Ana Duarte']);
    expect([run.status, run.stdout]).toEqual([2, '']);
    for (const shown of [
      'subject    A small issue\n',
      'preheader  Small\n',
      '最多人读 (editorial), 1 item\n  1. 渡轮\n',
      'hash       sha256:',
    ])
      expect(run.stderr).toContain(shown);
    expect(run.stderr).toContain('error: There is nobody here to ask.\n');
    expect(existsSync(join(folder, APPROVED))).toBe(false);
  });

  test('writes name, time and hash, the same hash as a build’s, and changes none of it', async () => {
    const folder = smallPublication();
    const hash = async () =>
      z.array(z.object({ hash: z.string() })).parse(jsonOf(await courant(folder, ['build', '--json'])))[0]?.hash;
    const before = await hash();
    const run = await approve(folder, 'علی\u200cرضا 李');
    expect(jsonOf(run)).toEqual({
      issue: '2026-01-05-small',
      by: 'علی\u200cرضا 李',
      hash: before,
      editions: [{ segments: [], language: 'en', hash: before }],
      approved: 'now',
      file: APPROVED,
    });
    const written = readFileSync(join(folder, APPROVED), 'utf8');
    expect(written).toMatch(/^# Written by `courant approve`/);
    expect(written).toMatch(/\n {2}- by: "علی\u200cرضا 李"\n {4}at: "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"\n/);
    writeFileSync(join(folder, ISSUE, 'sent.yaml'), 'sends: []\n');
    expect(await hash()).toBe(before);
    expect(await courant(folder, ['check'])).toMatchObject({ status: 0, stderr: '' });
  });

  test('an issue with errors can’t be approved', async () => {
    const folder = smallPublication({ [`${ISSUE}/20-broken.md`]: 'No front matter.\n' });
    const run = await approve(folder);
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('front-matter/missing');
    expect(existsSync(join(folder, APPROVED))).toBe(false);
  });

  test.each([
    ['the name of the login', {}, { USER: 'ana' }, 0, 'ana'],
    ['nobody’s', {}, {}, 2, 'approver-unknown'],
    ['git’s', { 'home/.gitconfig': '[user]\n\tname = Ana of git\n' }, { USER: 'ana' }, 0, 'Ana of git'],
  ])('without --by the approval is in %s', async (_, files, env, status, found) => {
    const folder = smallPublication(files);
    const clean = { HOME: join(folder, 'home'), GIT_CONFIG_NOSYSTEM: '1', ...env };
    const run = await courant(folder, ['approve', '--yes', '--json'], clean);
    expect(run.status).toBe(status);
    expect(run.stdout).toContain(`"${found}"`);
  });

  test('a name that hides something is refused', async () => {
    const run = await approve(smallPublication(), 'Ana\u202e\nhash: x');
    expect([run.status, refusal.parse(jsonOf(run)).error.code]).toEqual([2, 'approver-name']);
  });

  test('approvals are kept, the newest first; the same again changes nothing; two at once are both kept', async () => {
    const folder = smallPublication();
    expect(jsonOf(await approve(folder, 'Ana'))).toMatchObject({ approved: 'now' });
    const once = readFileSync(join(folder, APPROVED), 'utf8');
    expect(jsonOf(await approve(folder, 'Ana'))).toMatchObject({ approved: 'before' });
    expect(readFileSync(join(folder, APPROVED), 'utf8')).toBe(once);
    await Promise.all([approve(folder, 'Ben'), approve(folder, 'Eva')]);
    const names = [...readFileSync(join(folder, APPROVED), 'utf8').matchAll(/by: "(.+)"/g)].map(([, name]) => name);
    expect([names.length, names[2], new Set(names)]).toEqual([3, 'Ana', new Set(['Ben', 'Eva', 'Ana'])]);
  });
});

describe('with requireApproval', () => {
  test('nothing goes without an approval; what was approved goes', async () => {
    const folder = smallPublication({ 'courant.yaml': STRICT });
    expect(await refusedFor(folder, SEND)).toMatchObject({
      code: 'approval-required',
      hint: 'Approve it with `courant approve 2026-01-05-small`.',
    });
    expect((await approve(folder)).status).toBe(0);
    expect(jsonOf(await courant(folder, SEND))).toMatchObject({ state: 'finished', accepted: 2 });
  });

  const changes: readonly (readonly [
    what: string,
    files: Readonly<Record<string, string>>,
    shown: readonly string[],
  ])[] = [
    [
      'the subject',
      { [`${ISSUE}/issue.md`]: '---\nsubject: Another issue\npreheader: Small\ndate: 2026-01-05\n---\n' },
      ['subject: "A small issue" is now "Another issue"', `${ISSUE}/issue.md changed`],
    ],
    [
      'a line of an article',
      { [`${ISSUE}/10-story.md`]: '---\ntitle: A small story\n---\nOne changed paragraph.\n' },
      [`${ISSUE}/10-story.md changed`, '-One paragraph.', '+One changed paragraph.'],
    ],
    [
      'the articles',
      { [`${ISSUE}/20-new.md`]: '---\ntitle: 渡轮 سفن\n---\n文字。\n' },
      [`${ISSUE}/20-new.md is new`, '+渡轮 سفن', '+文字。'],
    ],
    [
      'where a link leads, which only some of the words show',
      { [`${ISSUE}/10-story.md`]: '---\ntitle: A small story\n---\n[One](https://b.example.org/) paragraph.\n' },
      [`${ISSUE}/10-story.md changed`, '-One paragraph.'],
    ],
    [
      'the sender',
      { 'courant.yaml': STRICT.replace('small@example.org', 'large@example.org') },
      ['courant.yaml, from: "The Small Letter <small@example.org>" is now "The Small Letter <large@example.org>"'],
    ],
    [
      'a colour, which no words show',
      { 'templates/theme.yaml': THEME.replace('#16181D', '#16181E') },
      ['templates/theme.yaml changed', 'The text of the mail is the same; its HTML is not.'],
    ],
  ];
  test.each(changes)(
    'a change of %s is refused and shown, and fine again when it is taken back',
    async (_, files, shown) => {
      const folder = await approvedPublication();
      const texts = Object.keys(files).map((path) => [path, textOf(folder, path)] as const);
      addFiles(folder, files);
      const refused = await refusedFor(folder, SEND);
      expect(refused.code).toBe('approval-outdated');
      expect(refused.message).toMatch(/^2026-01-05-small is not what Ana Duarte approved on [-\d]{10} [\d:]{5} UTC\.$/);
      for (const line of shown) expect(refused.details).toContain(line);
      expect(existsSync(join(folder, 'outbox'))).toBe(false);
      for (const [path, text] of texts) {
        if (text === null) rmSync(join(folder, path));
        else writeFileSync(join(folder, path), text);
      }
      expect(await refusedFor(folder)).toMatchObject({ code: 'fine' });
    },
  );

  test('a picture with other bytes is refused', async () => {
    const story = '---\ntitle: A small story\nimage: { src: port.png, alt: The port }\n---\nText.\n';
    const folder = smallPublication({ 'courant.yaml': STRICT, [`${ISSUE}/10-story.md`]: story });
    const picture = join(folder, ISSUE, 'port.png');
    writeFileSync(picture, PNG);
    expect((await approve(folder)).status).toBe(0);
    writeFileSync(picture, Buffer.concat([PNG, Buffer.from('changed')]));
    const refused = await refusedFor(folder);
    expect([refused.code, refused.details[0]]).toEqual(['approval-outdated', `${ISSUE}/port.png is another picture`]);
  });

  test('what changes no byte of the mail asks for no new approval', async () => {
    const folder = await approvedPublication();
    addFiles(folder, { 'courant.yaml': `# A comment, and a list.\n${STRICT.replace('lists:', 'lists:\n  more: {}')}` });
    expect(await refusedFor(folder)).toMatchObject({ code: 'fine' });
  });

  test('an earlier approval doesn’t count once there is a later one', async () => {
    const folder = await approvedPublication();
    const story = '---\ntitle: A small story\n---\nTwo.\n';
    const first = readFileSync(join(folder, ISSUE, '10-story.md'), 'utf8');
    addFiles(folder, { [`${ISSUE}/10-story.md`]: story });
    expect((await approve(folder, 'Ben')).status).toBe(0);
    addFiles(folder, { [`${ISSUE}/10-story.md`]: first });
    expect(await refusedFor(folder)).toMatchObject({ code: 'approval-outdated' });
  });

  test.each([
    [
      'no YAML',
      () => '<<<<<<< HEAD\napprovals: [\n',
      /^issues\/2026-01-05-small\/approved\.yaml:\d+:\d+ can’t be read: /,
    ],
    ['empty', () => '', /approved\.yaml:1:1 can’t be read: /],
    ['without its hashes', (text: string) => text.slice(0, text.indexOf('approved:')), /`approved`/],
    [
      'with another first hash',
      (text: string) => text.replace(/hash: "sha256:.{4}/, 'hash: "sha256:0000'),
      /:8:11 can’t be read/,
    ],
    ['with a key of its own', (text: string) => `${text}allow: true\n`, /`allow`/],
  ])('an approved.yaml that is %s never passes', async (_, damage, message) => {
    const folder = await approvedPublication();
    writeFileSync(join(folder, APPROVED), damage(readFileSync(join(folder, APPROVED), 'utf8')));
    const refused = await refusedFor(folder);
    expect(refused.code).toBe('approval-unreadable');
    expect(refused.message).toMatch(message);
    expect(refusal.parse(jsonOf(await approve(folder))).error.code).toBe('approval-unreadable');
  });

  const countries = Array.from(
    { length: 7 },
    (_, index) => `s${index}: { list: readers, where: { country: C${index} } }`,
  );
  const segmented = (count: number) => ({
    'courant.yaml': `${STRICT}segments:\n${countries.map((line) => `  ${line}\n`).join('')}`,
    'readers.csv': 'email,country\nana@example.org,C0\nben@example.com,C1\n',
    ...Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `${ISSUE}/${20 + index}-only.md`,
        `---\ntitle: Only for ${index}\nsegments: [s${index}]\n---\nText ${index}.\n`,
      ]),
    ),
  });
  test.each([
    ['every combination of segments', 2, 4],
    ['an edition for each segment, where there are too many combinations', 7, 8],
  ])('an approval pins %s', async (_, count, editions) => {
    const folder = smallPublication(segmented(count));
    expect(z.object({ editions: z.array(z.unknown()) }).parse(jsonOf(await approve(folder))).editions.length).toBe(
      editions,
    );
    expect(await refusedFor(folder)).toMatchObject({ code: 'fine' });
    addFiles(folder, { [`${ISSUE}/20-only.md`]: '---\ntitle: Only for 0\nsegments: [s0]\n---\nAnother text.\n' });
    const { code, details } = await refusedFor(folder);
    expect([code, details[0]]).toEqual(['approval-outdated', `${ISSUE}/20-only.md changed`]);
    expect(details.at(-1)).toMatch(/^The edition for readers of s0 is another one: sha256:/);
  });
});
