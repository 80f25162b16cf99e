import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextCache } from '../compile/template-set.ts';

/**
 * Keeps texts in a folder, each below the hash of itself; `behind` is a folder that is only read, for what came with
 * the program. A cache that can't be read or written, or was damaged, costs time, never a build.
 */
export function openTextCache(folder: string | null, behind?: string): TextCache {
  const folders = [behind, folder].filter((place) => typeof place === 'string');
  return {
    read: async (key) => {
      for (const place of folders) {
        const text = readWhole(join(place, key));
        if (text !== undefined) return text;
      }
      return undefined;
    },
    write: async (key, text) => {
      if (folder === null) return;
      const temporary = join(folder, `${key}.${process.pid}.tmp`);
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(temporary, `${hashOf(text)}\n${text}`);
        renameSync(temporary, join(folder, key));
      } catch {
        removeQuietly(temporary);
      }
    },
  };
}

/** What is left of a write that failed may be where nothing can be removed either. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The cache stays without this text.
  }
}

/** At once: nothing else could go on meanwhile, and by way of the pool of threads forty files take 7 ms more. */
function readWhole(file: string): string | undefined {
  try {
    const kept = readFileSync(file, 'utf8');
    const end = kept.indexOf('\n');
    const text = kept.slice(end + 1);
    return kept.slice(0, end) === hashOf(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
