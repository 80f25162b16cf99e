import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/sqlite/driver.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { addFiles, courant, jsonOf, REPOSITORY, type Run, SMALL, smallPublication } from './run-courant.ts';

const YAML = `${SMALL}  daily: { title: Daily }
segments:
  asia: { list: daily, where: { any: [{ country: { in: [JP, CN] } }, { language: zh }] } }
`;

function publication(files: Readonly<Record<string, string>> = {}): string {
  return smallPublication({ 'courant.yaml': YAML, ...files });
}

async function ok(folder: string, ...args: readonly string[]): Promise<Run> {
  const run = await courant(folder, ['subscribers', ...args]);
  if (run.status !== 0) throw new Error(`${args.join(' ')}: ${run.status} ${run.stdout}${run.stderr}`);
  return run;
}

async function shown(folder: string, address: string): Promise<unknown> {
  return jsonOf(await ok(folder, 'show', address));
}

const PEOPLE =
  'email,first_name,country,language\nAna@example.org,Ana,JP,\nben@example.org,"Ben, Jr",PT,zh-hans\ncy@example.org,,PT,en\n';

describe('import', () => {
  test('a dry run says what would be, and changes nothing', async () => {
    const folder = publication({ 'p.csv': `${PEOPLE}bad,,,\nANA@example.org,,,\n` });
    const dry = ['import', 'p.csv', '--list', 'daily', '--dry-run', '--json'];
    const counts = { rows: 5, added: 3, updated: 0, unchanged: 0 };
    const rejected = [
      { line: 5, reason: '“bad” isn’t an address: it has no “@”' },
      { line: 6, reason: '“ANA@example.org” already stands on line 2' },
    ];
    expect(jsonOf(await ok(folder, ...dry))).toMatchObject({ ...counts, rejected, dryRun: true });
    expect((await courant(folder, ['subscribers', 'count', '--to', 'daily'])).stdout).toBe('0 subscribers\n');
    expect(jsonOf(await ok(folder, 'import', 'p.csv', '--list', 'daily', '--json'))).toEqual({ ...counts, rejected });
    expect(jsonOf(await ok(folder, ...dry))).toMatchObject({ added: 0, updated: 0, unchanged: 3 });
  });

  test('a file without a good row makes its list all the same, and a dry run doesn’t', async () => {
    const folder = publication({ 'p.csv': 'email\nbad\n' });
    await ok(folder, 'import', 'p.csv', '--list', 'new', '--dry-run');
    expect((await courant(folder, ['subscribers', 'count', '--to', 'new'])).status).toBe(2);
    await ok(folder, 'import', 'p.csv', '--list', 'new');
    expect((await ok(folder, 'count', '--to', 'new')).stdout).toBe('0 subscribers\n');
  });

  test('a dry run prints the difference, row by row', async () => {
    const folder = publication({
      'p.csv': PEOPLE,
      'q.csv':
        'email,country,list,subscription\nANA@example.org,CN,weekly,\ncy@example.org,PT,,unsubscribed\nben@example.org,PT,,\ndi@example.org,,,\neve@example.org,,asia,\n',
    });
    await ok(folder, 'import', 'p.csv', '--list', 'daily');
    const args = ['import', 'q.csv', '--list', 'daily', '--dry-run'];
    const { stdout, stderr } = await ok(folder, ...args);
    expect(stdout).toBe('5 rows: 1 added, 2 updated, 1 unchanged, 1 left out\n');
    expect(stderr).toBe(
      `q.csv:6: left out: list: “asia” is a segment, which nobody can join
q.csv:2: change ANA@example.org: country “JP” → “CN”; joins weekly
q.csv:3: change cy@example.org: is not on daily; gets nothing from daily any more
q.csv:5: add di@example.org: joins daily
This was a dry run: nothing was changed.
`,
    );
    expect(jsonOf(await ok(folder, ...args, '--json'))).toMatchObject({
      changes: [
        { line: 2, change: 'updated', fields: [{ name: 'country', before: 'JP', after: 'CN' }], joins: ['weekly'] },
        { line: 3, change: 'updated', leaves: ['daily'], suppressed: ['daily'] },
        { line: 5, change: 'added', address: 'di@example.org', fields: [], joins: ['daily'] },
      ],
    });
  });

  test.each<[name: string, csv: string, taken: Record<string, unknown>, left: Record<string, string>]>([
    [
      'Mailchimp',
      'Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,TAGS\na@example.org,Ana,Lee,3,2020-01-02 03:04:05,2020-01-02 04:00:00,\n',
      {
        fields: { first_name: 'Ana' },
        lists: [{ state: 'subscribed', consent: { how: 'import', at: '2020-01-02T04:00:00.000Z', from: 'x.csv' } }],
      },
      {},
    ],
    ['Mailchimp', 'Email Address,First Name,UNSUB_TIME\na@example.org,Ana,\n', {}, { 'a@example.org': 'unsubscribe' }],
    [
      'Mailchimp',
      'Email Address,First Name,CLEAN_TIME\na@example.org,Ana,2020-01-02 03:04:05\n',
      {},
      { 'a@example.org': 'bounce' },
    ],
    [
      'Substack',
      'email,active_subscription,email_disabled,created_at\na@example.org,false,false,2021-05-06T07:08:09.123Z\nb@example.org,true,true,\n',
      {},
      { 'b@example.org': 'unsubscribe' },
    ],
    [
      'Ghost',
      'id,email,name,note,subscribed_to_emails,created_at,deleted_at,labels\n1,a@example.org,A,,true,2021-05-06T07:08:09.000Z,,\n2,b@example.org,B,,false,,,\n',
      {},
      { 'b@example.org': 'unsubscribe' },
    ],
    [
      'listmonk',
      'uuid,email,name,attributes,status,created_at\nu,a@example.org,A,"{""country"":""JP"",""other"":[1]}",enabled,2021-05-06 07:08:09.1+02:00\nv,b@example.org,B,{},blocklisted,\n',
      { fields: { country: 'JP' } },
      { 'b@example.org': 'manual' },
    ],
    [
      'Buttondown',
      'email_address,creation_date,type,metadata\na@example.org,2021-05-06T07:08:09Z,regular,"{""country"":""CN""}"\nb@example.org,,unsubscribed,\nc@example.org,,unactivated,\n',
      { fields: { country: 'CN' } },
      { 'b@example.org': 'unsubscribe' },
    ],
  ])('an export of %s is recognised: %j', async (name, csv, taken, left) => {
    const folder = publication({ 'x.csv': csv });
    const run = await ok(folder, 'import', 'x.csv', '--list', 'daily');
    expect(run.stderr).toContain(`read as an export of ${name}: `);
    const expected = left['a@example.org'] === undefined ? { suppressions: [], ...taken } : {};
    expect(await shown(folder, 'a@example.org')).toMatchObject(expected);
    for (const [address, reason] of Object.entries(left)) {
      expect(await shown(folder, address)).toMatchObject({ lists: [{ state: reason }], suppressions: [{ reason }] });
    }
    const subscribed = csv.includes('unsubscribed') || Object.keys(left).length === 0 || csv.includes('b@') ? 1 : 0;
    expect(jsonOf(await ok(folder, 'count', '--to', 'daily', '--json'))).toMatchObject({ count: subscribed });
    expect(jsonOf(await ok(folder, 'import', 'x.csv', '--list', 'daily', '--json'))).toMatchObject({
      added: 0,
      updated: 0,
    });
  });

  test('columns by other names, semicolons, and letters that are not UTF-8', async () => {
    const folder = publication();
    writeFileSync(
      join(folder, 'x.csv'),
      Buffer.from('E-Mail;Vorname;Land\r\na@example.org;Jürgen Größer;PT\r\n', 'latin1'),
    );
    const map = ['--map', 'E-Mail=email, Vorname=first_name,Land=country'];
    const run = await ok(folder, 'import', 'x.csv', '--list', 'daily', ...map);
    expect(run.stderr).toBe('x.csv: read as windows-1252\n');
    expect(await shown(folder, 'a@example.org')).toMatchObject({
      fields: { first_name: 'Jürgen Größer', country: 'PT' },
    });
    const wrong = await courant(folder, ['subscribers', 'import', 'x.csv', '--map', 'E-Mail=email,Vorname=firstname']);
    expect([wrong.status, wrong.stderr]).toEqual([2, expect.stringContaining('did you mean first_name?')]);
  });

  test('UTF-16 with tabs, as a spreadsheet writes it', async () => {
    const folder = publication();
    writeFileSync(join(folder, 'x.csv'), Buffer.from('\uFEFFemail\tfirst_name\r\na@example.org\t李雷\r\n', 'utf16le'));
    await ok(folder, 'import', 'x.csv', '--list', 'daily');
    expect(await shown(folder, 'a@example.org')).toMatchObject({ fields: { first_name: '李雷' } });
  });

  test('killed at three moments and run again, the store is whole', async () => {
    const rows = Array.from({ length: PEOPLE_KILLED }, (_, i) => `r${(i * 7919) % PEOPLE_KILLED}@example.org,N${i}`);
    const folder = publication({ 'x.csv': `email,first_name\n${rows.join('\n')}\n` });
    const args = [join(REPOSITORY, 'bin/courant.js'), 'subscribers', 'import', 'x.csv', '--list', 'daily', '--json'];
    // After a run's first bytes in the store: in its first transaction of 40,000 rows, and while that is committed.
    for (const wait of [13, 2, 4]) {
      const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' });
      const ended = new Promise((done) => child.on('exit', (_, signal) => done(signal)));
      const before = sizeOf(folder);
      while (sizeOf(folder) < before + 100_000 && child.exitCode === null) await pause(5);
      await pause(wait);
      child.kill('SIGKILL');
      expect(await ended).toBe('SIGKILL');
    }
    const there = Number((await ok(folder, 'count', '--to', 'daily')).stdout.replace(/\D/g, ''));
    // Rows come by whole batches: whoever is there is on the list, with their fields.
    expect(there % 500).toBe(0);
    expect(there).toBeLessThan(PEOPLE_KILLED);
    const counts = { rows: PEOPLE_KILLED, added: PEOPLE_KILLED - there, updated: 0, unchanged: there, rejected: [] };
    const importAgain = async (): Promise<unknown> =>
      jsonOf(await ok(folder, 'import', 'x.csv', '--list', 'daily', '--json'));
    expect(await importAgain()).toEqual(counts);
    expect(await importAgain()).toEqual({ ...counts, added: 0, unchanged: PEOPLE_KILLED });
    const store = await openStore(join(folder, '.courant/courant.db'));
    expect(await store.subscribers.count('daily')).toBe(PEOPLE_KILLED);
    await store.close();
    const database = openDatabase(join(folder, '.courant/courant.db'));
    expect(database.all('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    expect(database.all('PRAGMA foreign_key_check')).toEqual([]);
    database.close();
  }, 120_000);
});

const PEOPLE_KILLED = 90_000;

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/** Bytes of the store with its log. */
function sizeOf(folder: string): number {
  const store = join(folder, '.courant');
  if (!existsSync(store)) return 0;
  // A log comes and goes with its process.
  const sizes = readdirSync(store).map((name) => statSync(join(store, name), { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe('one person', () => {
  test('add, remove, add again; a field of a wrong type is refused', async () => {
    const folder = publication();
    const add = [
      'add',
      'Ana@bücher.example',
      '--list',
      'daily',
      '--field',
      'first_name=Ana = A',
      '--field',
      'language=pt_br',
    ];
    expect(
      (await ok(folder, ...add, '--consent', 'double opt-in', '--consent-from', 'https://news.example.org/join'))
        .stdout,
    ).toBe('Ana@xn--bcher-kva.example on daily: added\n');
    expect(await shown(folder, 'ana@BÜCHER.example')).toMatchObject({
      address: 'Ana@xn--bcher-kva.example',
      fields: { first_name: 'Ana = A', language: 'pt-BR' },
      lists: [
        {
          list: 'daily',
          state: 'subscribed',
          consent: { how: 'double opt-in', from: 'https://news.example.org/join' },
        },
      ],
    });
    await ok(folder, 'remove', 'ana@bücher.example', '--list', 'daily');
    expect((await courant(folder, ['subscribers', 'remove', 'ana@bücher.example', '--list', 'daily'])).status).toBe(2);
    expect((await ok(folder, 'add', 'ana@bücher.example', '--list', 'daily')).stdout).toContain(': updated');
    const bad = await courant(folder, ['subscribers', 'add', 'x@example.org', '--field', 'language=english', '--json']);
    expect(bad.status).toBe(2);
    expect(jsonOf(bad)).toMatchObject({ error: { code: 'field-value' } });
  });

  test('who is erased is gone, and no import brings them back; a new consent does', async () => {
    const folder = publication({ 'p.csv': PEOPLE });
    await ok(folder, 'import', 'p.csv', '--list', 'daily');
    await ok(folder, 'suppress', 'ana@example.org', '--reason', 'complaint');
    expect((await courant(folder, ['subscribers', 'erase', 'ana@example.org'])).status).toBe(2);
    await ok(folder, 'erase', 'ANA@example.org', '--yes');
    for (const name of readdirSync(join(folder, '.courant'))) {
      expect(
        readFileSync(join(folder, '.courant', name), 'latin1')
          .toLowerCase()
          .includes('ana@example.org'),
      ).toBe(false);
    }
    const gone = await courant(folder, ['subscribers', 'show', 'ana@example.org', '--json']);
    expect(gone.status).toBe(2);
    expect(jsonOf(gone)).toMatchObject({ error: { code: 'erased' } });
    expect(jsonOf(await ok(folder, 'import', 'p.csv', '--list', 'daily', '--json'))).toEqual({
      rows: 3,
      added: 0,
      updated: 0,
      unchanged: 2,
      rejected: [{ line: 2, reason: '“Ana@example.org” was erased, and an import doesn’t bring anybody back' }],
    });
    expect((await courant(folder, ['subscribers', 'add', 'ana@example.org', '--list', 'daily'])).status).toBe(2);
    await ok(folder, 'add', 'ana@example.org', '--list', 'daily', '--consent', 'wrote to us');
    expect(await shown(folder, 'ana@example.org')).toMatchObject({
      fields: {},
      suppressions: [{ reason: 'complaint' }],
    });
  });

  test('who unsubscribed stays away from an import, and comes back with a consent', async () => {
    const folder = publication({ 'p.csv': PEOPLE, 'left.csv': 'email,subscription\nben@example.org,unsubscribed\n' });
    await ok(folder, 'import', 'p.csv', '--list', 'daily');
    await ok(folder, 'import', 'left.csv', '--list', 'daily');
    const again = await ok(folder, 'import', 'p.csv', '--list', 'daily');
    expect(again.stdout).toBe('3 rows: 0 added, 0 updated, 3 unchanged\n');
    expect(again.stderr).toContain('1 reader of this file left the list before');
    expect((await ok(folder, 'count', '--to', 'daily')).stdout).toBe('2 subscribers\n');
    await ok(folder, 'add', 'ben@example.org', '--list', 'daily', '--consent', 'wrote to us');
    expect(jsonOf(await ok(folder, 'count', '--to', 'daily', '--json'))).toEqual({
      to: 'daily',
      count: 3,
      suppressed: 0,
    });
  });

  test('suppress and unsuppress, with reason and source', async () => {
    const folder = publication();
    await ok(
      folder,
      'suppress',
      'ana@example.org',
      '--list',
      'daily',
      '--reason',
      'unsubscribe',
      '--source',
      'a letter',
    );
    expect(await shown(folder, 'ana@example.org')).toMatchObject({
      lists: [],
      suppressions: [{ list: 'daily', reason: 'unsubscribe', source: 'a letter' }],
    });
    expect((await courant(folder, ['subscribers', 'unsuppress', 'ana@example.org'])).status).toBe(2);
    await ok(folder, 'unsuppress', 'ana@example.org', '--list', 'daily');
    expect((await courant(folder, ['subscribers', 'show', 'ana@example.org'])).status).toBe(2);
  });
});

test('an export comes back as it was, also in another store', async () => {
  const people = `${PEOPLE}"=cmd@example.org","=1+1",  x ,\n`
    .replace('"=cmd@', 'cmd@')
    .replace('cmd@example.org"', 'cmd@example.org');
  const folder = publication({ 'p.csv': people, 'left.csv': 'email,subscription\ncy@example.org,unsubscribed\n' });
  await ok(folder, 'import', 'p.csv', '--list', 'daily');
  await ok(folder, 'import', 'left.csv', '--list', 'daily');
  const exported = (await ok(folder, 'export', '--list', 'daily')).stdout;
  expect(exported.split('\r\n')[4]).toBe('cmd@example.org,daily,=1+1,"  x ",,,subscribed,import,,p.csv');
  expect(exported.split('\r\n')[3]).toBe('cy@example.org,daily,,PT,en,,unsubscribed,import,,p.csv');
  addFiles(folder, { 'e.csv': exported });
  expect(jsonOf(await ok(folder, 'import', 'e.csv', '--json'))).toMatchObject({ unchanged: 4, rejected: [] });
  const other = publication({ 'e.csv': exported });
  await ok(other, 'import', 'e.csv');
  expect((await ok(other, 'export', '--list', 'daily')).stdout).toBe(exported);
  expect((await ok(other, 'export', '--to', 'asia')).stdout.split('\r\n')).toHaveLength(4);
  expect((await ok(other, 'count', '--to', 'asia')).stdout).toBe('2 subscribers\n');
});

describe('before a send', () => {
  const rows = (count: number, host = 'example.org'): string =>
    Array.from({ length: count }, (_, i) => `r${i}@${host}`).join('\n');
  const issue = (name: string): Record<string, string> => ({
    [`issues/${name}/issue.md`]: `---\nsubject: Issue ${name}\npreheader: P\ndate: ${name}\n---\n`,
    [`issues/${name}/10-a.md`]: '---\ntitle: A story\n---\nText.\n',
  });
  const send = (folder: string, name: string, ...args: readonly string[]): Promise<Run> =>
    courant(folder, ['send', name, '--to', 'daily', '--json', ...args]);

  test('three times as many is out of the ordinary: --yes alone is refused, --expect goes', async () => {
    const folder = publication({ ...issue('2026-02-01'), ...issue('2026-02-02'), ...issue('2026-02-03') });
    addFiles(folder, { 'a.csv': `email\n${rows(4)}\n`, 'b.csv': `email\n${rows(12)}\n` });
    await ok(folder, 'import', 'a.csv', '--list', 'daily');
    expect((await send(folder, '2026-02-01', '--yes')).status).toBe(0);
    expect((await send(folder, '2026-02-02', '--yes')).status).toBe(0);
    await ok(folder, 'import', 'b.csv', '--list', 'daily');
    expect(jsonOf(await send(folder, '2026-02-03', '--dry-run'))).toMatchObject({
      send: null,
      planned: 12,
      unusual: [{ kind: 'larger' }, { kind: 'new' }],
    });
    const refused = await send(folder, '2026-02-03', '--yes');
    expect([refused.status, jsonOf(refused)]).toEqual([
      2,
      {
        error: {
          code: 'out-of-the-ordinary',
          message:
            'This send is out of the ordinary: The audience is 3 times as large as before: 12 readers after 4 in the last send. 67 % of the readers joined since the last send.',
          hint: '12 messages would be sent; if that is right, say so with --expect 12. Nothing was sent.',
        },
      },
    ]);
    expect((await send(folder, '2026-02-03', '--yes', '--expect', '11')).status).toBe(2);
    expect(jsonOf(await send(folder, '2026-02-03', '--yes', '--expect', '12'))).toMatchObject({ accepted: 12 });
  });

  test('what came of a send is in what is shown of its readers, also of those who were left out', async () => {
    const folder = publication(issue('2026-02-01'));
    addFiles(folder, { 'a.csv': `email\n${rows(2)}\n` });
    await ok(folder, 'import', 'a.csv', '--list', 'daily');
    await ok(folder, 'suppress', 'r1@example.org');
    expect((await send(folder, '2026-02-01', '--yes')).status).toBe(0);
    expect(await shown(folder, 'r0@example.org')).toMatchObject({
      lists: [{ list: 'daily', source: 'import' }],
      deliveries: [
        { issueName: '2026-02-01', language: 'en', segment: null, outcomes: [{ state: 'accepted' }], events: [] },
      ],
      leftOut: [],
    });
    expect(await shown(folder, 'r1@example.org')).toMatchObject({
      deliveries: [],
      leftOut: [{ issueName: '2026-02-01', why: 'suppressed', reason: 'manual' }],
    });
  });

  test('the same issue again, for who joined late, is ordinary', async () => {
    const folder = publication(issue('2026-02-01'));
    addFiles(folder, { 'a.csv': `email\n${rows(8)}\n`, 'b.csv': `email\n${rows(9)}\n` });
    await ok(folder, 'import', 'a.csv', '--list', 'daily');
    expect((await send(folder, '2026-02-01', '--yes')).status).toBe(0);
    await ok(folder, 'import', 'b.csv', '--list', 'daily');
    expect(jsonOf(await send(folder, '2026-02-01', '--yes'))).toMatchObject({ alreadySent: 8, accepted: 1 });
  });
});
