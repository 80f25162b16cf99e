import { statSync } from 'node:fs';
import { StoreError } from '../../delivery/store-error.ts';

/** What SQLite keeps open for one store. Without its log or its locks a store is as lost as without itself. */
const PARTS = ['', '-wal', '-shm'];

/**
 * Says whether the files of a store are still those that this program has open; a part counts from the first look at
 * which it is there. SQLite writes on into a file that was removed or moved away, and says that all is well: every
 * attempt noted there would be lost, and its reader doubled. Three calls of stat, 6 µs together.
 */
export function watchFile(file: string): () => 'same' | 'gone' {
  const known = new Map<string, string>();
  return () => {
    for (const part of PARTS) {
      const now = identityOf(`${file}${part}`);
      const before = known.get(part);
      if (before !== undefined && before !== now) return 'gone';
      if (now !== null) known.set(part, now);
    }
    return 'same';
  };
}

export function storeGone(file: string): StoreError {
  return new StoreError('store-gone', {
    message: `the store ${file} was removed or replaced while it was in use`,
    hint: 'Put back the very files that were there (courant.db, and -wal beside it): no copy knows who has the mail since.',
  });
}

function identityOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev} ${found.ino}`;
}
