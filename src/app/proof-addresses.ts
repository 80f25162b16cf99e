import { addressKey, parseAddress } from '../mail/address.ts';
import { done, type Outcome, refuse } from './refusal.ts';

/** A proof is for colleagues: more of them than this is a send, which is accounted for. */
const MOST = 20;

/** `--to ana@example.org,ben@example.org`: each address once. */
export function readProofAddresses(text: string): Outcome<readonly string[]> {
  const addresses = new Map<string, string>();
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue;
    const parsed = parseAddress(part);
    if (!parsed.ok) {
      const message = `${JSON.stringify(part.slice(0, 100))} isn’t an address: ${parsed.reason}.`;
      return refuse(
        'not-an-address',
        message,
        'Write addresses with commas between them: --to ana@example.org,ben@example.org.',
      );
    }
    const key = addressKey(parsed.address);
    if (!addresses.has(key)) addresses.set(key, parsed.address);
  }
  if (addresses.size === 0) return refuse('usage', '--to names no address.', 'Such as --to ana@example.org.');
  if (addresses.size > MOST) {
    const message = `--to names ${addresses.size} addresses, and a proof goes to ${MOST} at most.`;
    return refuse('too-many-addresses', message, 'Put them on a list, and send to it: `courant send ISSUE --to LIST`.');
  }
  return done([...addresses.values()]);
}
