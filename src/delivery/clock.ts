/** Port: time. Instants are milliseconds since 1970-01-01T00:00Z. */
export interface Clock {
  readonly now: () => number;
  /** Milliseconds since some moment; only ever goes on, also when somebody sets the clock back. For what lasts how long. */
  readonly monotonic: () => number;
  /** Resolves after so many milliseconds, or at once when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}
