import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../delivery/clock.ts';
import type { Random } from '../delivery/random.ts';
import { readOrMakeSecret } from '../disk/secret.ts';

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: async (milliseconds, signal) => {
    try {
      await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};

export const realRandom: Random = { bytes: (count) => randomBytes(count) };

/** COURANT_SECRET, several with commas; for the outbox a generated one when it isn't set. */
export async function readSecrets(
  env: Readonly<Record<string, string | undefined>>,
  root: string,
): Promise<readonly string[]> {
  const set = (env['COURANT_SECRET'] ?? '').split(',').map((secret) => secret.trim());
  const secrets = set.filter((secret) => secret !== '');
  return secrets.length > 0 ? secrets : [await readOrMakeSecret(join(root, '.courant', 'secret'))];
}
