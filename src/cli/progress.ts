import type { ProgressReport } from '../delivery/progress.ts';
import type { DeliveryCounts } from '../delivery/state.ts';
import { clockTime } from './clock-time.ts';
import { paint, type Terminal } from './terminal.ts';

const REDRAW_EVERY = 100;
const REPORT_EVERY = 10_000;
const JSON_EVERY = 1000;
const BAR = 24;
/** The speed that is shown, and the time left, are those of so many milliseconds. */
const LOOK_BACK = 15_000;

export interface Progress {
  readonly update: (progress: ProgressReport) => void;
  /** Takes the bar away, so that the summary stands on a clean line. */
  readonly end: () => void;
}

interface Moment {
  readonly time: number;
  readonly done: number;
}

/**
 * A bar that redraws itself on a terminal, a line every ten seconds elsewhere, or (`json`) a line of JSON each second;
 * all on stderr.
 */
export function startProgress(terminal: Terminal, now: () => number, form: 'human' | 'json'): Progress {
  const draws = form === 'human' && terminal.interactive;
  const every = form === 'json' ? JSON_EVERY : draws ? REDRAW_EVERY : REPORT_EVERY;
  let drawn = draws ? Number.NEGATIVE_INFINITY : now();
  let moments: readonly Moment[] = [{ time: now(), done: Number.NaN }];
  return {
    update: ({ counts, rate }) => {
      const time = now();
      if (Number.isNaN(moments[0]?.done)) moments = [{ time, done: doneOf(counts) }];
      if (time - drawn < every) return;
      drawn = time;
      moments = [...moments.filter((one) => time - one.time <= LOOK_BACK), { time, done: doneOf(counts) }].slice(-160);
      const speed = speedOf(moments);
      if (form === 'json') terminal.err(`${jsonLine(counts, rate, speed)}\n`);
      else if (draws) terminal.err(`\r\u001b[2K${bar(counts, terminal)} ${progressLine(counts, speed)}`);
      else terminal.err(`${progressLine(counts, speed)}\n`);
    },
    end: () => {
      if (draws) terminal.err('\r\u001b[2K');
    },
  };
}

function doneOf(counts: DeliveryCounts): number {
  return counts.planned - counts.pending;
}

function speedOf(moments: readonly Moment[]): number {
  const [first, last] = [moments[0], moments.at(-1)];
  if (first === undefined || last === undefined || last.time <= first.time) return 0;
  return Math.max(0, ((last.done - first.done) * 1000) / (last.time - first.time));
}

/** `rate` is the pace that is allowed now, null for no limit; `perSecond` is what really leaves. */
function jsonLine(counts: DeliveryCounts, rate: number, speed: number): string {
  const tenth = (value: number): number => Math.round(value * 10) / 10;
  return JSON.stringify({ ...counts, perSecond: tenth(speed), rate: Number.isFinite(rate) ? tenth(rate) : null });
}

function progressLine(counts: DeliveryCounts, speed: number): string {
  const said = (value: number, word: string): readonly string[] =>
    value > 0 ? [`${value.toLocaleString('en')} ${word}`] : [];
  const parts = [
    `${doneOf(counts).toLocaleString('en')}/${counts.planned.toLocaleString('en')}`,
    `${speed < 10 ? Math.round(speed * 10) / 10 : Math.round(speed).toLocaleString('en')}/s`,
    ...said(counts.accepted, 'accepted'),
    ...said(counts.rejected, 'rejected'),
    ...said(counts.deferred, 'deferred'),
    ...said(counts.inDoubt, 'in doubt'),
  ];
  if (speed > 0 && counts.pending > 0) parts.push(`${clockTime(counts.pending / speed)} left`);
  return parts.join('  ');
}

function bar(counts: DeliveryCounts, terminal: Terminal): string {
  const share = counts.planned === 0 ? 1 : doneOf(counts) / counts.planned;
  const full = Math.round(share * BAR);
  return (
    paint(terminal.color.err, 'green', '█'.repeat(full)) + paint(terminal.color.err, 'dim', '░'.repeat(BAR - full))
  );
}
