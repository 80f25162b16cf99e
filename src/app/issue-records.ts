import type { Checked } from '../diagnostic/diagnostic.ts';
import type { Source } from '../diagnostic/source.ts';
import { done, type Outcome, refuse } from './refusal.ts';

/** The files that Courant itself writes into an issue's folder. */
export type RecordFile = 'approved.yaml' | 'sent.yaml';

/** Port: these files. A value of null: there is no such file. */
export interface IssueRecords {
  readonly read: (issue: string, file: RecordFile) => Promise<Checked<Source | null>>;
  /**
   * Reads the file, gives it to `change`, and puts the text that comes back in its place, whole and on the disk when this
   * resolves; nothing is written where null comes back. No other process changes the file in between.
   */
  readonly change: (
    issue: string,
    file: RecordFile,
    change: (before: Checked<Source | null>) => string | null,
  ) => Promise<RecordChange>;
}

export type RecordChange =
  | { readonly kind: 'written' | 'unchanged' }
  /** Another process is at it, or died while it was: `lock` is the file that says so. */
  | { readonly kind: 'busy'; readonly lock: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Where a record of Courant's can't be read, in one line: nothing passes on a guess. */
export function unreadable(
  code: string,
  { diagnostics }: Pick<Checked<unknown>, 'diagnostics'>,
  hint: string,
): ReturnType<typeof refuse> {
  const first = diagnostics.find(({ severity }) => severity === 'error');
  if (first === undefined) throw new Error('a record could not be read, and nobody said why');
  const { file, line, column } = first.span;
  return refuse(code, `${file}:${line}:${column} can’t be read: ${first.message}.`, hint);
}

export function changeOutcome(change: RecordChange, path: string): Outcome<'written' | 'unchanged'> {
  if (change.kind === 'busy') {
    const message = `Another courant is writing ${path}.`;
    return refuse('record-busy', message, `Run this again; if no other courant is at work, delete ${change.lock}.`);
  }
  if (change.kind === 'failed') {
    const hint = 'Check that there is space on the disk and that you may write in the issue’s folder.';
    return refuse('record-not-writable', `${path} could not be written (${change.reason}).`, hint);
  }
  return done(change.kind);
}
