import type { CallCounts } from '../ses-stand-in/stand-in.ts';
import type { Kill, RunReport } from './crash-run.ts';
import { stepNames } from './draw-run.ts';

/** How often something was killed, and what was in flight then. */
export interface KillCount {
  readonly times: number;
  readonly inFlight: number;
  readonly most: number;
}

export interface Tally {
  readonly runs: number;
  readonly kills: KillCount;
  readonly byMoment: ReadonlyMap<string, KillCount>;
  readonly byFound: ReadonlyMap<string, KillCount>;
  /** Calls of SendRawEmail. */
  readonly calls: number;
  readonly accepted: number;
  /** Fault → calls that were not accepted, and calls that were. */
  readonly faults: ReadonlyMap<string, readonly [before: number, after: number]>;
  readonly sums: Readonly<Record<SumName, number>>;
}

const SUMS = {
  readers: ({ send }) => send.counts.planned,
  accepted: ({ send }) => send.counts.accepted,
  rejected: ({ send }) => send.counts.rejected,
  inDoubt: ({ send }) => send.counts.inDoubt,
  byKills: ({ inDoubt }) => inDoubt.byKills,
  byFaults: ({ inDoubt }) => inDoubt.byFaults,
  inFlight: ({ kills }) => countOf(kills).inFlight,
  ambiguous: ({ calls }) => calls.ambiguous,
  unseen: ({ unseen }) => unseen,
  settled: ({ settled }) => settled,
  doubled: ({ doubled }) => doubled,
  lost: ({ lost }) => lost,
  misjudged: ({ misjudged }) => misjudged,
  retried: ({ retried }) => retried,
  throttled: ({ calls }) => calls.errors['Throttling'] ?? 0,
  late: ({ late }) => late,
} as const satisfies Readonly<Record<string, (report: RunReport) => number>>;

type SumName = keyof typeof SUMS;

export const MOMENTS = ['start', 'planning', 'sending', 'end', ...stepNames()];
const FOUND: readonly Kill['found'][] = ['nothing planned', 'planned', 'under way', 'everybody called'];

export function tally(reports: readonly RunReport[]): Tally {
  const kills = reports.flatMap((report) => report.kills);
  const sum = (of: (report: RunReport) => number): number => reports.reduce((total, one) => total + of(one), 0);
  const among = (names: readonly string[], nameOf: (kill: Kill) => string): ReadonlyMap<string, KillCount> =>
    new Map(names.map((name) => [name, countOf(kills.filter((kill) => nameOf(kill) === name))]));
  const sums: Partial<Record<string, number>> = {};
  return {
    runs: reports.length,
    kills: countOf(kills),
    byMoment: among(MOMENTS, momentName),
    byFound: among(FOUND, ({ found }) => found),
    calls: sum(({ calls }) => calls.actions['SendRawEmail'] ?? 0),
    accepted: sum(({ calls }) => calls.accepted),
    faults: faultsOf(reports.map(({ calls }) => calls)),
    sums: sumsOf(sum),
  };
}
