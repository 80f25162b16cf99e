import type { RunReport } from './crash-run.ts';
import { countKills, FOUND, type KillCount, momentName, MOMENTS, type Tally } from './tally.ts';

/** One line of a run. */
export function runLine({
  plan,
  kills,
  calls,
  unseen,
  send,
  inDoubt,
  settled,
  doubled,
  lost,
  misjudged,
  seconds,
}: RunReport): string {
  const flights = kills.map(({ moment, inFlight }) => `${momentName(moment)} ${inFlight}`);
  const bound = countKills(kills).inFlight + calls.ambiguous + unseen;
  const parts = [
    `seed ${plan.seed}`,
    `${kills.length} killed, in flight: ${flights.join(', ') || 'none'}`,
    `${calls.ambiguous} ambiguous faults`,
    `in doubt ${inDoubt.byKills} + ${inDoubt.byFaults} ≤ ${bound}, ${settled} settled`,
    `accepted ${send.counts.accepted}`,
    `doubled ${doubled}, lost ${lost}, misjudged ${misjudged}`,
    `${seconds.toFixed(1)} s`,
  ];
  return parts.join(' · ');
}

/** Where and when a crash test ran. */
export interface Setting {
  readonly seed: number;
  readonly readers: number;
  readonly node: string;
  readonly cores: number;
  /** Such as 2026-11-24. */
  readonly date: string;
  readonly seconds: number;
}

type Row = readonly [label: string, ...numbers: readonly (number | string)[]];

/** The tables of docs/reliability.md. */
export function markdown(all: Tally, { seed, readers, node, cores, date, seconds }: Setting): string {
  const { sums, kills } = all;
  const minutes = Math.round(seconds / 60);
  const setting = `Node ${node}, ${cores} cores, ${date}; ${minutes === 1 ? '1 minute' : `${minutes} minutes`}`;
  return [
    `${number(all.runs)} runs over ${number(readers)} readers each, seed ${seed} (${setting}).`,
    table(['readers', ''], readerRows(all)),
    table(
      ['in doubt', ''],
      [
        ['in flight at the kills, in all', kills.inFlight],
        ['in flight at one kill, at most', kills.most],
        ['ambiguous faults', sums.ambiguous],
        ['allowed for calls under way when an outage began', sums.unseen],
        ['**bound** (in flight + faults)', kills.inFlight + sums.ambiguous + sums.unseen],
        ['**in doubt**', sums.inDoubt],
        ['… because of a kill', sums.byKills],
        ['… because of a fault', sums.byFaults],
        ['settled by events', sums.settled],
        ['left in doubt, without an event', sums.inDoubt - sums.settled],
      ],
    ),
    table(['killed', 'times', 'in flight', 'at most'], killRows(MOMENTS, all.byMoment, MOMENT_WORDS)),
    table(['what the kill found', 'times', 'in flight', 'at most'], killRows(FOUND, all.byFound, {})),
    table(['fault of the network', 'not accepted', 'accepted'], faultRows(all)),
  ].join('\n\n');
}

function readerRows({ sums, kills }: Tally): readonly Row[] {
  return [
    ['readers in all runs', sums.readers],
    ['calls of SendRawEmail', sums.calls],
    ['processes killed', kills.times],
    ['kills that came too late, when all was done', sums.late],
    ['accepted, says the ledger', sums.accepted],
    ['rejected', sums.rejected],
    ['deferred by an outage, then sent by `retry`', sums.retried],
    ['throttled, then sent', sums.throttled],
    ['left while it was sent, and got nothing', sums.suppressed],
    ['in doubt', sums.inDoubt],
    ['**sent twice**', sums.doubled],
    ['**called accepted, and not accepted**', sums.lost],
    ['**called rejected or deferred, and accepted; or forgotten**', sums.misjudged],
  ];
}

const MOMENT_WORDS: Readonly<Record<string, string>> = {
  start: 'while it started',
  planning: 'after it asked for the quota: planning, or taking the send on',
  sending: 'while it sent',
  end: 'after the last call',
};

function killRows(
  names: readonly string[],
  counts: ReadonlyMap<string, KillCount>,
  words: Readonly<Record<string, string>>,
): readonly Row[] {
  return names.map((name) => {
    const { times = 0, inFlight = 0, most = 0 } = counts.get(name) ?? {};
    const isStep = MOMENTS.indexOf(name) > MOMENTS.indexOf('end');
    return [words[name] ?? (isStep ? `by itself, at the ledger’s step \`${name}\`` : name), times, inFlight, most];
  });
}

function faultRows({ faults }: Tally): readonly Row[] {
  return [...faults]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([fault, { before, after }]) => [`\`${fault}\``, before, after]);
}

function table(head: readonly string[], rows: readonly Row[]): string {
  const line = (cells: readonly (number | string)[]): string =>
    `| ${cells.map((cell) => (typeof cell === 'number' ? number(cell) : cell)).join(' | ')} |`;
  const rule = head.map((_, index) => (index === 0 ? '---' : '---:'));
  return [line(head), `|${rule.join('|')}|`, ...rows.map(line)].join('\n');
}

function number(value: number): string {
  return value.toLocaleString('en');
}

const MARKS = ['<!-- crash test: written by `npm run crash -- --write` -->', '<!-- end of the crash test -->'] as const;

/** The page with new tables between its marks. */
export function withTables(page: string, tables: string): string {
  const [from, to] = MARKS.map((mark) => page.indexOf(mark));
  if (from === undefined || to === undefined || from === -1 || to < from)
    throw new Error(`the page lacks the marks ${MARKS.join(' … ')}`);
  return `${page.slice(0, from + MARKS[0].length)}\n\n${tables}\n\n${page.slice(to)}`;
}
