import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  addFiles,
  courant,
  emptyFolder,
  folderOf,
  jsonOf,
  samplePublication,
  smallPublication,
} from './run-courant.ts';

describe('the command line', () => {
  test.each([
    [['chek'], "error: unknown command 'chek'\nhint: Did you mean check? See `courant --help`.\n"],
    [['send', '--to'], "error: option '--to <audience>' argument missing\nhint: See `courant send --help`.\n"],
    [['send'], "error: required option '--to <audience>' not specified\nhint: See `courant send --help`.\n"],
    [['check', '--al'], "error: unknown option '--al'\nhint: Did you mean --all? See `courant check --help`.\n"],
    [
      ['sends', 'extra'],
      "error: too many arguments for 'sends'. Expected 0 arguments but got 1.\nhint: See `courant sends --help`.\n",
    ],
    [
      ['check'],
      'error: There is no courant.yaml here or in any folder above.\nhint: Go into a publication’s folder, or make one with `courant init DIR`.\n',
    ],
  ])('%j is refused with a hint and status 2', async (args, stderr) => {
    expect(await courant(emptyFolder(), args)).toEqual({ status: 2, stdout: '', stderr });
  });

  test('with --json a refusal is one JSON value on stdout', async () => {
    const run = await courant(emptyFolder(), ['check', '--json']);
    expect([run.status, run.stderr]).toEqual([2, '']);
    expect(jsonOf(run)).toEqual({
      error: {
        code: 'no-publication',
        message: 'There is no courant.yaml here or in any folder above.',
        hint: 'Go into a publication’s folder, or make one with `courant init DIR`.',
      },
    });
  });

  test('help names every command, and each command has help and an example', async () => {
    const folder = emptyFolder();
    const help = await courant(folder, ['--help']);
    expect(help.status).toBe(0);
    for (const name of [
      'init',
      'new',
      'check',
      'explain',
      'build',
      'send',
      'sends',
      'status',
      'resume',
      'approve',
      'store',
      'subscribers',
    ]) {
      expect(help.stdout).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
      const own = await courant(folder, [name, '--help']);
      expect(own.status).toBe(0);
      expect(own.stdout).toContain(`Usage: courant ${name}`);
    }
    expect((await courant(folder, ['send', '--help'])).stdout).toContain('Examples:');
    expect((await courant(folder, ['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('explain', () => {
  test('says what a code means, with a bad and a good example', async () => {
    const run = await courant(emptyFolder(), ['explain', 'promo/rank-duplicate']);
    expect(run.status).toBe(0);
    expect(run.stdout).toMatch(/^promo\/rank-duplicate \(error\)\n.+\n\n.+/);
    expect(run.stdout).toContain('Instead of\n    ');
    expect(run.stdout).toContain('write\n    ');
  });

  test('guesses at a mistyped code', async () => {
    const run = await courant(emptyFolder(), ['explain', 'promo/rank-dublicate']);
    expect([run.status, run.stderr]).toEqual([
      2,
      'error: There is no diagnostic "promo/rank-dublicate".\nhint: Did you mean promo/rank-duplicate?\n',
    ]);
  });
});

describe('init and new', () => {
  test('a new publication checks without a warning, builds, and sends at once', async () => {
    const folder = emptyFolder();
    expect((await courant(folder, ['init', 'my-letter'])).status).toBe(0);
    const letter = join(folder, 'my-letter');
    const check = await courant(letter, ['check', '--fail-on', 'warning']);
    expect([check.status, check.stderr]).toEqual([0, '']);
    expect((await courant(letter, ['build'])).status).toBe(0);
    const send = await courant(letter, ['send', 'latest', '--to', 'sample', '--yes', '--json']);
    expect(send.status).toBe(0);
    expect(jsonOf(send)).toMatchObject({ state: 'finished', audience: 5, planned: 5, accepted: 5 });
  });

  test('init overwrites nothing', async () => {
    const folder = folderOf({ 'letter/courant.yaml': 'mine' });
    const run = await courant(folder, ['init', 'letter']);
    expect([run.status, run.stderr]).toEqual([
      2,
      'error: letter holds courant.yaml already.\nhint: Choose another folder; nothing was changed.\n',
    ]);
    expect(readFileSync(join(folder, 'letter/courant.yaml'), 'utf8')).toBe('mine');
    expect(readdirSync(join(folder, 'letter'))).toEqual(['courant.yaml']);
  });

  test('new makes an issue that is the latest by its date, and refuses a name twice', async () => {
    const folder = smallPublication();
    expect((await courant(folder, ['new', '2026-02-01-next'])).status).toBe(0);
    const issue = readFileSync(join(folder, 'issues/2026-02-01-next/issue.md'), 'utf8');
    expect(issue).toMatch(/^---\n# yaml-language-server: .*\nid: 2026-02-01-next-[2-9b-z]{6} /);
    expect(issue).toContain('\ndate: 2026-02-01\n');
    const built = await courant(folder, ['build', '--json']);
    expect(jsonOf(built)).toMatchObject([{ issue: '2026-02-01-next' }]);
    const again = await courant(folder, ['new', '2026-02-01-next']);
    expect([again.status, again.stderr]).toEqual([
      2,
      'error: issues/2026-02-01-next exists already.\nhint: Choose another name; nothing was changed.\n',
    ]);
  });

  test.each([['../outside'], ['a/b'], ['.hidden'], ['latest'], ['with space'], ['x'.repeat(200)]])(
    'new refuses the name %j',
    async (name) => {
      const folder = smallPublication();
      expect((await courant(folder, ['new', name])).status).toBe(2);
      expect(readdirSync(join(folder, 'issues'))).toEqual(['2026-01-05-small']);
    },
  );

  test('a name in Chinese is as good as any', async () => {
    const folder = smallPublication();
    expect((await courant(folder, ['new', '2026-03-01-港口日报'])).status).toBe(0);
    expect((await courant(folder, ['check', '2026-03-01-港口日报'])).status).toBe(0);
  });
});

describe('check and build', () => {
  test('an issue is named by its folder, its name, latest, or the current folder', async () => {
    const folder = smallPublication({
      'issues/2026-01-06-other/issue.md': '---\nsubject: Other\npreheader: P\ndate: 2026-01-06\n---\n',
      'issues/2026-01-06-other/10-a.md': '---\ntitle: A\n---\nText.\n',
    });
    const built = async (cwd: string, ...args: string[]): Promise<unknown> => {
      const run = jsonOf(await courant(cwd, ['build', '--json', ...args]));
      return Array.isArray(run) ? run.map((edition: { issue: string }) => edition.issue) : run;
    };
    expect(await built(folder, 'issues/2026-01-05-small')).toEqual(['2026-01-05-small']);
    expect(await built(folder, './issues/2026-01-05-small/')).toEqual(['2026-01-05-small']);
    expect(await built(folder, '2026-01-05-small')).toEqual(['2026-01-05-small']);
    expect(await built(join(folder, 'issues'), '2026-01-05-small')).toEqual(['2026-01-05-small']);
    expect(await built(folder, 'latest')).toEqual(['2026-01-06-other']);
    expect(await built(folder)).toEqual(['2026-01-06-other']);
    expect(await built(join(folder, 'issues/2026-01-05-small'))).toEqual(['2026-01-05-small']);
    expect(await built(folder, '--all')).toEqual(['2026-01-05-small', '2026-01-06-other']);
  });

  test('an error stops the build of its issue, and only of that one', async () => {
    const folder = smallPublication({
      'issues/2026-01-06-bad/issue.md': '---\nsubject: Bad\npreheader: P\ndate: 2026-01-66\n---\n',
      'issues/2026-01-06-bad/10-a.md': '---\ntitle: A\n---\nText.\n',
    });
    const run = await courant(folder, ['build', '--all', '--json']);
    expect(run.status).toBe(1);
    expect(jsonOf(run)).toMatchObject({
      diagnostics: [{ file: 'issues/2026-01-06-bad/issue.md', line: 4, column: 7, endLine: 4, endColumn: 17 }],
      summary: { errors: 1, warnings: 0 },
    });
    expect(readdirSync(join(folder, 'dist/issues'))).toEqual(['2026-01-05-small']);
  });

  test('a warning stops nothing, unless it is asked to', async () => {
    const folder = smallPublication({ 'issues/2026-01-05-small/promos/p.md': '---\ntitle: P\n---\n1. No address\n' });
    expect((await courant(folder, ['check'])).status).toBe(0);
    expect((await courant(folder, ['check', '--fail-on', 'warning'])).status).toBe(1);
    expect((await courant(folder, ['build'])).status).toBe(0);
    addFiles(folder, {
      'courant.yaml': `${readFileSync(join(folder, 'courant.yaml'), 'utf8')}checks: { severity: { promo/no-url: off } }\n`,
    });
    expect((await courant(folder, ['check', '--fail-on', 'warning'])).status).toBe(0);
  });

  test('a build holds the files of the contract, and with --mjml the MJML', async () => {
    const folder = smallPublication();
    await courant(folder, ['build', '--out', 'elsewhere', '--mjml']);
    const files = readdirSync(join(folder, 'elsewhere/2026-01-05-small')).toSorted();
    expect(files).toEqual(['edition.json', 'email.html', 'email.mjml', 'email.txt', 'message.eml', 'web.html']);
    await courant(folder, ['build', '--out', 'elsewhere']);
    expect(existsSync(join(folder, 'elsewhere/2026-01-05-small/email.mjml'))).toBe(false);
  });

  test('a build is not written over an issue', async () => {
    const folder = smallPublication();
    const run = await courant(folder, ['build', '--out', 'issues']);
    expect(run.status).toBe(2);
    expect(readdirSync(join(folder, 'issues/2026-01-05-small')).toSorted()).toEqual(['10-story.md', 'issue.md']);
  });

  test('segments of an article make editions of their own', async () => {
    const small = smallPublication();
    addFiles(small, {
      'courant.yaml': `${readFileSync(join(small, 'courant.yaml'), 'utf8')}segments:\n  asia: { list: readers, where: { country: { in: [JP, CN] } } }\n`,
      'issues/2026-01-05-small/20-asia.md': '---\ntitle: Only for Asia\nsegments: [asia]\n---\nA typhoon.\n',
    });
    await courant(small, ['build']);
    const folder = join(small, 'dist/issues/2026-01-05-small');
    expect(readFileSync(join(folder, 'email.html'), 'utf8')).not.toContain('typhoon');
    expect(readFileSync(join(folder, 'editions/asia/email.html'), 'utf8')).toContain('typhoon');
    const send = jsonOf(await courant(small, ['send', 'latest', '--to', 'readers', '--yes', '--json']));
    expect(send).toMatchObject({
      accepted: 2,
      editions: [
        { segment: null, planned: 1 },
        { segment: 'asia', planned: 1 },
      ],
    });
  });
});

describe('the samples', () => {
  test('check without a warning', async () => {
    const run = await courant(samplePublication(), ['check', '--all', '--fail-on', 'warning']);
    expect(run).toEqual({
      status: 0,
      stdout: 'fine: nothing to mend in 2026-11-22-weekly, 2026-11-24-daily, 2026-11-25-daily-zh\n',
      stderr: '',
    });
  });
});
