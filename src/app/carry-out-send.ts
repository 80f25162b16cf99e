import type { CarriedOut, CarryOutOptions, CarryOutPorts } from '../delivery/carry-out.ts';
import { resumeSend } from '../delivery/resume.ts';
import type { Holder } from '../delivery/ledger.ts';
import type { Transport } from '../delivery/transport.ts';
import { zoneOffsets } from '../mail/date-header.ts';
import { createMessagePool, type MessagePool } from '../mail/message-pool.ts';
import { personalise, prepareEdition } from '../personalise/personalise.ts';
import { linkKeys } from '../personalise/token.ts';
import { restoreEdition } from './stored-edition.ts';

export interface SendSettings extends Omit<CarryOutOptions, 'personalise' | 'concurrency'> {
  /** The first signs readers' links, all verify. */
  readonly secrets: readonly string[];
  readonly onWait?: (by: Holder) => void;
}

/** Carries a planned, stopped or crashed send as far as it goes, with the editions that the store kept. */
export async function carryOutSend(send: string, ports: CarryOutPorts, settings: SendSettings): Promise<CarriedOut> {
  const { secrets, ...options } = settings;
  const keys = linkKeys(secrets);
  const editions = (await ports.ledger.editions(send)).map((stored) => {
    const { edition, settings: message, list, timeZone } = restoreEdition(stored);
    return { prepared: prepareEdition(edition, message, { list }), offsetAt: zoneOffsets(timeZone) };
  });
  const memory = createMessagePool();
  return resumeSend(
    send,
    { ...ports, transport: givingBack(ports.transport, memory) },
    {
      ...options,
      personalise: ({ edition, subscriber }) => {
        const chosen = editions[edition];
        if (chosen === undefined) throw new Error(`the store has no edition ${edition} of the send ${send}`);
        const instant = ports.clock.now();
        const date = { instant, offsetMinutes: chosen.offsetAt(instant) };
        return personalise(chosen.prepared, subscriber, { send, keys, date, memory });
      },
    },
  );
}

/** What was accepted was read to its end. A call that failed may still be at it: its memory is never used again. */
function givingBack(transport: Transport, memory: MessagePool): Transport {
  return {
    ...transport,
    deliver: async (message, context) => {
      const outcome = await transport.deliver(message, context);
      if (outcome.state === 'accepted') memory.giveBack(message.bytes);
      return outcome;
    },
  };
}
