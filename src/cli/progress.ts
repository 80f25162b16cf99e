import type { ProgressReport } from '../delivery/progress.ts';
import type { DeliveryCounts } from '../delivery/state.ts';
import { paint, type Terminal } from './terminal.ts';

const REDRAW_EVERY = 100;
const REPORT_EVERY = 10_000;
const BAR = 24;

export interface Progress {
  readonly update: (progress: ProgressReport) => void;
  /** Takes the bar away, so that the summary stands on a clean line. */
  readonly end: () => void;
}

/** A bar that redraws itself on a terminal; elsewhere a line every ten seconds. Both on stderr. */
export function startProgress(terminal: Terminal, now: () => number): Progress {
  const started = now();
  let drawn = Number.NEGATIVE_INFINITY;
  const every = terminal.interactive ? REDRAW_EVERY : REPORT_EVERY;
  if (!terminal.interactive) drawn = started;
  return {
    update: ({ counts }) => {
      const time = now();
      if (time - drawn < every) return;
      drawn = time;
      const line = progressLine(counts, (time - started) / 1000);
      terminal.err(terminal.interactive ? `\r\u001b[2K${bar(counts, terminal)} ${line}` : `${line}\n`);
    },
    end: () => {
      if (terminal.interactive) terminal.err('\r\u001b[2K');
    },
  };
}

function progressLine(counts: DeliveryCounts, seconds: number): string {
  const done = counts.planned - counts.pending;
  const rate = seconds > 0 ? done / seconds : 0;
  const parts = [
    `${done.toLocaleString('en')}/${counts.planned.toLocaleString('en')}`,
    `${Math.round(rate).toLocaleString('en')}/s`,
  ];
  if (counts.rejected > 0) parts.push(`${counts.rejected.toLocaleString('en')} rejected`);
  if (counts.deferred > 0) parts.push(`${counts.deferred.toLocaleString('en')} deferred`);
  if (counts.inDoubt > 0) parts.push(`${counts.inDoubt.toLocaleString('en')} in doubt`);
  if (rate > 0 && counts.pending > 0) parts.push(`${clockTime(counts.pending / rate)} left`);
  return parts.join('  ');
}

function bar(counts: DeliveryCounts, terminal: Terminal): string {
  const share = counts.planned === 0 ? 1 : (counts.planned - counts.pending) / counts.planned;
  const full = Math.round(share * BAR);
  return (
    paint(terminal.color.err, 'green', '█'.repeat(full)) + paint(terminal.color.err, 'dim', '░'.repeat(BAR - full))
  );
}

/** `0:42`, `1:05:00`. */
function clockTime(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
