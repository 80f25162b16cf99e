/**
 * The pace of a send, as values: the generic cell rate algorithm (ITU-T I.371), which needs one number, and a rate that
 * gives way to throttling and comes back. Times are milliseconds of a clock that only goes on.
 */
export interface Pace {
  /** The most that the account or the editor allows, a second; `Infinity` for no limit. */
  readonly most: number;
  /** What is tried now, a second. */
  readonly rate: number;
  /** When the next message would be due at exactly this rate. */
  readonly due: number;
  /** When the rate was last given way or grown back. */
  readonly changed: number;
  /** Until when nothing leaves, because calls came too fast. */
  readonly pausedUntil: number;
}

/** Of an account's rate: what the network delays and then brings at once must still fit. */
const SHARE = 0.95;
/** How far ahead of the even rhythm a burst may be: late timers are made up for, and no second exceeds the rate by 4 %. */
const TOLERANCE = 40;
/**
 * Throttled at its full pace, which fits: some calls were held up on the way and came at once. Seven tenths and a second's
 * rest for each such moment cost a fifth of the rate on a busy machine.
 */
const STUMBLE = { share: 0.95, pause: 200 };
/** Throttled again before it was back: somebody else uses the account too, or its limit isn't known. */
const BACK_OFF = { share: 0.7, pause: 1000 };
/** A second without throttling gives back so much of the most. */
const RECOVERY = 0.05;

/** `asked` is the editor's own limit, taken as it is. */
export function paceOf(perSecond: number, asked: number | undefined, now: number): Pace {
  const most = Math.min(perSecond * SHARE, asked ?? Number.POSITIVE_INFINITY);
  return { most, rate: most, due: now, changed: now, pausedUntil: now };
}

/** The account's rate was read anew. */
export function adjustPace(pace: Pace, perSecond: number, asked: number | undefined): Pace {
  const { most } = paceOf(perSecond, asked, 0);
  return { ...pace, most, rate: pace.rate === pace.most ? most : Math.min(pace.rate, most) };
}

/** How many messages may leave at this moment. */
export function permits(pace: Pace, now: number): number {
  if (pace.rate === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor(((now + TOLERANCE - Math.max(pace.due, now)) * pace.rate) / 1000) + 1);
}

/** In how many milliseconds that many may leave; what exceeds a burst is as much as a burst. */
export function waitFor(pace: Pace, count: number, now: number): number {
  if (pace.rate === Number.POSITIVE_INFINITY) return 0;
  const burst = Math.floor((TOLERANCE * pace.rate) / 1000) + 1;
  const ahead = ((Math.min(count, burst) - 1) * 1000) / pace.rate;
  return Math.max(0, Math.ceil(Math.max(pace.due, now) + ahead - TOLERANCE - now));
}

/** So many leave now. */
export function leave(pace: Pace, count: number, now: number): Pace {
  if (pace.rate === Number.POSITIVE_INFINITY) return pace;
  const recovered = recover(pace, now);
  return { ...recovered, due: Math.max(recovered.due, now) + (count * 1000) / recovered.rate };
}

/** Messages that were let go but didn't leave after all. */
export function takeBack(pace: Pace, count: number): Pace {
  return pace.rate === Number.POSITIVE_INFINITY ? pace : { ...pace, due: pace.due - (count * 1000) / pace.rate };
}

/** Too fast. Calls that were out at the same time say it once more: that counts once. */
export function throttle(pace: Pace, now: number): Pace {
  if (pace.pausedUntil > now) return pace;
  const unlimited = pace.rate === Number.POSITIVE_INFINITY;
  const { share, pause } = pace.rate === pace.most && !unlimited ? STUMBLE : BACK_OFF;
  const rate = Math.max(0.1, (unlimited ? 1000 : pace.rate) * share);
  const until = now + pause;
  return { ...pace, rate, due: until + TOLERANCE, changed: until, pausedUntil: until };
}

function recover(pace: Pace, now: number): Pace {
  if (pace.rate >= pace.most || now - pace.changed < 1000) return pace;
  // An account without a limit that throttles all the same has no most: then the rate grows by itself.
  const step = (pace.most === Number.POSITIVE_INFINITY ? pace.rate : pace.most) * RECOVERY;
  const seconds = Math.floor((now - pace.changed) / 1000);
  return { ...pace, rate: Math.min(pace.most, pace.rate + step * seconds), changed: pace.changed + seconds * 1000 };
}
