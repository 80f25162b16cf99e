/**
 * `error`: mail isn't taken, or fails what receivers ask for. `warning`: mail goes, and something about it is weaker than
 * it could be. `skipped`: nobody knows, because something else has to be mended first.
 */
type FindingStatus = 'ok' | 'warning' | 'error' | 'skipped';

/** What a check found. `message` is a sentence; `hint` says exactly what to do, null where there is nothing to. */
export interface Verdict {
  readonly status: FindingStatus;
  readonly message: string;
  readonly hint: string | null;
}

export interface Finding extends Verdict {
  /** The check's name: stable, kebab-case. */
  readonly check: string;
}

export function fine(message: string): Verdict {
  return { status: 'ok', message, hint: null };
}

export function warning(message: string, hint: string): Verdict {
  return { status: 'warning', message, hint };
}

export function failing(message: string, hint: string): Verdict {
  return { status: 'error', message, hint };
}

export function skipped(message: string, hint: string): Verdict {
  return { status: 'skipped', message, hint };
}

export interface FindingCounts {
  readonly errors: number;
  readonly warnings: number;
}

export function countFindings(findings: readonly Finding[]): FindingCounts {
  const count = (wanted: FindingStatus): number => findings.filter(({ status }) => status === wanted).length;
  return { errors: count('error'), warnings: count('warning') };
}
