import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { cacheFolder } from '../../src/disk/cache-folder.ts';
import { openTextCache } from '../../src/disk/compile-cache.ts';

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'courant-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it.each(['', 'shape', 'lines\nand \u0001 2\u0002 signs\n', '港口 👩‍👩‍👧'])('gives back %j as it was', async (text) => {
  const folder = join(emptyFolder(), 'new', 'one');
  await openTextCache(folder).write('key', text);
  expect(await openTextCache(folder).read('key')).toBe(text);
  expect(await openTextCache(folder).read('other')).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['key']);
});

it.each([
  ['cut off', (kept: string) => kept.slice(0, -1)],
  ['changed', (kept: string) => kept.replace('shape', 'shame')],
  ['empty', () => ''],
  ['without its hash', () => 'shape'],
])('misses what was %s', async (_, damage) => {
  const folder = emptyFolder();
  const cache = openTextCache(folder);
  await cache.write('key', 'a shape');
  writeFileSync(join(folder, 'key'), damage(readFileSync(join(folder, 'key'), 'utf8')));
  expect(await cache.read('key')).toBeUndefined();
  await cache.write('key', 'a shape');
  expect(await cache.read('key')).toBe('a shape');
});

it('finds what came with the program, and never writes there', async () => {
  const [own, shipped] = [emptyFolder(), emptyFolder()];
  await openTextCache(shipped).write('shipped', 'code');
  const cache = openTextCache(own, shipped);
  expect(await cache.read('shipped')).toBe('code');
  await cache.write('own', 'code');
  expect([readdirSync(own), readdirSync(shipped)]).toEqual([['own'], ['shipped']]);
});

it('costs nothing but time where nothing can be written', async () => {
  const file = join(emptyFolder(), 'file');
  writeFileSync(file, '');
  for (const cache of [openTextCache(null), openTextCache(join(file, 'below'))]) {
    await cache.write('key', 'text');
    expect(await cache.read('key')).toBeUndefined();
  }
});

it("lies in the user's cache folder", () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/var/caches' })).toBe(join('/var/caches', 'courant'));
  expect(cacheFolder({ XDG_CACHE_HOME: 'relative', HOME: '/home/ana' })).toBe(join('/home/ana', '.cache', 'courant'));
  expect(cacheFolder({})).toBeNull();
});
