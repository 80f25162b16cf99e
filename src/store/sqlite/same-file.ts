import { statSync } from 'node:fs';
import { StoreError } from '../../delivery/store-error.ts';

/** What SQLite keeps open for one store. Without its log or its locks a store is as lost as without itself. */
const PARTS = ['', '-wal', '-shm'] as const;

/** Whether the files of a store are still those that this program has open, or the first one that isn't. */
export type Looked = 'same' | { readonly gone: (typeof PARTS)[number] };

/**
 * To be made when the file was just opened, and asked while a transaction keeps what lies beside it in place: that counts
 * from the first look on. SQLite writes on into a file that was removed or moved away, and says that all is well: every
 * attempt noted there would be lost, and its reader doubled. Three calls of stat, 8 µs.
 */
export function watchFile(file: string): () => Looked {
  const known = new Map<string, string | null>([['', identityOf(file)]]);
  return () => {
    for (const part of PARTS) {
      const before = known.get(part) ?? null;
      const now = identityOf(`${file}${part}`);
      if (before !== null && before !== now) return { gone: part };
      known.set(part, now);
    }
    return 'same';
  };
}

/** Where only what lies beside the store is gone, `close` brings it into the store. */
export function storeGone(file: string, part: (typeof PARTS)[number]): StoreError {
  return new StoreError('store-gone', {
    message: `${part === '' ? 'the store ' : ''}${file}${part} was removed or replaced while it was in use`,
    hint:
      part === ''
        ? 'Put the very file back, with the -wal beside it: a copy from before doesn’t know who has the mail since.'
        : 'Nothing is lost: end every courant that uses the store, then carry on.',
  });
}

function identityOf(path: string): string | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev} ${found.ino}`;
}
