import { rampedTransport } from '../app/ramped-transport.ts';
import { done, type Outcome } from '../app/refusal.ts';
import type { Transport } from '../delivery/transport.ts';
import { openTransport } from './open-transport.ts';
import { realClock } from './real-ports.ts';
import type { SendRun } from './run-send.ts';

/** What a send hands its messages to: the transport, and for SES what the ramp-up of a young domain leaves of the day. */
export async function openSendTransport(
  name: Transport['name'],
  { publication, root, store, context }: SendRun,
): Promise<Outcome<Transport>> {
  const transport = await openTransport(name, { publication, root, env: context.env });
  const rampUp = publication.ses?.rampUp;
  if (!transport.ok || name !== 'ses' || rampUp === undefined) return transport;
  const { timeZone } = publication;
  return done(rampedTransport(transport.value, { rampUp, timeZone, ledger: store.ledger, clock: realClock }));
}
