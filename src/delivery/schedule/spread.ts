import { formatMoment, formatTimeAt, formatWait } from './format-moment.ts';
import type { ReaderTimes } from './local-times.ts';

/** How the readers of a send spread over the moments at which their own zones let it go. */
export interface Spread {
  /** In order of time. */
  readonly openings: readonly { readonly at: number; readonly readers: number }[];
  readonly late: {
    readonly readers: number;
    /** How late the latest of them is, in milliseconds. */
    readonly most: number;
  };
}

export interface SpreadCount {
  readonly add: (times: ReaderTimes) => void;
  readonly read: () => Spread;
}

/** Counts readers as they are planned, in the memory of the world's zones and not of its readers. */
export function countSpread(): SpreadCount {
  const byMoment = new Map<number, number>();
  let late = { readers: 0, most: 0 };
  return {
    add: (times) => {
      byMoment.set(times.notBefore, (byMoment.get(times.notBefore) ?? 0) + 1);
      if (times.late > 0) late = { readers: late.readers + 1, most: Math.max(late.most, times.late) };
    },
    read: () => ({
      openings: [...byMoment].map(([at, readers]) => ({ at, readers })).toSorted((a, b) => a.at - b.at),
      late,
    }),
  };
}

/**
 * `from 20:00 today to 22:00 tomorrow in Europe/Lisbon, at 3 different moments; for 12 readers the moment has passed, by
 * up to 8 hours`. Empty for nobody.
 */
export function spreadText({ openings, late }: Spread, timeZone: string, now: number): string {
  const first = openings[0];
  const last = openings.at(-1);
  if (first === undefined || last === undefined) return '';
  const moments = openings.length.toLocaleString('en');
  const when =
    first === last
      ? formatMoment(first.at, timeZone, now)
      : `from ${formatTimeAt(first.at, timeZone, now)} to ${formatMoment(last.at, timeZone, now)}, at ${moments} different moments`;
  if (late.readers === 0) return when;
  const readers = `${late.readers.toLocaleString('en')} ${late.readers === 1 ? 'reader' : 'readers'}`;
  return `${when}; for ${readers} the moment has passed, by up to ${formatWait(late.most)}`;
}
