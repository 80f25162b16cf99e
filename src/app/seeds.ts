import type { AudienceMember, Subscribers } from '../delivery/subscribers.ts';
import { addressKey, parseAddress } from '../mail/address.ts';

/**
 * Addresses of the newsroom that get every send to a list first, so that somebody sees it in a real mailbox before the
 * readers do. They are recipients like all others, but on no list.
 */
export async function readSeeds(
  addresses: readonly string[],
  subscribers: Subscribers,
): Promise<readonly AudienceMember[]> {
  const rows = addresses.map((written) => {
    const parsed = parseAddress(written);
    if (!parsed.ok) throw new Error(`courant.yaml was checked, but a seed is no address: ${parsed.reason}`);
    const { address } = parsed;
    const consent = { how: 'seed', at: null, from: 'courant.yaml' };
    return { address, key: addressKey(address), line: 1, fields: {}, lists: [], state: 'subscribed', consent } as const;
  });
  const known = await Promise.all(rows.map(({ key }) => subscribers.find(key)));
  await subscribers.importRows([rows.filter((_, index) => known[index] === null)]);
  const found = await Promise.all(rows.map(({ key }) => subscribers.find(key)));
  return found.flatMap((one) => (one === null ? [] : [{ ...one, suppressed: null, segments: [] }]));
}
