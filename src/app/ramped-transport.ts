import type { Clock } from '../delivery/clock.ts';
import type { Ledger } from '../delivery/ledger.ts';
import { type RampUp, type RampUpDay, rampUpDay } from '../delivery/ramp-up.ts';
import type { SendingLimits, Transport } from '../delivery/transport.ts';

interface RampSettings {
  readonly rampUp: RampUp;
  /** The publication's. */
  readonly timeZone: string;
  readonly ledger: Pick<Ledger, 'attemptsSince'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A transport whose account allows only what the ramp-up of a young domain leaves of the day. */
export function rampedTransport(transport: Transport, settings: RampSettings): Transport {
  return {
    ...transport,
    limits: async () => (await rampedLimits(await transport.limits(), transport.name, settings)).limits,
  };
}

/** `day` is null once the account's own quota is the smaller limit. */
async function rampedLimits(
  limits: SendingLimits,
  transport: Transport['name'],
  { rampUp, timeZone, ledger, clock }: RampSettings,
): Promise<{ readonly limits: SendingLimits; readonly day: RampUpDay | null }> {
  const day = rampUpDay(rampUp, { now: clock.now(), timeZone, perDay: limits.perDay });
  if (day.cap === Number.POSITIVE_INFINITY) return { limits, day: null };
  const sentToday = (await ledger.attemptsSince(transport, day.begins)).count;
  const left = Math.min(day.cap - sentToday, limits.perDay - limits.sentToday);
  return { limits: { perSecond: limits.perSecond, perDay: day.cap, sentToday: day.cap - left }, day };
}
