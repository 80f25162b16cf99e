import type { FaultName } from './faults.ts';

/** What was asked of the service and what it did, since it started. */
export interface CallCounts {
  /** Calls by action, from when the action could be read, whatever became of them. */
  readonly actions: Readonly<Record<string, number>>;
  /** Errors answered in the service's own words (so: certainly not accepted), by code. */
  readonly errors: Readonly<Record<string, number>>;
  /**
   * Faults given. `closeIdle` counts sockets closed under `after`, and under `before` the calls that came in on one:
   * only those were lost.
   */
  readonly faults: {
    readonly before: Readonly<Partial<Record<FaultName, number>>>;
    readonly after: Readonly<Partial<Record<FaultName, number>>>;
  };
  /** Calls whose caller can't know what became of them: all faults but the sockets that were closed unused. */
  readonly ambiguous: number;
  /** Calls whose caller went away before the body was whole. They were not accepted. */
  readonly cutShort: number;
  readonly accepted: number;
  readonly inFlight: number;
  readonly mostInFlight: number;
}

export interface Tally {
  readonly action: (name: string) => void;
  readonly error: (code: string) => void;
  readonly fault: (fault: FaultName, when: 'before' | 'after') => void;
  readonly cutShort: () => void;
  readonly began: () => void;
  readonly ended: () => void;
  readonly counts: (accepted: number) => CallCounts;
}

export function tally(): Tally {
  const actions = new Map<string, number>();
  const errors = new Map<string, number>();
  const faults = { before: new Map<FaultName, number>(), after: new Map<FaultName, number>() };
  let [ambiguous, cutShort, inFlight, mostInFlight] = [0, 0, 0, 0];
  return {
    action: (name) => add(actions, name),
    error: (code) => add(errors, code),
    fault: (fault, when) => {
      add(faults[when], fault);
      if (fault !== 'closeIdle' || when === 'before') ambiguous += 1;
    },
    cutShort: () => {
      cutShort += 1;
    },
    began: () => {
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
    },
    ended: () => {
      inFlight -= 1;
    },
    counts: (accepted) => ({
      actions: Object.fromEntries(actions),
      errors: Object.fromEntries(errors),
      faults: { before: Object.fromEntries(faults.before), after: Object.fromEntries(faults.after) },
      ambiguous,
      cutShort,
      accepted,
      inFlight,
      mostInFlight,
    }),
  };
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
