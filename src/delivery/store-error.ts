/** Stable names of what can be wrong with a store; scripts read them. */
export type StoreErrorCode =
  | 'store-not-writable'
  | 'store-corrupt'
  | 'store-foreign'
  | 'store-newer'
  | 'store-locked'
  | 'store-full'
  | 'store-missing'
  | 'store-gone'
  | 'backup-exists'
  | 'backup-not-written'
  | 'send-taken-over';

/** The only error that a store's operation rejects with, our own bugs aside: the person at the keyboard can mend it. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  readonly hint: string;

  constructor(
    code: StoreErrorCode,
    words: { readonly message: string; readonly hint: string; readonly cause?: unknown },
  ) {
    super(words.message, { cause: words.cause });
    this.code = code;
    this.hint = words.hint;
  }
}
