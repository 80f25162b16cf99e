import type { Clock } from './clock.ts';
import { adjustPace, leave, paceOf, permits, takeBack, throttle, waitFor } from './pace.ts';
import type { Outcome, SendingLimits } from './transport.ts';

/** How many messages may leave now, or how long to wait for that, or that the day's quota is used up. */
export type Grant =
  | { readonly kind: 'go'; readonly count: number }
  | { readonly kind: 'wait'; readonly milliseconds: number }
  | { readonly kind: 'quota-used-up' };

export interface Pacer {
  /** At most `most`; where fewer than `least` could go, it is a little wait, so that attempts are written in groups. */
  readonly take: (least: number, most: number) => Grant;
  /** They were let go, but didn't leave. */
  readonly giveBack: (count: number) => void;
  readonly note: (outcome: Outcome) => void;
  /** What the account says anew. */
  readonly adjust: (limits: SendingLimits) => void;
  /** Messages a second that are tried now. */
  readonly rate: () => number;
}

export function openPacer(limits: SendingLimits, asked: number | undefined, clock: Pick<Clock, 'monotonic'>): Pacer {
  let pace = paceOf(limits.perSecond, asked, clock.monotonic());
  let left = limits.perDay - limits.sentToday;
  return {
    take: (least, most) => {
      if (left <= 0) return { kind: 'quota-used-up' };
      const now = clock.monotonic();
      const wanted = Math.min(least, left);
      const count = Math.min(most, left, permits(pace, now));
      if (count < wanted) return { kind: 'wait', milliseconds: Math.max(1, waitFor(pace, wanted, now)) };
      pace = leave(pace, count, now);
      left -= count;
      return { kind: 'go', count };
    },
    giveBack: (count) => {
      pace = takeBack(pace, count);
      left += count;
    },
    note: (outcome) => {
      if (outcome.state !== 'accepted' && outcome.state !== 'in-doubt') left += 1;
      if (outcome.state === 'held' && outcome.cause === 'rate') pace = throttle(pace, clock.monotonic());
    },
    adjust: (fresh) => {
      pace = adjustPace(pace, fresh.perSecond, asked);
      left = fresh.perDay - fresh.sentToday;
    },
    rate: () => pace.rate,
  };
}
