/** Stable names of why a transport can't be used at all; scripts read them. */
export type TransportErrorCode =
  | 'transport-unreachable'
  | 'transport-refused'
  | 'transport-paused'
  | 'transport-misconfigured';

/** What a transport rejects with before anything was sent: the person at the keyboard can mend it. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code: TransportErrorCode;
  readonly hint: string;

  constructor(
    code: TransportErrorCode,
    words: { readonly message: string; readonly hint: string; readonly cause?: unknown },
  ) {
    super(words.message, { cause: words.cause });
    this.code = code;
    this.hint = words.hint;
  }
}
