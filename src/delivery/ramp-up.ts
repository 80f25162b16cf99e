import { readWall, wallAt, zoneClock } from '../mail/time-zone.ts';

const DAY = 86_400_000;

/** `ses.rampUp` of courant.yaml: a young domain is trusted with a little more each day. */
export interface RampUp {
  /** The first day, such as `2026-11-01`. */
  readonly from: string;
  /** Messages on the first day. */
  readonly start: number;
  /** How many times as many each day as on the day before. */
  readonly factor: number;
}

/** One day of a ramp-up, as it is in the publication's zone. */
export interface RampUpDay {
  /** From 1; 0 or less before the first day. */
  readonly day: number;
  /** Messages that may leave on this day; `Infinity` once the account's own quota is the smaller limit. */
  readonly cap: number;
  /** The midnights around it: what left since `begins` counts, and `ends` is when the next day's may go. */
  readonly begins: number;
  readonly ends: number;
}

/**
 * The day of a ramp-up on which an instant falls; `perDay` is the account's quota. It goes by the calendar: a day without
 * a send counts like any other, and a domain that rested for weeks wants a new `from`.
 */
export function rampUpDay(
  rampUp: RampUp,
  { now, timeZone, perDay }: { readonly now: number; readonly timeZone: string; readonly perDay: number },
): RampUpDay {
  const offsetAt = zoneClock(timeZone);
  const today = Math.floor(wallAt(now, offsetAt) / DAY);
  const day = today - Math.floor(Date.parse(`${rampUp.from.trim()}T00:00Z`) / DAY) + 1;
  return {
    day,
    cap: dailyCap(rampUp, day, perDay),
    begins: readWall(today * DAY, offsetAt).instant,
    ends: readWall((today + 1) * DAY, offsetAt).instant,
  };
}

/** Messages on a day of the ramp-up. Before its first day the domain is no older: then it is the first day's number. */
export function dailyCap({ start, factor }: RampUp, day: number, perDay: number): number {
  const cap = Math.floor(start * factor ** (Math.max(1, day) - 1));
  return cap < perDay ? cap : Number.POSITIVE_INFINITY;
}

/** `day 5 of the ramp-up: 1,012 messages today`; null once it is over. */
export function rampUpText({ day, cap }: RampUpDay): string | null {
  if (cap === Number.POSITIVE_INFINITY) return null;
  const messages = `${cap.toLocaleString('en')} ${cap === 1 ? 'message' : 'messages'} today`;
  return day < 1 ? `before the first day of the ramp-up: ${messages}` : `day ${day} of the ramp-up: ${messages}`;
}
