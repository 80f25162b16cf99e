import { type RankedLine, titleAfter } from './ranked-line.ts';

export interface RunItem {
  readonly rank: number;
  readonly title: string;
}

/** A way to read the lines so far: the rank of the last one, and how much had to be believed. */
interface Reading {
  readonly rank: number;
  readonly title: string;
  readonly cost: number;
  readonly before: Reading | null;
}

/** A title that begins with digits is rarer than one that doesn't, and a list with a gap is rarer still. */
const COST = { list: 3, digits: 1, zero: 8, gap: 10 } as const;
const WIDEST_GAP = 5;

/**
 * Reads lines that follow one another as lists: each has the rank after the one before it, or begins the next list with
 * rank 1. Of `310 firms leave` only the run of ranks says whether it is number 3, 31 or 310. As many lines as can be read
 * that way, from the first on; what doesn't fit ends the run.
 */
export function readRun(lines: Iterable<RankedLine>): readonly RunItem[] {
  let readings: readonly Reading[] = [];
  for (const line of lines) {
    const next =
      readings.length === 0
        ? begin(line, null)
        : readings.flatMap((reading) => [...goOn(line, reading), ...begin(line, reading)]);
    if (next.length === 0) break;
    readings = cheapest(next);
  }
  const [best] = readings.toSorted((a, b) => a.cost - b.cost);
  return best === undefined ? [] : unwind(best);
}

function begin(line: RankedLine, before: Reading | null): readonly Reading[] {
  return read(line, 1, { before, extra: COST.list });
}

function goOn(line: RankedLine, before: Reading): readonly Reading[] {
  const next = read(line, before.rank + 1, { before, extra: 0 });
  if (next.length > 0) return next;
  const whole = Number(line.digits);
  return whole > before.rank + 1 && whole <= before.rank + WIDEST_GAP
    ? read(line, whole, { before, extra: COST.gap })
    : [];
}

function read(
  line: RankedLine,
  rank: number,
  { before, extra }: { readonly before: Reading | null; readonly extra: number },
): readonly Reading[] {
  const digits = String(rank);
  if (!line.digits.startsWith(digits)) return [];
  const title = titleAfter(line, digits.length);
  if (title === null) return [];
  const cost = (before?.cost ?? 0) + extra + costOf(line.digits.slice(digits.length));
  return [{ rank, title, cost, before }];
}

function costOf(glued: string): number {
  if (glued === '') return 0;
  return glued.startsWith('0') ? COST.zero : COST.digits;
}

/** Of readings with the same last rank only the cheapest can win: there are never more than a line has digits. */
function cheapest(readings: readonly Reading[]): readonly Reading[] {
  const best = new Map<number, Reading>();
  for (const reading of readings) {
    const known = best.get(reading.rank);
    if (known === undefined || reading.cost < known.cost) best.set(reading.rank, reading);
  }
  return [...best.values()];
}

function unwind(last: Reading): readonly RunItem[] {
  const items: RunItem[] = [];
  for (let reading: Reading | null = last; reading !== null; reading = reading.before) {
    items.push({ rank: reading.rank, title: reading.title });
  }
  return items.toReversed();
}
