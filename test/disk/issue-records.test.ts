import { existsSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeRecord, readRecord } from '../../src/disk/issue-records.ts';
import { scratchFolder } from '../delivery/fixtures.ts';

const FILE = 'record.yaml';

test('changes at the same time come one after the other, and none is lost', async () => {
  const root = scratchFolder();
  const numbers = Array.from({ length: 20 }, (_, index) => `${index}\n`);
  const changes = numbers.map((line) => changeRecord(root, FILE, (before) => `${before.value?.text ?? ''}${line}`));
  expect(new Set((await Promise.all(changes)).map(({ kind }) => kind))).toEqual(new Set(['written']));
  expect(
    readFileSync(join(root, FILE), 'utf8')
      .split(/(?<=\n)/)
      .toSorted(),
  ).toEqual(numbers.toSorted());
  expect(readdirSync(root)).toEqual([FILE]);
});

test('a change that comes to nothing writes nothing', async () => {
  const root = scratchFolder();
  expect(await changeRecord(root, FILE, () => null)).toEqual({ kind: 'unchanged' });
  expect(readdirSync(root)).toEqual([]);
});

test('the lock of a process that died is taken over once it is older than any change takes', async () => {
  const root = scratchFolder();
  const lock = join(root, `.${FILE}.lock`);
  writeFileSync(lock, '1 1');
  utimesSync(lock, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
  expect(await changeRecord(root, FILE, () => 'new\n')).toEqual({ kind: 'written' });
  expect(existsSync(lock)).toBe(false);
});

test('who lost the lock while it slept writes nothing over the other’s', async () => {
  const root = scratchFolder();
  const lock = join(root, `.${FILE}.lock`);
  const change = await changeRecord(root, FILE, () => {
    writeFileSync(lock, 'of another process');
    return 'late\n';
  });
  expect(change).toEqual({ kind: 'busy', lock: `.${FILE}.lock` });
  expect(readdirSync(root)).toEqual([`.${FILE}.lock`]);
});

test('no file is null, a link that leads nowhere or out is a diagnostic, and a folder that is missing is a failure', async () => {
  const root = scratchFolder();
  expect(await readRecord(root, FILE)).toEqual({ value: null, diagnostics: [] });
  symlinkSync('/nowhere/at-all', join(root, FILE));
  expect((await readRecord(root, FILE)).diagnostics.map(({ code }) => code)).toEqual(['file/unreadable']);
  expect(await changeRecord(root, `none/${FILE}`, () => 'x')).toEqual({ kind: 'failed', reason: 'ENOENT' });
});
