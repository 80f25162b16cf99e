import { type OffsetAt, steadySpans, zoneClock } from '../../mail/time-zone.ts';

const DAY = 86_400_000;
/** A window can lie in the hour that a change of clocks skips, on a date that the date line skips. */
const LOOK_AHEAD = 4 * DAY;

/** A time of day, in milliseconds since midnight: `from` is in it, `to` is not. Over midnight, `to` is past a day. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

export type WindowState =
  | { readonly kind: 'open'; readonly until: number }
  | { readonly kind: 'closed'; readonly opens: number };

/** A stretch of instants in which a window is open; its end is not in it. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

/**
 * Whether a window is open in a zone, for many instants. It is open exactly while the clocks show a time in it: where
 * they skip its beginning it opens as they are changed, and a night on which an hour comes twice can open it twice.
 * Nothing ever leaves while a clock shows another time.
 */
export function windowStates(window: Window, timeZone: string): (now: number) => WindowState {
  const offsetAt = zoneClock(timeZone);
  let known: { readonly asked: number; readonly opening: Opening } | undefined;
  return (now) => {
    if (known === undefined || now < known.asked || now >= known.opening.to)
      known = { asked: now, opening: nextOpening(window, offsetAt, now) };
    const { from, to } = known.opening;
    return from <= now ? { kind: 'open', until: to } : { kind: 'closed', opens: from };
  };
}

/** What is left of the opening in which an instant lies, else the first opening after it. */
export function nextOpening(window: Window, offsetAt: OffsetAt, now: number): Opening {
  const next = openings(window, offsetAt, now)[0];
  if (next === undefined) throw new Error(`a window of ${window.from} to ${window.to} never opens`);
  return next;
}

function openings(window: Window, offsetAt: OffsetAt, now: number): readonly Opening[] {
  const found: Opening[] = [];
  for (const { from, to, offset } of steadySpans(now, now + LOOK_AHEAD, offsetAt)) {
    for (let day = Math.floor((from + offset) / DAY) - 1; day * DAY < to + offset; day += 1) {
      const opens = Math.max(from, day * DAY + window.from - offset);
      const closes = Math.min(to, day * DAY + window.to - offset);
      if (opens < closes) join(found, { from: opens, to: closes });
    }
  }
  return found;
}

/** One that goes on over a change of clocks is one. */
function join(found: Opening[], next: Opening): void {
  const last = found.at(-1);
  if (last?.to === next.from) found[found.length - 1] = { from: last.from, to: next.to };
  else found.push(next);
}
