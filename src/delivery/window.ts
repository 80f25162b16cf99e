const LEAST = 4;
/** What a crash leaves in doubt is at most this. */
export const MOST_IN_FLIGHT = 64;
/** Where nothing limits the rate, as with the outbox. */
const UNPACED = 16;
/** Calls don't come back evenly. */
const SLACK = 1.5;

/** How many calls may be out at once: those that leave while one is under way (Little's law), and some to spare. */
export function windowFor(perSecond: number, latencyMilliseconds: number): number {
  if (perSecond === Number.POSITIVE_INFINITY) return UNPACED;
  const needed = Math.ceil((perSecond * latencyMilliseconds * SLACK) / 1000) + LEAST;
  return Math.min(MOST_IN_FLIGHT, Math.max(LEAST, needed));
}
