import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ShapeCache } from '../compile/template-set.ts';

/** Keeps compiled shapes in a folder. A cache that can't be read or written costs time, never a build. */
export function openShapeCache(folder: string): ShapeCache {
  return {
    read: async (key) => {
      try {
        return await readFile(join(folder, key), 'utf8');
      } catch {
        return undefined;
      }
    },
    write: async (key, shape) => {
      const temporary = join(folder, `${key}.${process.pid}.tmp`);
      try {
        await mkdir(folder, { recursive: true });
        await writeFile(temporary, shape);
        await rename(temporary, join(folder, key));
      } catch {
        await rm(temporary, { force: true });
      }
    },
  };
}
