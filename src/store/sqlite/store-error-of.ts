import { StoreError, type StoreErrorCode } from '../../delivery/store-error.ts';

interface Explanation {
  readonly when: RegExp;
  readonly code: StoreErrorCode;
  readonly message: (file: string) => string;
  readonly hint: string;
}

/** SQLite's result codes, and libsql's words where it gives none (14 is SQLITE_CANTOPEN). */
const EXPLANATIONS: readonly Explanation[] = [
  {
    when: /^SQLITE_(BUSY|LOCKED|PROTOCOL)/,
    code: 'store-locked',
    message: (file) => `the store ${file} is in use by another program`,
    hint: 'Wait until the other courant has finished its step, then run this again.',
  },
  {
    when: /^SQLITE_(NOTADB|CORRUPT)/,
    code: 'store-corrupt',
    message: (file) => `the store ${file} is damaged, or is not a store`,
    hint: 'Restore it from a backup, or point COURANT_STORE at another file.',
  },
  {
    when: /^SQLITE_FULL/,
    code: 'store-full',
    message: (file) => `no space is left on the disk of the store ${file}`,
    hint: 'Free some space, then resume: nothing is sent that could not be written down first.',
  },
  {
    when: /^SQLITE_IOERR/,
    code: 'store-not-writable',
    message: (file) => `the disk of the store ${file} fails, or can't be written to any more`,
    hint: 'See to the disk (the system’s log says what is wrong with it), then carry on: nothing is sent that could not be written down first.',
  },
  {
    when: /^SQLITE_(READONLY|CANTOPEN|PERM)|ConnectionFailed.*: 14"|^E(ACCES|PERM|ROFS|NOENT|NOTDIR|EXIST|ISDIR)$/,
    code: 'store-not-writable',
    message: (file) => `the store ${file} can't be opened for writing`,
    hint: 'Check that its folder exists and that you may write there, or point COURANT_STORE at another file.',
  },
];

/** What a person can mend becomes a `StoreError`; anything else is handed back as it is. */
export function storeErrorOf(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error;
  const code = 'code' in error && typeof error.code === 'string' && error.code !== '' ? error.code : error.message;
  const found = EXPLANATIONS.find(({ when }) => when.test(code));
  if (found === undefined) return error;
  return new StoreError(found.code, { message: found.message(file), hint: found.hint, cause: error });
}
