/** Says whether one more fits into the rate at this moment, and counts it if so. */
export type RateWindow = (perSecond: number, now: number) => boolean;

/**
 * A true sliding window, counting what was let through: in no second, wherever it begins, more than the rate. Stricter
 * than SES, which lets short bursts pass; a token bucket would let twice the rate through in a second after a rest.
 * @param now monotonic milliseconds
 */
export function rateWindow(): RateWindow {
  let times: number[] = [];
  let first = 0;
  return (perSecond, now) => {
    const room = Math.max(1, Math.floor(perSecond));
    const since = now - (room / perSecond) * 1000;
    while (first < times.length && (times[first] ?? 0) <= since) first += 1;
    if (first > 10_000 && first * 2 > times.length) {
      times = times.slice(first);
      first = 0;
    }
    if (times.length - first >= room) return false;
    times.push(now);
    return true;
  };
}
