import { readableText } from '../../audience/readable-text.ts';
import type { Window } from '../../delivery/schedule/window.ts';
import { done, type Outcome, refuse } from '../refusal.ts';
import { asciiDigits } from './ascii-digits.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const LONGEST = 40;
const FORM = /^(\d{1,2}):(\d{2}) ?[-–] ?(\d{1,2}):(\d{2})$/;
const EXAMPLES = 'Such as --window 08:00-20:00, or --window 22:00-06:00 over midnight.';

/** The time of day of `--window`: `08:00-20:00`, or over midnight `22:00-06:00`. `24:00` is the end of a day. */
export function parseWindow(text: string): Outcome<Window> {
  const written = text.trim();
  const parts = written.length > LONGEST ? null : FORM.exec(written);
  if (parts === null) return unreadable(written);
  const [from, to] = [timeOf(parts[1], parts[2]), timeOf(parts[3], parts[4])];
  if (from === null || to === null || from === DAY)
    return refuse('usage', `--window ${written} names a time that no clock shows.`, EXAMPLES);
  if (from === to)
    return refuse('usage', `--window ${written} begins and ends at the same time.`, 'Write two different times.');
  if (to - from === DAY) return refuse('usage', 'That window is the whole day.', 'Leave --window out.');
  return done({ from, to: to > from ? to : to + DAY });
}

/** The window as `parseWindow` reads it, for the store: `08:00-20:00`. */
export function windowText({ from, to }: Window): string {
  return `${clock(from)}-${clock(to > DAY ? to - DAY : to)}`;
}

function clock(time: number): string {
  const minutes = time / MINUTE;
  return [Math.floor(minutes / 60), minutes % 60].map((value) => String(value).padStart(2, '0')).join(':');
}

function timeOf(hours: string | undefined, minutes: string | undefined): number | null {
  const [hour, minute] = [Number(hours), Number(minutes)];
  return minute > 59 || hour * 60 + minute > 24 * 60 ? null : (hour * 60 + minute) * MINUTE;
}

function unreadable(written: string): Outcome<never> {
  const message = `--window wants two times of day, not ${readableText(written)}.`;
  const meant = written.length > LONGEST ? written : asciiDigits(written);
  if (meant !== written && FORM.test(meant))
    return refuse('usage', message, `Write it with the digits 0 to 9: --window ${meant}.`);
  return refuse('usage', message, EXAMPLES);
}
