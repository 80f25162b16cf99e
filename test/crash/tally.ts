import type { RunReport } from './crash-run.ts';
import { type Moment, stepNames } from './draw-run.ts';
import type { Kill } from './send-to-the-end.ts';

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
  readonly faults: ReadonlyMap<string, FaultCount>;
  readonly sums: Sums;
}

/** Calls that were not accepted, and calls that were. */
export interface FaultCount {
  readonly before: number;
  readonly after: number;
}

type Sums = ReturnType<typeof sumsOf>;

export const MOMENTS: readonly string[] = ['start', 'planning', 'sending', 'end', ...stepNames()];
export const FOUND: readonly Kill['found'][] = ['nothing planned', 'planned', 'under way', 'everybody called'];

export function momentName(moment: Moment): string {
  return moment.kind === 'step' ? moment.step : moment.kind;
}

export function tally(reports: readonly RunReport[]): Tally {
  const kills = reports.flatMap((report) => report.kills);
  const among = (names: readonly string[], nameOf: (kill: Kill) => string): ReadonlyMap<string, KillCount> =>
    new Map(names.map((name) => [name, countKills(kills.filter((kill) => nameOf(kill) === name))]));
  return {
    runs: reports.length,
    kills: countKills(kills),
    byMoment: among(MOMENTS, ({ moment }) => momentName(moment)),
    byFound: among(FOUND, ({ found }) => found),
    faults: countFaults(reports),
    sums: sumsOf(reports),
  };
}

export function countKills(kills: readonly Kill[]): KillCount {
  const numbers = kills.map(({ inFlight }) => inFlight);
  return { times: kills.length, inFlight: numbers.reduce((sum, one) => sum + one, 0), most: Math.max(0, ...numbers) };
}

function countFaults(reports: readonly RunReport[]): ReadonlyMap<string, FaultCount> {
  const counts = new Map<string, FaultCount>();
  for (const { faults } of reports.map(({ calls }) => calls)) {
    for (const when of ['before', 'after'] as const) {
      for (const [fault, times] of Object.entries(faults[when])) {
        const count = counts.get(fault) ?? { before: 0, after: 0 };
        counts.set(fault, { ...count, [when]: count[when] + times });
      }
    }
  }
  return counts;
}

function sumsOf(reports: readonly RunReport[]) {
  const sum = (of: (report: RunReport) => number): number => reports.reduce((total, one) => total + of(one), 0);
  return {
    readers: sum(({ send }) => send.audience),
    calls: sum(({ calls }) => calls.actions['SendRawEmail'] ?? 0),
    accepted: sum(({ send }) => send.counts.accepted),
    rejected: sum(({ send }) => send.counts.rejected),
    suppressed: sum(({ send }) => send.suppressed),
    inDoubt: sum(({ send }) => send.counts.inDoubt),
    byKills: sum(({ inDoubt }) => inDoubt.byKills),
    byFaults: sum(({ inDoubt }) => inDoubt.byFaults),
    ambiguous: sum(({ calls }) => calls.ambiguous),
    unseen: sum(({ unseen }) => unseen),
    settled: sum(({ settled }) => settled),
    retried: sum(({ retried }) => retried),
    throttled: sum(({ calls }) => calls.errors['Throttling'] ?? 0),
    late: sum(({ plan, kills }) => plan.moments.length - kills.length),
    doubled: sum(({ doubled }) => doubled),
    lost: sum(({ lost }) => lost),
    misjudged: sum(({ misjudged }) => misjudged),
  };
}
