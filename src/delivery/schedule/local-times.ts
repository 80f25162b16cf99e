import type { FieldValue } from '../../audience/subscriber.ts';
import { isTimeZone, readWall, zoneClock } from '../../mail/time-zone.ts';
import { nextOpening, type Window } from './window.ts';

/** When a reader's message may go, in milliseconds since 1970: never before `notBefore`, nor from `notAfter` on. */
export interface ReaderTimes {
  readonly notBefore: number;
  readonly notAfter: number | null;
  /** How long ago the asked-for moment was in their zone when this was worked out; 0 where it is still to come. */
  readonly late: number;
}

export interface LocalRule {
  /** What each reader's own clocks are to show, as the instant at which those of UTC show it; null for at once. */
  readonly at: number | null;
  readonly window: Window | null;
  /** The zone of readers whose own isn't known: the publication's. */
  readonly fallbackZone: string;
  readonly now: number;
}

/** Names that no zone has and that are remembered as such; one past that costs 60 µs each time it comes. */
const MOST_UNKNOWN = 1000;

/**
 * When each reader may get a message by their own clocks. The date is the same for all, so a moment comes first at
 * UTC+14 (Kiritimati) and up to 26 hours later at UTC−12. Where it has passed already the message may go at once:
 * waiting for the next day would be a day late, and leaving those readers out would lose them. With a window, at once
 * means as soon as it is open there.
 *
 * A zone is worked out once, whatever the case its name is written in: no reader costs more than a look-up.
 */
export function localTimes(rule: LocalRule): (timeZone: FieldValue | null | undefined) => ReaderTimes {
  const fallback = timesIn(rule.fallbackZone, rule);
  const byZone = new Map<string, ReaderTimes>();
  const unknown = new Set<string>();
  return (timeZone) => {
    if (typeof timeZone !== 'string') return fallback;
    const name = timeZone.toLowerCase();
    const known = byZone.get(name);
    if (known !== undefined) return known;
    if (unknown.has(name)) return fallback;
    if (!isTimeZone(name)) {
      if (unknown.size < MOST_UNKNOWN) unknown.add(name);
      return fallback;
    }
    const times = timesIn(name, rule);
    byZone.set(name, times);
    return times;
  };
}

function timesIn(timeZone: string, { at, window, now }: LocalRule): ReaderTimes {
  const offsetAt = zoneClock(timeZone);
  const moment = at === null ? now : readWall(at, offsetAt).instant;
  const late = Math.max(0, now - moment);
  const earliest = Math.max(now, moment);
  if (window === null) return { notBefore: earliest, notAfter: null, late };
  const { from, to } = nextOpening(window, offsetAt, earliest);
  return { notBefore: from, notAfter: to, late };
}
