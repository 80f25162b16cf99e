import type { TransportContext } from '../delivery/transport.ts';
import type { Message } from '../mail/message.ts';
import type { MessagePool } from '../mail/message-pool.ts';

/**
 * A call of SendRawEmail for one recipient, as the SDK would write it (AWS query protocol, in `memory`). The message is
 * read to its end before this returns. Escaping base64 by three `replaceAll`s takes 25 µs for 80 KB, the SDK's way 180.
 */
export function sendRawEmailBody(
  { envelope, bytes }: Message,
  { send, attempt }: TransportContext,
  configurationSet: string | undefined,
  memory: Pick<MessagePool, 'take'>,
): Buffer {
  const head = form([
    ['Action', 'SendRawEmail'],
    ['Version', '2010-12-01'],
    ['Source', envelope.from],
    ['Destinations.member.1', envelope.to],
    ['Tags.member.1.Name', 'courant-send'],
    ['Tags.member.1.Value', send],
    ['Tags.member.2.Name', 'courant-attempt'],
    ['Tags.member.2.Value', String(attempt)],
    ...(configurationSet === undefined ? [] : [['ConfigurationSetName', configurationSet] as const]),
    ['RawMessage.Data', ''],
  ]);
  const raw = bytes.toString('base64').replaceAll('+', '%2B').replaceAll('/', '%2F').replaceAll('=', '%3D');
  const body = memory.take(head.length + raw.length);
  body.write(head, 0, 'latin1');
  body.write(raw, head.length, 'latin1');
  return body;
}

function form(pairs: readonly (readonly [name: string, value: string])[]): string {
  return pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}
